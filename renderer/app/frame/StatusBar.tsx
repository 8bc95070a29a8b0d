import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { diskUse } from '#shared/domain/sharing.ts'
import { Badge, StateDot } from '../../ui/index.ts'
import { useCurrentHost } from '../data/hosts.ts'
import { useModels } from '../data/models.ts'
import { summaryOf, useTransfers } from '../data/transfers.ts'
import { useFormat } from '../i18n.ts'
import { useNavigation } from '../navigation.ts'
import { reachDot } from './HostSwitcher.tsx'

export function StatusBar() {
  return (
    <footer className="figures col-span-2 flex items-center gap-16 border-t border-line bg-sidebar px-12 text-caption text-ink-2">
      <Server />
      <Transfers />
    </footer>
  )
}

function Server() {
  const { t } = useTranslation()
  const format = useFormat()
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
      {host.reach === 'up' && models ? (
        <span>
          {t('common.models', { count: models.length, value: format.count(models.length) })}
          {' · '}
          {t('common.onDisk', { size: format.bytes(diskUse(models).unique) })}
        </span>
      ) : null}
    </>
  )
}

function Transfers() {
  const { t } = useTranslation()
  const format = useFormat()
  const go = useNavigation((navigation) => navigation.go)
  const { pulls, pushes, rate, remainingMs } = useTransfers(summaryOf)
  if (pulls + pushes === 0) return null
  const Icon = pulls > 0 ? ArrowDown : ArrowUp
  const parts = [
    pulls > 0 ? t('common.transfers.pulls', { count: pulls, value: format.count(pulls) }) : null,
    pushes > 0 ? t('common.transfers.pushes', { count: pushes, value: format.count(pushes) }) : null,
    rate === null ? null : format.rate(rate),
    remainingMs === null ? null : t('common.transfers.left', { time: format.duration(remainingMs) }),
  ]
  return (
    <button
      type="button"
      onClick={() => go('transfers')}
      className="ml-auto flex h-20 items-center gap-6 rounded-small px-4 hover:text-ink"
    >
      <Icon size={13} aria-hidden />
      {parts.filter((part) => part !== null).join(' · ')}
    </button>
  )
}
