import { ChevronsUpDown, Plus, Server } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { useHostDialog } from '../../features/hosts/dialog.ts'
import { Badge, Menu, type MenuEntry, StateDot, Truncated } from '../../ui/index.ts'
import { useClient } from '../core.tsx'
import { useCurrentHost, useHosts } from '../data/hosts.ts'
import { addressBelow, reachDot, useHostName } from '../host-display.ts'
import { useNavigation } from '../navigation.ts'
import { useReport } from '../report.ts'

/** Name, state and address of a host; says so if it is a sandbox or exists in this run only. */
export function HostLine({ host }: { host: Host }) {
  const { t } = useTranslation()
  const hostName = useHostName()
  const name = hostName(host)
  const below = addressBelow(name, host.url) ?? (host.kind === 'run' ? t('common.runOnly') : null)
  return (
    <span className="flex min-w-0 flex-1 items-center gap-8 text-left">
      <StateDot state={reachDot[host.reach]} label={t(`common.reach.${host.reach}`)} />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-6">
          <Truncated text={name} className="font-semibold" />
          {host.kind === 'sandbox' && name !== t('common.sandbox') ? (
            <Badge tone="soft">{t('common.sandbox')}</Badge>
          ) : null}
        </span>
        {below === null ? null : (
          <Truncated text={below} className="block font-mono text-[11px] leading-14 text-ink-2" />
        )}
      </span>
    </span>
  )
}

export function HostSwitcher() {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const hosts = useHosts()?.hosts ?? []
  const current = useCurrentHost()
  const go = useNavigation((navigation) => navigation.go)
  const openDialog = useHostDialog((dialog) => dialog.open)
  const entries: MenuEntry[] = [
    ...hosts.map((host) => ({
      key: host.id,
      label: <HostLine host={host} />,
      checked: host.id === current?.id,
      onSelect: () => void report(client.hosts.select({ hostId: host.id })),
    })),
    ...(hosts.length > 0 ? ['line' as const] : []),
    { label: t('common.addHost'), icon: Plus, onSelect: () => openDialog('add') },
    { label: t('common.manageHosts'), icon: Server, onSelect: () => go('hosts') },
  ]
  return (
    <Menu
      entries={entries}
      trigger={
        <button
          type="button"
          className="flex h-46 w-full shrink-0 items-center gap-8 rounded-[9px] border border-line-strong bg-panel px-9 hover:bg-inset data-popup-open:bg-inset"
        >
          {current === null ? (
            <span className="flex-1 text-left font-semibold">{t('common.chooseHost')}</span>
          ) : (
            <HostLine host={current} />
          )}
          <ChevronsUpDown size={14} aria-hidden className="shrink-0 text-ink-2" />
        </button>
      }
    />
  )
}
