import { Redo2, RotateCcw, Undo2, X } from 'lucide-react'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import type { HistoryCall, HistoryPart, HistoryRow } from '#shared/contract/history.ts'
import { shortUrl } from '#shared/domain/host-name.ts'
import { useClient } from '../../app/core.tsx'
import { useHosts } from '../../app/data/hosts.ts'
import { useHistoryWords } from '../../app/history-words.ts'
import { useFormat } from '../../app/i18n.ts'
import { useReport } from '../../app/report.ts'
import { CallList } from '../../app/show-call/CallList.tsx'
import { useHistoryUndo } from '../../app/history-undo.ts'
import { problemOf } from '../../host/index.ts'
import { Button, escapeInvisible, IconButton, ProblemView, Skeleton, useAsked, useProblemText } from '../../ui/index.ts'
import { ForgetDialog } from '../hosts/ForgetDialog.tsx'
import { useFieldWords } from './field-words.ts'
import { useHostNameThen } from './host-name-then.ts'
import { openEntry, useStateText } from './HistoryList.tsx'
import { useHistoryEntry, useHistoryState } from './queries.ts'

/** Puts the focus back into the list. */
const close = () => {
  openEntry(null)
  document.querySelector<HTMLElement>('main [role="listbox"]')?.focus()
}

/** Before the pressed button is gone, or Escape would reach nothing. */
const focusPanel = () => document.querySelector<HTMLElement>('main aside[data-entry]')?.focus()

/** All that is known of an entry, beside the list or over it. */
export function EntryPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const { data, error } = useHistoryEntry(id)
  const words = useHistoryWords()
  return (
    <aside
      aria-label={t('history.entry.label')}
      data-entry={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        close()
      }}
      className="flex w-400 shrink-0 flex-col overflow-y-auto border-l border-line bg-panel -outline-offset-2 @max-[760px]:absolute @max-[760px]:inset-y-0 @max-[760px]:right-0 @max-[760px]:shadow-popup"
    >
      <div className="flex items-start gap-8 p-14 pb-8">
        <h2 className="min-w-0 flex-1 font-semibold wrap-anywhere">{data ? words(data.row) : null}</h2>
        <IconButton icon={X} label={t('common.act.close')} onClick={close} />
      </div>
      <div className="flex flex-col gap-14 px-14 pb-14">
        {error ? <ProblemView problem={problemOf(error)} /> : null}
        {data === undefined ? error ? null : <Skeleton className="w-[60%]" /> : <Content {...data} />}
      </div>
    </aside>
  )
}

function Content({ row, parts }: { row: HistoryRow; parts: HistoryPart[] }) {
  const { t } = useTranslation()
  const [first] = parts
  return (
    <>
      <Facts row={row} parts={parts} />
      <UndoActs row={row} />
      {parts.length === 1 && first ? (
        <Part part={first} />
      ) : (
        <section className="flex flex-col gap-10" aria-label={t('history.entry.parts')}>
          {parts.map((part) => (
            <BulkPart key={part.id} part={part} />
          ))}
        </section>
      )}
    </>
  )
}

function Facts({ row, parts }: { row: HistoryRow; parts: readonly HistoryPart[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const stateText = useStateText()
  const { host, at, endedAt } = row
  const moved = parts.reduce<number | null>((sum, part) => (part.moved === null ? sum : (sum ?? 0) + part.moved), null)
  const name = useHostNameThen()(host)
  const facts = [
    [t('history.entry.time'), `${format.date(at)} ${format.time(at, 'second')}`],
    host.url === ''
      ? null
      : [t('history.host'), name === shortUrl(host.url) ? name : `${name} · ${shortUrl(host.url)}`],
    [t('history.entry.state'), stateText(row) ?? t('history.states.done')],
    endedAt === null ? null : [t('history.entry.took'), format.duration(endedAt - at)],
    moved === null ? null : [t('history.entry.moved'), format.bytes(moved)],
  ].filter((fact) => fact !== null)
  return (
    <dl className="selectable grid grid-cols-[auto_minmax(0,1fr)] gap-x-14 gap-y-3">
      {facts.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-ink-2">{label}</dt>
          <dd className="figures wrap-anywhere">{escapeInvisible(value ?? '')}</dd>
        </div>
      ))}
    </dl>
  )
}

function UndoActs({ row }: { row: HistoryRow }) {
  const { t } = useTranslation()
  const { undo } = useHistoryUndo()
  const problemText = useProblemText()
  const { id, undo: state, reverses } = row
  const forgotten = useForgotten(row)
  const forgetting = useAsked<Host>()
  const act = useMutation({ mutationFn: () => undo(id), onSuccess: focusPanel })
  if (state === null) return null
  if (!state.possible) return <p className="text-ink-2">{problemText(state.problem).title}</p>
  const label = { none: 'undo', undo: 'redo', redo: 'again' } as const
  return (
    <div className="flex flex-col items-start gap-6">
      <Button
        icon={reverses === 'undo' ? Redo2 : Undo2}
        busy={act.isPending}
        onClick={() => (forgotten ? forgetting.ask(forgotten) : act.mutate())}
      >
        {t(`history.entry.${label[reverses ?? 'none']}${forgotten ? 'Asking' : ''}`)}
      </Button>
      {state.withoutCredentials ? <p className="text-caption text-ink-2">{t('history.entry.noCredentials')}</p> : null}
      <ForgetDialog
        key={forgetting.turn}
        host={forgetting.about}
        open={forgetting.isOpen}
        close={forgetting.close}
        undo={() => act.mutateAsync()}
      />
    </div>
  )
}

