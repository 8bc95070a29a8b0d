import { useMutation } from '@tanstack/react-query'
import {
  BookmarkPlus,
  Check,
  ChevronRight,
  Ellipsis,
  KeyRound,
  Minus,
  Pencil,
  RefreshCw,
  ShieldCheck,
  Trash2,
  TriangleAlert,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Features, Host } from '#shared/contract/hosts.ts'
import { isLoopback } from '#shared/ollama/host-url.ts'
import { useClient } from '../../app/core.tsx'
import { addressBelow, reachDot, useHostName } from '../../app/host-display.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { useReport } from '../../app/report.ts'
import {
  Badge,
  Button,
  Card,
  classes,
  IconButton,
  Menu,
  type MenuEntry,
  ProblemView,
  StateDot,
  Truncated,
} from '../../ui/index.ts'
import { Account } from './Account.tsx'
import { useHostDialog } from './dialog.ts'
import { HostFigures } from './HostFigures.tsx'
import { HostFix } from './HostFix.tsx'
import { HostMemory } from './HostMemory.tsx'
import { useModelsFolderEntry } from './models-folder.ts'
import { useCredentialsText } from './SignInFields.tsx'

const features = [
  'embed',
  'dimensions',
  'psContext',
  'showCapabilities',
  'tagsCapabilities',
  'showTensors',
] as const satisfies readonly (keyof Features)[]

const HOUR = 3_600_000

interface HostCardProps {
  host: Host
  isCurrent: boolean
  /** Whether it is the current host at the start. */
  isDefault: boolean
  onRemove: () => void
}

export function HostCard({ host, isCurrent, isDefault, onRemove }: HostCardProps) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const hostName = useHostName()
  const openDialog = useHostDialog((dialog) => dialog.open)
  const check = useMutation({ mutationFn: () => report(client.hosts.check({ hostId: host.id })) })
  const select = useMutation({ mutationFn: () => report(client.hosts.select({ hostId: host.id })) })
  const name = hostName(host)
  const kind = host.kind === 'local' && !isLoopback(host.url) ? 'named' : host.kind
  const address = addressBelow(name, host.url)
  const openFirst: MenuEntry = {
    label: t('hosts.default.set'),
    checked: isDefault,
    onSelect: () => void report(client.hosts.setDefault({ hostId: isDefault ? null : host.id })),
  }
  const keep: MenuEntry = { label: t('hosts.keep'), icon: BookmarkPlus, onSelect: () => openDialog(host) }
  const entries: MenuEntry[] =
    host.kind === 'saved'
      ? [
          { label: t('hosts.edit'), icon: Pencil, onSelect: () => openDialog(host) },
          openFirst,
          'line',
          { label: t('hosts.remove.entry'), icon: Trash2, danger: true, onSelect: onRemove },
        ]
      : host.kind === 'local'
        ? [keep, openFirst]
        : [keep]
  const folder = useModelsFolderEntry(host)
  return (
    <Card
      data-card={host.id}
      tabIndex={-1}
      className={classes('p-14', isCurrent && 'border-line-strong')}
      aria-label={name}
    >
      <div className="flex items-center gap-10">
        <StateDot state={reachDot[host.reach]} label={t(`common.reach.${host.reach}`)} />
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-8">
            <Truncated as="h2" text={name} className="font-semibold" />
            {isCurrent ? <Badge tone="soft">{t('hosts.current')}</Badge> : null}
            {isDefault ? <Badge>{t('hosts.default.is')}</Badge> : null}
            {kind === 'saved' || name === t(`hosts.kind.${kind}`) ? null : <Badge>{t(`hosts.kind.${kind}`)}</Badge>}
          </div>
          {address === null ? null : (
            <Truncated as="div" text={address} className="selectable font-mono text-code text-ink-2" />
          )}
        </div>
        <Facts host={host} />
        <div className="flex shrink-0 items-center gap-6">
          {isCurrent ? null : (
            <Button busy={select.isPending} onClick={() => select.mutate()}>
              {t('hosts.switch')}
            </Button>
          )}
          <IconButton
            icon={RefreshCw}
            label={t('hosts.check')}
            busy={check.isPending || host.reach === 'checking'}
            onClick={() => check.mutate()}
          />
          {host.kind === 'sandbox' ? null : (
            <Menu
              align="end"
              trigger={<IconButton icon={Ellipsis} label={t('hosts.more', { name })} />}
              entries={[...folder, ...entries]}
            />
          )}
        </div>
      </div>
      {kind === 'saved' ? null : <p className="mt-8 text-caption text-ink-2">{t(`hosts.kindText.${kind}`)}</p>}
      {host.server === null || host.server === 'ollama' ? null : (
        <p className="mt-8 text-caption text-ink-2">{t(`hosts.server.${host.server}`)}</p>
      )}
      <HostFigures host={host} isCurrent={isCurrent} />
      {host.severalServers ? (
        <p className="mt-8 flex items-start gap-5 text-caption text-warning">
          <TriangleAlert size={13} aria-hidden className="mt-2 shrink-0" />
          {t('common.sentences', {
            first: t('hosts.severalServers.title', { name }),
            second: t('hosts.severalServers.text'),
          })}
        </p>
      ) : null}
      <Opening host={host} />
      {host.reach === 'down' && host.problem ? (
        <ProblemView problem={host.problem} className="mt-10">
          <HostFix host={host} className="mt-10" />
        </ProblemView>
      ) : null}
      {host.server === 'ollama_cloud' ? null : <HostMemory host={host} />}
      {host.reach === 'up' ? <Abilities host={host} /> : null}
      {host.reach === 'up' && host.server !== 'localai' ? <Account host={host} /> : null}
    </Card>
  )
}

