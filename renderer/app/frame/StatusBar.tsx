import { LoaderCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import type { Loading } from '#shared/contract/running.ts'
import { useElapsed, useLoading } from '../../features/library/memory.ts'
import { inWindow } from '../../host/index.ts'
import { Badge, StateDot } from '../../ui/index.ts'
import { useCurrentHost } from '../data/hosts.ts'
import { useLearnWeights } from '../data/weights.ts'
import { useModels } from '../data/models.ts'
import { reachDot } from '../host-display.ts'
import { useNavigation } from '../navigation.ts'
import { TabProgress } from './TabProgress.tsx'
import { TransferSummary } from './TransferSummary.tsx'

export function StatusBar() {
  return (
    <footer className="figures col-span-2 flex items-center gap-16 border-t border-line bg-sidebar px-12 text-caption text-ink-2">
      <Server />
      <TransferSummary />
      {inWindow ? null : <TabProgress />}
    </footer>
  )
}

function Server() {
  const { t } = useTranslation()
  const host = useCurrentHost()
  const models = useModels(host?.id ?? null, host?.reach === 'up').data
  if (host === null) return null
  const state = t(`common.reach.${host.reach}`)
  return (
    <>
      <span className="flex items-center gap-7">
        <StateDot state={reachDot[host.reach]} label={state} />
        {host.reach === 'up' && host.version !== null ? t('common.version', { version: host.version }) : state}
      </span>
      {host.kind === 'sandbox' ? <Badge tone="soft">{t('common.sandbox')}</Badge> : null}
      {host.reach === 'up' ? <Loads hostId={host.id} /> : null}
      {host.reach === 'up' && models ? <SharedWeights hostId={host.id} models={models} /> : null}
    </>
  )
}

/** What is being loaded; goes to Running. */
function Loads({ hostId }: { hostId: string }) {
  const [first, ...others] = useLoading(hostId)
  return first === undefined ? null : <Load {...first} others={others.length} />
}

function Load({ name, startedAt, others }: Loading & { others: number }) {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  const what =
    others === 0 ? t('common.loads.one', { name }) : t('common.loads.several', { name, value: others, count: others })
  return (
    <button
      type="button"
      onClick={() => go('running')}
      className="flex h-20 min-w-0 items-center gap-6 rounded-small px-4 hover:text-ink"
    >
      <LoaderCircle size={13} aria-hidden className="shrink-0 animate-spin" />
      <span className="truncate" title={what}>
        {what} · {useElapsed(startedAt)}
      </span>
    </button>
  )
}

/** Always rendered, so that the request for shared weights, needed once in the page, is made here. */
function SharedWeights({ hostId, models }: { hostId: string; models: readonly Model[] }): null {
  useLearnWeights(hostId, models)
  return null
}
