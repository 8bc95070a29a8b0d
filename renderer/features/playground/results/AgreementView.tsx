import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../app/i18n.ts'
import { Truncated, ProblemView, Segmented } from '../../../ui/index.ts'
import { call, computeProblem, useComputed } from '../run/compute-client.ts'
import type { Result } from '../run/results.ts'
import { useView } from '../view.ts'

const NEAR = ['1', '5', '10'] as const
/** Number of listed texts on which the models differ most. */
const LISTED = 50

/** How far two models agree on which texts are similar: overall, and the texts on which they differ most. */
export function AgreementView({ result, beside }: { result: Result; beside: Result }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [near, setNear] = useState<(typeof NEAR)[number]>('5')
  const activate = useView((view) => view.activate)
  const hover = useView((view) => view.hover)
  const { data, error } = useComputed(['agreement', result.id, beside.id, near], () =>
    call('agreement', { a: result.matrix, b: beside.matrix, count: result.shown, k: Number(near) }),
  )
  const apart = useMemo(
    () =>
      data
        ? Array.from(data.spearman, (_, row) => row)
            .filter((row) => !Number.isNaN(data.overlap[row] as number))
            .sort(
              (a, b) =>
                (data.overlap[a] ?? 0) - (data.overlap[b] ?? 0) || (data.spearman[a] || 0) - (data.spearman[b] || 0),
            )
            .slice(0, LISTED)
        : [],
    [data],
  )
  if (error) return <ProblemView size="line" className="pt-10" problem={computeProblem(error)} />
  if (!data) return null
  const leftOut = new Set([...result.missing.keys(), ...beside.missing.keys()]).size
  const rank = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(2))
  const share = (value: number) => (Number.isNaN(value) ? '–' : format.percent(value))
  return (
    <div className="flex flex-col gap-10 pt-10">
      <div className="flex flex-wrap items-center gap-x-18 gap-y-6">
        <p>
          <span className="text-ink-2">{t('playground.agreement.spearman')} </span>
          <span className="figures font-mono font-semibold">{rank(data.meanSpearman)}</span>
        </p>
        <p>
          <span className="text-ink-2">{t('playground.agreement.overlap', { k: format.count(data.k) })} </span>
          <span className="figures font-mono font-semibold">{share(data.meanOverlap)}</span>
        </p>
        <Segmented
          label={t('playground.agreement.near')}
          value={near}
          items={NEAR.map((k) => ({ value: k, label: k }))}
          onValueChange={setNear}
        />
      </div>
      <p className="text-caption text-ink-2">
        {format.sentences(
          t('playground.agreement.hint'),
          result.shown < result.keys.length
            ? t('playground.matrix.firstOnly', {
                shown: format.count(result.shown),
                all: format.count(result.keys.length),
              })
            : null,
          leftOut > 0 ? t('playground.withoutVector', { count: leftOut, value: format.count(leftOut) }) : null,
        )}
      </p>
      <div aria-hidden className="-mb-6 flex justify-end gap-10 text-caption text-ink-2">
        <span className="w-72 text-right">{t('playground.agreement.rank')}</span>
        <span className="w-72 text-right">{t('playground.agreement.same')}</span>
      </div>
      <ol>
        {apart.map((row) => (
          <li key={row}>
            <button
              type="button"
              onClick={() => activate(result.keys[row] ?? null)}
              onPointerEnter={() => hover(result.keys[row] ?? null)}
              onPointerLeave={() => hover(null)}
              className="figures grid min-h-28 w-full grid-cols-[28px_minmax(0,1fr)_72px_72px] items-center gap-10 rounded-small text-left hover:bg-hover"
            >
              <span className="text-right text-ink-2">{format.count(row + 1)}</span>
              <Truncated text={result.facts.texts[row]?.text ?? ''} />
              <span className="text-right font-mono text-code">{rank(data.spearman[row] ?? Number.NaN)}</span>
              <span className="text-right font-mono text-code">{share(data.overlap[row] ?? Number.NaN)}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  )
}
