import { useCurrentHost } from '../../app/data/hosts.ts'
import { useUpdateDialogs } from './dialogs.ts'
import { ListDialog } from './ListDialog.tsx'
import { ReviewDialog } from './ReviewDialog.tsx'

/** Mounted once, outside of the pages. Each opening resets the dialog. */
export function UpdateDialogs() {
  const { open, close } = useUpdateDialogs()
  const host = useCurrentHost()
  if (open === null || host === null) return null
  return open.kind === 'review' ? (
    <ReviewDialog key={open.name} host={host} name={open.name} checks={open.checks} onClose={close} />
  ) : (
    <ListDialog host={host} names={open.names} checks={open.checks} onClose={close} />
  )
}