/** The host that is forgotten when an entry is undone, about which is asked as everywhere. */
function useForgotten({ act, reverses, host }: HistoryRow): Host | undefined {
  const hosts = useHosts()?.hosts ?? []
  const adds = act === 'host_add' ? reverses !== 'undo' : act === 'host_remove' && reverses === 'undo'
  return adds ? (hosts.find(({ id }) => id === host.id) ?? hosts.find(({ url }) => url === host.url)) : undefined
}

function BulkPart({ part }: { part: HistoryPart }) {
  const words = useHistoryWords()
  const stateText = useStateText()
  const state = stateText({ ...part, parts: null })
  return (
    <details className="rounded-control border border-line px-9 py-6" open={part.state === 'failed'}>
      <summary className="flex items-baseline gap-8">
        <span className="min-w-0 flex-1 wrap-anywhere">{words(part)}</span>
        {state === null ? null : (
          <span className={part.state === 'failed' ? 'text-caption text-bad' : 'text-caption text-ink-2'}>{state}</span>
        )}
      </summary>
      <div className="mt-8 flex flex-col gap-10">
        <Part part={part} />
      </div>
    </details>
  )
}

/** What was sent and what it changed. */
function Part({ part }: { part: HistoryPart }) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const retry = useMutation({ mutationFn: () => report(client.history.retry({ id: part.id })), onSuccess: focusPanel })
  const { calls, state, problem, canRetry, host } = part
  return (
    <>
      {problem && state !== 'cancelled' ? <ProblemView problem={problem} /> : null}
      {canRetry ? (
        <Button className="self-start" icon={RotateCcw} busy={retry.isPending} onClick={() => retry.mutate()}>
          {t('history.entry.retry')}
        </Button>
      ) : null}
      {state === 'undone' || state === 'unknown' ? (
        <p className="text-ink-2">{t(state === 'undone' ? 'history.entry.interrupted' : 'history.entry.unanswered')}</p>
      ) : null}
      <Changed part={part} />
      {host.url === '' || part.act.startsWith('host_') ? null : (
        <Section title={t('history.entry.sent')}>
          {calls.length === 0 ? (
            <p className="text-ink-2">{t('history.entry.nothingSent')}</p>
          ) : (
            <CallList calls={calls} url={host.url} below={answerOf} />
          )}
        </Section>
      )}
    </>
  )
}

const answerOf = (call: HistoryCall) => <Answer {...call} />

function Answer({ status, ms }: { status: number | null; ms: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <p className="figures mt-4 text-caption text-ink-2">
      {status === null || ms === null
        ? t('history.entry.noAnswer')
        : t('history.entry.answer', { status, time: format.duration(ms) })}
    </p>
  )
}

function Changed({ part: { digests, changes, state } }: { part: HistoryPart }) {
  const { t } = useTranslation()
  const label = useFieldWords()
  if (state !== 'done' || (digests.length === 0 && changes.length === 0)) return null
  const short = (digest: string) => (digest === '' ? t('history.entry.digestUnknown') : digest.slice(0, 12))
  const told = ({ before, after }: HistoryPart['digests'][number]) => {
    if (before === null) return after === null ? null : t('history.entry.added', { digest: short(after) })
    if (after === null) return t('history.entry.removed', { digest: short(before) })
    return before === after ? null : t('history.entry.replaced', { from: short(before), to: short(after) })
  }
  const lines = [
    ...digests.map((one) => ({ key: one.name, name: escapeInvisible(one.name), text: told(one) })),
    ...changes.map((change) => ({ key: change.field, ...label(change) })),
  ].filter(({ text }) => text !== null)
  return (
    <Section title={t('history.entry.changed')}>
      <ul className="selectable flex flex-col gap-4">
        {lines.map(({ key, name, text }) => (
          <li key={key} className="wrap-anywhere">
            {key in digestsOf(digests) ? (
              <button
                type="button"
                className="text-left hover:underline"
                onClick={() => useHistoryState.setState(({ filter }) => ({ filter: { ...filter, model: key } }))}
              >
                {name}
              </button>
            ) : (
              name
            )}
            <span className="block font-mono text-code text-ink-2">{text}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const digestsOf = (digests: HistoryPart['digests']) => Object.fromEntries(digests.map(({ name }) => [name, true]))

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-4 text-caption font-semibold text-ink-2">{title}</h3>
      {children}
    </section>
  )
}
