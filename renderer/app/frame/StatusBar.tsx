import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { inWindow } from '../../host/index.ts'
import { Badge, StateDot } from '../../ui/index.ts'
import { useCurrentHost } from '../data/hosts.ts'
import { useDiskUse, useLearnWeights } from '../data/weights.ts'
import { useModels } from '../data/models.ts'
import { useFormat } from '../i18n.ts'
import { reachDot } from '../host-display.ts'
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
      {host.reach === 'up' && models ? <Disk hostId={host.id} models={models} /> : null}
    </>
  )
}

/** Always rendered, so the request for shared weights, needed once in the page, is made here. */
function Disk({ hostId, models }: { hostId: string; models: readonly Model[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  useLearnWeights(hostId, models)
  return (
    <span>
      {t('common.models', { count: models.length, value: format.count(models.length) })}
      {' · '}
      {format.onDisk(useDiskUse(hostId, models).unique)}
    </span>
  )
}
