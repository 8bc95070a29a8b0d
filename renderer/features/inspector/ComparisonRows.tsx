import { CircleDashed, Equal, EqualNot } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Pair } from '#shared/domain/comparison.ts'
import { useFormat } from '../../app/i18n.ts'
import { classes, escapeInvisible } from '../../ui/index.ts'

export interface ComparedRow extends Pair {
  key: string
  /** `null` if neither is known. */
  same: boolean | null
}

interface ComparisonRowsProps {
  title: string
  rows: readonly ComparedRow[]
  onlyDifferences: boolean
  /** Whether the rows are lines of a text, with line numbers as keys. */
  isText?: boolean
}

const columns = 'grid grid-cols-[minmax(90px,170px)_minmax(0,1fr)_28px_minmax(0,1fr)] gap-6 px-10'

/** One section of a comparison; differing rows have an icon and another background. */
export function ComparisonRows({ title, rows, onlyDifferences, isText = false }: ComparisonRowsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const different = rows.filter(({ same }) => same === false).length
  const shown = onlyDifferences ? rows.filter(({ same }) => same === false) : rows
  return (
    <section aria-label={title}>
      <div className="flex items-baseline gap-8 px-10 pt-14 pb-4">
        <h2 className="font-semibold">{title}</h2>
        <span className="figures text-caption text-ink-2">
          {different === 0
            ? t('inspector.compare.same')
            : t('inspector.compare.differences', { count: different, value: format.count(different) })}
        </span>
      </div>
      <div role="table" aria-label={title}>
        {shown.map(({ key, left, right, same }) => {
          const label = t(`inspector.compare.${same === null ? 'unknown' : same ? 'equal' : 'unequal'}`)
          const Icon = same === null ? CircleDashed : same ? Equal : EqualNot
          return (
            <div
              key={key}
              role="row"
              className={classes(
                columns,
                'border-b border-line py-4',
                isText && 'border-transparent py-0',
                same === false && 'bg-warning-soft',
              )}
            >
              <span
                role="rowheader"
                className={classes('text-ink-2 wrap-anywhere', isText && 'figures text-right text-caption')}
              >
                {escapeInvisible(key)}
              </span>
              <Side value={left} isText={isText} />
              <span role="cell" className="flex justify-center">
                <span role="img" aria-label={label} title={label} className="flex h-18 items-center">
                  {(same === false || !isText) && (
                    <Icon size={13} aria-hidden className={same === false ? 'text-warning' : 'text-ink-3'} />
                  )}
                </span>
              </span>
              <Side value={right} isText={isText} />
            </div>
          )
        })}
      </div>
    </section>
  )
}

function Side({ value, isText }: { value: string | null; isText: boolean }) {
  const { t } = useTranslation()
  if (value === null)
    return (
      <span role="cell" className="text-ink-2">
        {isText ? '' : t('inspector.compare.missing')}
      </span>
    )
  return (
    <span
      role="cell"
      className={classes(
        'selectable min-w-0 whitespace-pre-wrap wrap-anywhere',
        isText ? 'font-mono text-[11.5px] leading-18' : 'figures',
      )}
    >
      {escapeInvisible(value)}
    </span>
  )
}
