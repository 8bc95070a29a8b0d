import { Search, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Neighbour } from '#shared/domain/ranking.ts'
import { useClient } from '../../../app/core.tsx'
import { useHostId } from '../../../app/data/hosts.ts'
import { useFormat } from '../../../app/i18n.ts'
import { Button, classes, Truncated, IconButton, ProblemView, TextInput } from '../../../ui/index.ts'
import { similarityText } from '../matrix/heat.ts'
import { call, computeProblem, useComputed } from '../run/compute-client.ts'
import { ask, clearQuery, useQueryText } from '../run/query.ts'
import type { Result } from '../run/results.ts'
import { useView } from '../view.ts'

const LIMIT = 20

/** The texts most similar to the active one or to a new one, also by the result it is compared with. */
export function Nearest({ result, beside }: { result: Result; beside: Result | null }) {
  const { t } = useTranslation()
  const query = useQueryText((state) => state.query)
  const isAbout = query.kind !== 'none' && query.resultId === result.id
  return (
    <div className="flex flex-col gap-8 pt-10">
      <QueryField result={result} />
      {isAbout && query.kind === 'failed' ? (
        query.problem === 'length' ? (
          <p role="alert" className="text-bad">
            {t('playground.query.length')}
          </p>
        ) : (
          <ProblemView problem={query.problem} />
        )
      ) : null}
      {isAbout && query.kind === 'done' ? (
        <>
          <Heading text={t('playground.query.nearest', { text: query.text })}>
            <IconButton icon={X} label={t('playground.query.clear')} onClick={clearQuery} />
          </Heading>
          {query.wasCut ? <p className="text-caption text-warning">{t('playground.query.cut')}</p> : null}
          <Neighbours result={result} neighbours={query.neighbours} />
        </>
      ) : (
        <OfChosen result={result} beside={beside} />
      )}
    </div>
  )
}

function QueryField({ result }: { result: Result }) {
  const { t } = useTranslation()
  const client = useClient()
  const current = useHostId()
  const { query, text, write } = useQueryText()
  const isRunning = query.kind === 'running'
  return (
    <form
      className="flex gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '' && !isRunning) void ask(client, result.hostId ?? current, result, text.trim())
      }}
    >
      <TextInput
        icon={Search}
        aria-label={t('playground.query.label')}
        placeholder={t('playground.query.placeholder', { model: result.facts.model })}
        value={text}
        className="min-w-0 flex-1"
        onValueChange={write}
      />
      <Button type="submit" busy={isRunning} disabled={text.trim() === ''}>
        {t('playground.query.act')}
      </Button>
    </form>
  )
}

function Heading({ text, children }: { text: string; children?: React.ReactNode }) {
  return (
    <div className="flex min-h-28 items-center justify-between gap-8">
      <Truncated as="h3" text={text} className="font-semibold" />
      {children}
    </div>
  )
}

function OfChosen({ result, beside }: { result: Result; beside: Result | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const active = useView((view) => view.active)
  const row = (active === null ? undefined : result.rows.get(active)) ?? 0
  return (
    <>
      <Heading
        text={t('playground.nearest', {
          index: format.count(row + 1),
          text: result.facts.texts[row]?.text ?? '',
        })}
      />
      <LeftOut result={result} />
      {result.keys.length === 1 ? <p className="text-ink-2">{t('playground.onlyOne')}</p> : null}
      <div className={classes('grid gap-x-18 gap-y-10', beside && 'wide:grid-cols-2')}>
        {[result, ...(beside ? [beside] : [])].map((one) => (
          <Found key={one.id} result={one} row={row} isNamed={beside !== null} />
        ))}
      </div>
    </>
  )
}

/** Number of texts that are not compared, as they have no vector. */
function LeftOut({ result: { missing } }: { result: Result }) {
  const { t } = useTranslation()
  const format = useFormat()
  return missing.size === 0 ? null : (
    <p className="text-caption text-ink-2">
      {t('playground.withoutVector', { count: missing.size, value: format.count(missing.size) })}
    </p>
  )
}

function Found({ result, row, isNamed }: { result: Result; row: number; isNamed: boolean }) {
  const { id, facts, keys, missing } = result
  const { data, error } = useComputed(['nearest', id, row], () => call('nearest', { id, row, limit: LIMIT }))
  const problem = missing.get(keys[row] ?? '')
  return (
    <div className="min-w-0">
      {isNamed ? <Truncated as="p" text={facts.model} className="text-caption text-ink-2" /> : null}
      {error ? <ProblemView size="line" problem={computeProblem(error)} /> : null}
      {problem ? <ProblemView problem={problem} /> : <Neighbours result={result} neighbours={data ?? []} />}
    </div>
  )
}

function Neighbours({
  result: { facts, keys, missing },
  neighbours,
}: {
  result: Result
  neighbours: readonly Neighbour[]
}) {
  const activate = useView((view) => view.activate)
  const hover = useView((view) => view.hover)
  const format = useFormat()
  return (
    <ol>
      {neighbours
        .filter(({ row }) => !missing.has(keys[row] ?? ''))
        .map(({ row, value }) => (
          <li key={row}>
            <button
              type="button"
              onClick={() => {
                clearQuery()
                activate(keys[row] ?? null)
              }}
              onPointerEnter={() => hover(keys[row] ?? null)}
              onPointerLeave={() => hover(null)}
              className="grid min-h-28 w-full grid-cols-[28px_minmax(0,1fr)_23%_52px] items-center gap-10 rounded-small text-left hover:bg-hover"
            >
              <span className="figures text-right text-ink-2">{format.count(row + 1)}</span>
              <Truncated text={facts.texts[row]?.text ?? ''} />
              <span aria-hidden className="graphic track h-6 overflow-hidden rounded-small bg-track">
                <span
                  className="block h-full bg-accent"
                  style={{ width: `${Math.min(1, Math.max(0, value || 0)) * 100}%` }}
                />
              </span>
              <span className="figures text-right font-mono text-code">{similarityText(value)}</span>
            </button>
          </li>
        ))}
    </ol>
  )
}
