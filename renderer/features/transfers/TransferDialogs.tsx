import { useCurrentHost } from '../../app/data/hosts.ts'
import { useTransferDialogs } from './dialogs.ts'
import { PullDialog } from './PullDialog.tsx'
import { PushDialog } from './PushDialog.tsx'

/** Mounted once, outside of the pages. Each opening resets the dialog. */
export function TransferDialogs() {
  const { open, close } = useTransferDialogs()
  const host = useCurrentHost()
  if (open === null || host === null) return null
  const props = { host, name: open.name, onClose: close }
  return open.kind === 'pull' ? <PullDialog {...props} byLink={open.byLink} /> : <PushDialog {...props} />
}
