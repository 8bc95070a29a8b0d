import type { Transfer } from '#shared/contract/transfers.ts'
import { isListedAs } from '#shared/ollama/name.ts'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { nameView } from './name-view.ts'
import { PushCheck } from './PushCheck.tsx'
import { ServerKey } from './ServerKey.tsx'

/** What to do about a push that was refused: who is signed in, the right name, and where the key is. */
export function PushHelp({ transfer: { hostId, name, insecure, silent } }: { transfer: Transfer }) {
  const host = useCurrentHost()
  const isHere = host !== null && host.id === hostId
  const models = useModels(hostId, isHere).data
  const view = nameView(name)
  if (!isHere || view.kind !== 'name') return null
  const model = models?.find((one) => isListedAs(one.name, view.parts))
  return (
    <div className="mt-10 flex flex-col gap-10">
      {model && models ? <PushCheck {...{ host, model, models, view }} options={{ insecure, silent }} /> : null}
      <ServerKey host={host} view={view} />
    </div>
  )
}
