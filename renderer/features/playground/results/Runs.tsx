import { Columns2, RotateCw, Undo2, X } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_TEXT_CHARACTERS } from '#shared/contract/embedding-bounds.ts'
import { fittingRuns } from '#shared/domain/text-bounds.ts'
import { useClient } from '../../../app/core.tsx'
import { useHostId, useHostNames } from '../../../app/data/hosts.ts'
import { useFormat } from '../../../app/i18n.ts'
import { Button, classes, IconButton, ModelName } from '../../../ui/index.ts'
import { cancelLayout } from '../run/layouts.ts'
import { comparable, isOpen, useResults, useShown, type ClosedRun, type Result } from '../run/results.ts'
import { startRun } from '../run/run.ts'
import { timingOf } from '../run/timing.ts'
import { useSetup } from '../setup/store.ts'
import { useTexts } from '../texts/store.ts'
import { useRunTime, useShapeText } from './ResultHead.tsx'

/** The last runs with their timing. One is shown, another can be compared with it. */
export function Runs() {
  const { t } = useTranslation()
  const { runs, shownId, besideId } = useResults()
  const shown = useShown()
  const saved = useMemo(
    () => new Set(fittingRuns(runs.map(({ id, facts }) => ({ id, texts: facts.texts }))).map(({ id }) => id)),
    [runs],
  )
  const heads = ['size', 'tokens', 'load', 'embed', 'speed', 'whole'] as const
  return (
    <div className="relative overflow-x-auto pt-10">
      <table className="figures w-full text-right whitespace-nowrap">
        <thead className="text-caption text-ink-2">
          <tr>
            <th scope="col" className="pb-4 text-left font-normal">
              {t('playground.runs.run')}
            </th>
            {heads.map((head) => (
              <th key={head} scope="col" className="pb-4 pl-12 font-normal" title={t(`playground.runs.hint.${head}`)}>
                {t(`playground.runs.${head}`)}
              </th>
            ))}
            <th scope="col" className="pb-4">
              <span className="sr-only">{t('playground.runs.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <Row
              key={run.id}
              run={run}
              place={!isOpen(run) ? null : run.id === shownId ? 'shown' : run.id === besideId ? 'beside' : null}
              canStandBeside={shown !== null && isOpen(run) && comparable(shown, run)}
              isSaved={saved.has(run.id)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps {
  run: Result | ClosedRun
  place: 'shown' | 'beside' | null
  canStandBeside: boolean
  isSaved: boolean
}

function Row({ run, place, canStandBeside, isSaved }: RowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const shapeText = useShapeText()
  const timeText = useRunTime()
  const { id, facts, hostId } = run
  const { show, setBeside, remove } = useResults()
  const { tokens, ms, loadMs, embedMs, tokensPerSecond } = timingOf(facts.figures)
  const { calls, elapsedMs } = facts.figures
  const { texts, settings, model } = facts
  const or = (value: number | null, write: (value: number) => string) => (value === null ? '–' : write(value))
  const reuse = () => {
    useTexts.getState().set(texts)
    const options = Object.keys(settings.options).length === 0 ? '' : JSON.stringify(settings.options, null, 1)
    const dimensions = settings.dimensions === 0 ? null : settings.dimensions
    useSetup.getState().change({ model, truncate: settings.truncate, dimensions, options })
    show(id)
  }
  return (
    <tr className={classes('border-t border-line', place === 'shown' && 'bg-soft')}>
      <th scope="row" className="w-full max-w-0 min-w-140 py-3 text-left font-normal">
        <button
          type="button"
          aria-pressed={place === 'shown'}
          disabled={!isOpen(run)}
          onClick={() => show(id)}
          className="flex w-full flex-col rounded-small px-4 text-left enabled:hover:bg-hover"
        >
          <ModelName name={model} />
          <span
            className="text-caption text-ink-2"
            title={isSaved ? undefined : t('playground.runs.unsavedHint', { most: format.count(MAX_TEXT_CHARACTERS) })}
          >
            {hostId === null ? t('playground.runs.file') : timeText(facts.at)}
            {place === 'beside' ? ` · ${t('playground.runs.beside')}` : null}
            {isSaved ? null : ` · ${t('playground.runs.unsaved')}`}
          </span>
        </button>
      </th>
      <td className="pl-12">{shapeText(facts)}</td>
      <td className="pl-12">{or(tokens, format.count)}</td>
      <td className="pl-12">{or(loadMs, format.duration)}</td>
      <td className="pl-12">{or(embedMs, format.duration)}</td>
      <td className="pl-12">{or(tokensPerSecond, format.count)}</td>
      <td
        className="pl-12"
        title={t('playground.runs.calls', {
          count: calls,
          value: format.count(calls),
          time: format.duration(elapsedMs),
        })}
      >
        {format.duration(ms)}
      </td>
      {/* Stays visible if the table is wider than its container. */}
      <td className={classes('sticky right-0 pl-4', place === 'shown' ? 'bg-soft' : 'bg-panel')}>
        <span className="flex justify-end">
          {isOpen(run) ? (
            <IconButton
              icon={Columns2}
              label={t(place === 'beside' ? 'playground.runs.alone' : 'playground.runs.compare')}
              aria-pressed={place === 'beside'}
              disabled={!canStandBeside}
              className="aria-pressed:text-accent-text"
              onClick={() => setBeside(place === 'beside' ? null : id)}
            />
          ) : (
            <RunAgain run={run} />
          )}
          <IconButton icon={Undo2} label={t('playground.runs.reuse')} onClick={reuse} />
          <IconButton
            icon={X}
            label={t('playground.runs.remove')}
            onClick={() => {
              cancelLayout(id)
              remove(id)
            }}
          />
        </span>
      </td>
    </tr>
  )
}

/** Computes the vectors of a closed run anew, on its own host if that is still known. */
function RunAgain({ run: { id, hostId, facts, isOpening } }: { run: ClosedRun }) {
  const { t } = useTranslation()
  const client = useClient()
  const current = useHostId()
  const hosts = useHostNames()?.hosts
  const isRunning = useResults(({ work }) => work.kind === 'running')
  const again = async () => {
    const { model, texts, settings } = facts
    const host = hosts?.find((one) => one.id === hostId)?.id ?? current
    const order = { hostId: host, models: [{ name: model, key: model }], texts, settings }
    if (await startRun(client, order)) useResults.getState().remove(id)
  }
  return (
    <Button
      variant="ghost"
      icon={RotateCw}
      busy={isOpening}
      disabled={isRunning}
      aria-label={t('playground.runs.again')}
      title={t('playground.runs.againHint')}
      onClick={() => void again()}
    >
      <span className="hidden @[600px]:inline">{t('playground.runs.again')}</span>
    </Button>
  )
}
