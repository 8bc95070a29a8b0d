import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../app/i18n.ts'
import { Card } from '../../ui/index.ts'
import { leastOf, similarityText } from './heat.ts'
import { HeatMap, type Cell } from './HeatMap.tsx'
import { usePlayground, type Result } from './store.ts'

/** So many texts a screen reader is given as a table of figures. */
const TABLE_MOST = 20

/** The map of all pairs, and the pair under the pointer or the keyboard's cursor in words. */
export function Similarity({ result }: { result: Result }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { selected, select } = usePlayground()
  const [cell, setCell] = useState<Cell | null>(null)
  const { texts, shown, matrix } = result
  const least = leastOf(matrix, shown)
  return (
    <Card
      aria-labelledby="playground-similarity"
      className="@container flex min-h-390 flex-1 flex-col gap-8 px-12 py-10"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-14 gap-y-4">
        <h2 id="playground-similarity" className="font-semibold">
          {t('playground.similarity')}
        </h2>
        <div className="figures flex items-center gap-8 text-caption text-ink-2">
          {shown > 1 && similarityText(least)}
          <span aria-hidden className="h-8 w-80 rounded-small bg-linear-to-r from-soft to-accent" />
          {similarityText(1)}
        </div>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-10 @[520px]:flex-row">
        <HeatMap
          key={result.run.id}
          matrix={matrix}
          count={shown}
          least={least}
          selected={selected}
          cell={cell}
          onCell={setCell}
          onSelect={select}
        />
        <Pair cell={cell} result={result} />
      </div>
      {shown < texts.length && (
        <p className="text-caption text-ink-2">
          {t('playground.firstOnly', { shown: format.count(shown), all: format.count(texts.length) })}
        </p>
      )}
      {shown <= TABLE_MOST && <Table result={result} />}
    </Card>
  )
}

function Pair({ cell, result: { texts, matrix, shown } }: { cell: Cell | null; result: Result }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div role="status" className="h-74 shrink-0 @[520px]:h-auto @[520px]:w-220">
      {cell === null ? (
        <p className="text-caption text-ink-2">{t('playground.pairHint')}</p>
      ) : (
        <>
          <p className="font-mono text-title">{similarityText(matrix[cell.row * shown + cell.column] ?? Number.NaN)}</p>
          {[cell.row, cell.column].map((index, at) => (
            <p key={at} className="truncate text-code @[520px]:mt-4 @[520px]:line-clamp-4 @[520px]:whitespace-normal">
              <span className="figures text-ink-2">{format.count(index + 1)} </span>
              {texts[index]}
            </p>
          ))}
        </>
      )}
    </div>
  )
}

function Table({ result: { texts, matrix, shown } }: { result: Result }) {
  const { t } = useTranslation()
  const rows = texts.slice(0, shown)
  return (
    <table className="sr-only">
      <caption>{t('playground.similarity')}</caption>
      <tbody>
        {rows.map((text, row) => (
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
