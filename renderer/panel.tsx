import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadTexts, startI18n } from './app/i18n.ts'
import { createQueryClient } from './app/query-client.ts'
import { Panel } from './features/panel/Panel.tsx'
import { openCore } from './host/index.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')

await startI18n()
await loadTexts('rest')
createRoot(root).render(
  <StrictMode>
    <Panel core={openCore()} cache={createQueryClient()} />
  </StrictMode>,
)