/** Saved credentials and trusted certificate of a host. */
function Opening({ host: { credentials, certificate } }: { host: Host }) {
  const { t } = useTranslation()
  const format = useFormat()
  const credentialsText = useCredentialsText()
  const now = useNow(HOUR)
  if (credentials === null && certificate === null) return null
  return (
    <ul className="mt-8 flex flex-wrap gap-x-16 gap-y-4 text-caption text-ink-2">
      {credentials ? (
        <li className={classes('flex items-center gap-5', credentials.kept === 'gone' && 'text-warning')}>
          <KeyRound size={13} aria-hidden className="shrink-0" />
          {credentialsText(credentials)}
        </li>
      ) : null}
      {certificate ? (
        <li className="flex min-w-0 items-center gap-5">
          <ShieldCheck size={13} aria-hidden className="shrink-0" />
          <span className="truncate" title={certificate.fingerprint}>
            {t(certificate.validTo < now ? 'hosts.certificate.expired' : 'hosts.certificate.line', {
              fingerprint: `${certificate.fingerprint.slice(0, 23)}…`,
              date: format.date(certificate.validTo),
            })}
          </span>
        </li>
      ) : null}
    </ul>
  )
}

function Facts({ host }: { host: Host }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (host.reach !== 'up') return <div className="shrink-0 text-ink-2">{t(`common.reach.${host.reach}`)}</div>
  return (
    <div className="figures shrink-0 text-right">
      <div>
        {host.version === null
          ? null
          : t(host.server === 'localai' ? 'hosts.apiVersion' : 'common.version', { version: host.version })}
      </div>
      {host.latencyMs === null ? null : (
        <div className="text-caption text-ink-2">{t('hosts.latency', { time: format.duration(host.latencyMs) })}</div>
      )}
    </div>
  )
}

/** What the server's version can do, and what needs a newer one; closed at first. */
function Abilities({ host }: { host: Host }) {
  const { t } = useTranslation()
  const format = useFormat()
  const able = features.filter((feature) => host.features[feature]).length
  return (
    <details className="group mt-8 text-caption text-ink-2">
      <summary className="flex w-fit items-center gap-5 rounded-small">
        <ChevronRight size={13} aria-hidden className="transition-transform duration-100 group-open:rotate-90" />
        {t('hosts.abilities', { value: format.count(able), all: format.count(features.length) })}
      </summary>
      <ul className="mt-6 flex flex-wrap gap-x-16 gap-y-4">
        {features.map((feature) => {
          const can = host.features[feature]
          return (
            <li key={feature} className="flex items-center gap-5">
              {can ? <Check size={13} aria-hidden className="text-good" /> : <Minus size={13} aria-hidden />}
              {t(`hosts.${can ? 'can' : 'cannot'}.${feature}`)}
            </li>
          )
        })}
      </ul>
    </details>
  )
}
