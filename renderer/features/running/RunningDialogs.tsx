import { useCurrentHost } from '../../app/data/hosts.ts'
import { useRunningDialogs } from './dialogs.ts'
import { FreeMemoryDialog } from './FreeMemoryDialog.tsx'
import { LoadDialog } from './LoadDialog.tsx'
import { UnloadAllDialog } from './UnloadAllDialog.tsx'

/** Mounted once, outside of the pages. Each opening resets the dialog. */
export function RunningDialogs() {
  const { open, close } = useRunningDialogs()
  const host = useCurrentHost()
  if (open === null || host === null) return null
  if (open.kind === 'unloadAll') return <UnloadAllDialog host={host} onClose={close} />
  if (open.kind === 'free') return <FreeMemoryDialog host={host} onClose={close} />
  return <LoadDialog host={host} name={open.name} onClose={close} />
}
