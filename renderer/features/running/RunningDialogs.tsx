import { useCurrentHost } from '../../app/data/hosts.ts'
import { useRunningDialogs } from './dialogs.ts'
import { LoadDialog } from './LoadDialog.tsx'
import { UnloadAllDialog } from './UnloadAllDialog.tsx'

/** Mounted once, beside the places. Each opening starts anew. */
export function RunningDialogs() {
  const { open, close } = useRunningDialogs()
  const host = useCurrentHost()
  if (open === null || host === null) return null
  if (open.kind === 'unloadAll') return <UnloadAllDialog host={host} onClose={close} />
  return <LoadDialog host={host} name={open.name} onClose={close} />
}
