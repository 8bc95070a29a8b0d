import { CircleAlert, CircleCheck, CircleSlash } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CorralEvent } from '#shared/contract/events.ts'
import { Button, ModelName, useProblemText } from '../../ui/index.ts'
import { useEvents } from '../data/events.ts'
import { useCurrentHost, useHostNames } from '../data/hosts.ts'
import { useHostName } from '../host-display.ts'
import { useFormat } from '../i18n.ts'
import { placeIcons, useNavigation } from '../navigation.ts'
import { useNow } from '../now.ts'

const icons = {
  good: <CircleCheck aria-hidden className="mt-1 shrink-0 text-good" />,
  bad: <CircleAlert aria-hidden className="mt-1 shrink-0 text-bad" />,
  cancelled: <CircleSlash aria-hidden className="mt-1 shrink-0 text-ink-2" />,
} as const

function toneOf(kind: CorralEvent['kind']): keyof typeof icons {
  if (kind.endsWith('_cancelled')) return 'cancelled'
  return kind.endsWith('_failed') || kind === 'host_down' ? 'bad' : 'good'
}

/** What happened in this run, newest first; each goes to where it is shown. */
export function EventList({ onGo }: { onGo: () => void }) {
  const { t } = useTranslation()
  const events = useEvents()
  const go = useNavigation((navigation) => navigation.go)
  return (
    <>
      {events.length === 0 ? <p className="mt-4 text-ink-2">{t('common.bellEmpty')}</p> : <Events onGo={onGo} />}
      <Button
        variant="ghost"
        icon={placeIcons.history}
        className="mt-6 self-start"
        onClick={() => {
          onGo()
          go('history')
        }}
      >
        {t('common.openHistory')}
      </Button>
    </>
  )
}

function Events({ onGo }: { onGo: () => void }) {
  const events = useEvents()
  return (
    <ul className="mt-4 flex max-h-400 flex-col divide-y divide-line overflow-y-auto">
      {[...events].reverse().map((event) => (
        <li key={event.id}>
          <Row event={event} onGo={onGo} />
        </li>
      ))}
    </ul>
  )
}

function Row({ event, onGo }: { event: CorralEvent; onGo: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const problemText = useProblemText()
  const now = useNow(30_000)
  const go = useGoTo()
  const nameOf = useNameOfHost()
  const { kind, name, to, size, ms, at, hostId, madeRoom, problem } = event
  const host = nameOf(hostId)
  const parts = [
    t(`common.events.${kind}`),
    name === '' ? null : host.isCurrent ? null : host.name,
    size === null ? null : format.bytes(size),
    ms === null ? null : format.duration(ms),
    format.ago(at, now),
  ]
  return (
    <button
      type="button"
      onClick={() => {
        onGo()
        go(event)
      }}
      className="flex w-full gap-8 rounded-small py-8 text-left hover:bg-hover"
    >
      {icons[toneOf(kind)]}
      <span className="min-w-0 flex-1">
        {name === '' ? <span className="font-semibold">{host.name}</span> : <ModelName name={to ?? name} />}
        <span className="figures block text-caption text-ink-2">
          {parts.filter((part) => part !== null).join(' · ')}
        </span>
        {to === null ? null : (
          <span className="block text-caption wrap-anywhere text-ink-2">{t('common.eventFrom', { name })}</span>
        )}
        {madeRoom.length === 0 ? null : (
          <span className="block text-caption wrap-anywhere text-ink-2">
            {t('common.eventMadeRoom', { names: format.list(madeRoom) })}
          </span>
        )}
        {problem === null || toneOf(kind) === 'cancelled' ? null : (
          <span className="block text-caption text-bad">{problemText(problem).title}</span>
        )}
      </span>
    </button>
  )
}

function useNameOfHost() {
  const { t } = useTranslation()
  const hosts = useHostNames()
  const hostName = useHostName()
  return (hostId: string) => {
    const host = hosts?.hosts.find(({ id }) => id === hostId)
    return { name: host ? hostName(host) : t('common.hostRemoved'), isCurrent: hosts?.currentId === hostId }
  }
}

/** Transfers go to their page, hosts to theirs, a model of the current host to itself, others to what is loaded. */
function useGoTo(): (event: CorralEvent) => void {
  const { go, open } = useNavigation()
  const currentId = useCurrentHost()?.id
  return ({ kind, hostId, name, to }) => {
    if (kind.startsWith('pull') || kind.startsWith('push')) go('transfers')
    else if (kind.startsWith('host_') || hostId !== currentId) go('hosts')
    else if (kind === 'deleted') go('library')
    else open(to ?? name)
  }
}
