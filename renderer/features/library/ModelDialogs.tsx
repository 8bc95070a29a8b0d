import { useCurrentHost } from '../../app/data/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { DeleteDialog } from './DeleteDialog.tsx'
import { useModelDialogs } from './dialogs.ts'
import { NameDialog } from './NameDialog.tsx'

/** Dialogs about models. Mounted once, outside of the pages. */
export function ModelDialogs() {
  const host = useCurrentHost()
  const { naming, deleting, isOpen, turn, close } = useModelDialogs()
  const models = useModels(host?.id ?? null, host?.reach === 'up').data ?? []
  if (host === null) return null
  if (deleting)
    return <DeleteDialog key={turn} hostId={host.id} names={deleting} models={models} open={isOpen} onClose={close} />
  const model = models.find(({ name }) => name === naming?.name)
  if (!naming || !model) return null
  return (
    <NameDialog
      key={turn}
      kind={naming.kind}
      hostId={host.id}
      model={model}
      models={models}
      open={isOpen}
      onClose={close}
    />
  )
}
