import { useCurrentHost } from '../../app/data/hosts.ts'
import { useTryDialog } from './dialog.ts'
import { TryDialog } from './TryDialog.tsx'

/** Mounted once, outside of the pages. Each opening resets the dialog. */
export function TryDialogs() {
  const { name, turn, close } = useTryDialog()
  const host = useCurrentHost()
  if (name === null || host === null) return null
  return <TryDialog key={`${host.id} ${turn}`} host={host} name={name} onClose={close} />
}
