import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { startI18n } from './app/i18n.ts'
import { readFirstPaintData } from './app/first-paint.ts'
import { createQueryClient } from './app/query-client.ts'
import { openCore } from './host/index.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')

const core = openCore()
const cache = createQueryClient()
const i18nReady = startI18n()
await Promise.all([i18nReady, readFirstPaintData(core.client, cache, i18nReady)])
createRoot(root).render(
  <StrictMode>
    <App core={core} cache={cache} />
  </StrictMode>,
)
