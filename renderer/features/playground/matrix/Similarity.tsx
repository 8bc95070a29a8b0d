import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../app/i18n.ts'
import { Card, ModelName, Select, escapeInvisible } from '../../../ui/index.ts'
import type { Result } from '../run/results.ts'
import { useGroupOf } from '../run/use-group-of.ts'
import { orders, useView } from '../view.ts'
import { orderOf, similarityText } from './heat.ts'
import { HeatMap, type Cell } from './HeatMap.tsx'

/** Most texts for which a screen reader gets a table of figures. */
const TABLE_MOST = 20

/** Heat map of all pairs, and the pair under the pointer or cursor as text. */
export function Similarity({ result, isNamed = false }: { result: Result; isNamed?: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { active, hovered, order, activate, hover, look } = useView()
  const [cell, setCell] = useState<Cell | null>(null)
  const { facts, keys, rows, shown, matrix, least } = result
  const groupOf = useGroupOf(result)
  const placed = useMemo(() => orderOf(order, result, groupOf), [order, result, groupOf])
  const hasGroups = facts.texts.some((_, row) => groupOf(row) !== null)
  const rowOf = (key: string | null) => (key === null ? -1 : (rows.get(key) ?? -1))
  const point = (next: Cell | null) => {
    setCell(next)
    hover(next === null ? null : (keys[next.row] ?? null))
  }
  return (
    <Card aria-label={t('playground.similarity')} className="flex min-h-0 min-w-0 flex-col gap-8 px-12 py-10">
      <div className="flex flex-wrap items-center justify-between gap-x-14 gap-y-4">
        <h2 className="font-semibold">{isNamed ? <ModelName name={facts.model} /> : t('playground.similarity')}</h2>
        <Select
          compact
          label={t('playground.order.label')}
          value={order}
          items={orders
            .filter((one) => one !== 'group' || hasGroups)
            .map((one) => ({ value: one, label: t(`playground.order.${one}`) }))}
          onValueChange={(next) => look({ order: next })}
        />
      </div>
      <HeatMap
        matrix={matrix}
        count={shown}
        least={least}
        rows={placed}
        active={Math.max(0, rowOf(active))}
        hovered={rowOf(hovered)}
        cell={cell}
        onCell={point}
        onActivate={(row) => activate(keys[row] ?? null)}
      />
      <div role="status" className="h-36 shrink-0 overflow-hidden">
        {cell === null ? (
          <div className="flex items-start gap-12 text-caption text-ink-2">
            <p className="figures flex shrink-0 items-center gap-6">
              {shown > 1 && similarityText(least)}
              <span aria-hidden className="h-8 w-40 rounded-small bg-linear-to-r from-soft to-accent" />
              {similarityText(1)}
            </p>
            <p className="line-clamp-2">
              {shown < facts.texts.length
                ? t('playground.matrix.firstOnly', {
                    shown: format.count(shown),
                    all: format.count(facts.texts.length),
                  })
                : t('playground.matrix.hint')}
            </p>
          </div>
        ) : (
          <Pair cell={cell} result={result} />
        )}
      </div>
      {shown <= TABLE_MOST && <Table result={result} />}
    </Card>
  )
}

function Pair({ cell, result: { facts, matrix, shown } }: { cell: Cell; result: Result }) {
  const format = useFormat()
  return (
    <div className="flex items-center gap-12">
      <p className="figures font-mono text-title">
        {similarityText(matrix[cell.row * shown + cell.column] ?? Number.NaN)}
      </p>
      <div className="min-w-0 text-code">
        {[cell.row, cell.column].map((row, at) => {
          const text = escapeInvisible(facts.texts[row]?.text ?? '')
          return (
            <p key={at} title={text} className="truncate">
              <span className="figures text-ink-2">{format.count(row + 1)} </span>
              {text}
            </p>
          )
        })}
      </div>
    </div>
  )
}

function Table({ result: { facts, matrix, shown } }: { result: Result }) {
  const { t } = useTranslation()
  const rows = facts.texts.slice(0, shown)
  return (
    <table className="sr-only">
      <caption>{t('playground.similarity')}</caption>
      <tbody>
        {rows.map(({ text }, row) => (
          <tr key={row}>
            <th scope="row">{text}</th>
            {rows.map((_, column) => (
              <td key={column}>{similarityText(matrix[row * shown + column] ?? Number.NaN)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
