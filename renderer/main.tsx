import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { startWords } from './app/i18n.ts'
import { createQueryClient } from './app/query-client.ts'
import { openCore } from './host/index.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')

await startWords()
createRoot(root).render(
  <StrictMode>
    <App core={openCore()} cache={createQueryClient()} />
  </StrictMode>,
)
