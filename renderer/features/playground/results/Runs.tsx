import { Columns2, Undo2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../app/i18n.ts'
import { classes, IconButton, ModelName } from '../../../ui/index.ts'
import { cancelLayout } from '../run/layouts.ts'
import { comparable, useResults, useShown, type Result } from '../run/results.ts'
import { timingOf } from '../run/timing.ts'
import { useSetup } from '../setup/store.ts'
import { useTexts } from '../texts/store.ts'
import { useShapeText } from './ResultHead.tsx'

/** The last runs with their timing. One is shown, another can be compared with it. */
export function Runs() {
  const { t } = useTranslation()
  const { results, shownId, besideId } = useResults()
  const shown = useShown()
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
          {results.map((result) => (
            <Row
              key={result.id}
              result={result}
              place={result.id === shownId ? 'shown' : result.id === besideId ? 'beside' : null}
              canStandBeside={shown !== null && comparable(shown, result)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps {
  result: Result
  place: 'shown' | 'beside' | null
  canStandBeside: boolean
}

function Row({ result: { id, facts, hostId }, place, canStandBeside }: RowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const shapeText = useShapeText()
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
          onClick={() => show(id)}
          className="flex w-full flex-col rounded-small px-4 text-left hover:bg-hover"
        >
          <ModelName name={model} />
          <span className="text-caption text-ink-2">
            {hostId === null ? t('playground.runs.file') : format.time(facts.at, 'second')}
            {place === 'beside' ? ` · ${t('playground.runs.beside')}` : null}
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
          <IconButton
            icon={Columns2}
            label={t(place === 'beside' ? 'playground.runs.alone' : 'playground.runs.compare')}
            aria-pressed={place === 'beside'}
            disabled={!canStandBeside}
            className="aria-pressed:text-accent-text"
            onClick={() => setBeside(place === 'beside' ? null : id)}
          />
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
