import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { IconButton, ProblemView, Skeleton, escapeInvisible } from '../../ui/index.ts'
import { ARRAY_PAGE, useArrayPage, type Subject } from './queries.ts'

/** An array of the metadata, loaded page by page when it is opened. */
export function ArrayPager({ subject, name }: { subject: Subject; name: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [offset, setOffset] = useState(0)
  const query = useArrayPage(subject, name, offset)
  if (query.isError)
    return (
      <ProblemView
        className="mt-6"
        problem={problemOf(query.error)}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    )
  if (query.data === undefined) return <Skeleton className="mt-6 h-230" />
  const { values, total } = query.data
  const from = query.isPlaceholderData ? null : offset
  return (
    <div className="mt-6 rounded-control border border-line bg-inset">
      <ol
        aria-label={name}
        aria-busy={query.isPlaceholderData}
        className="selectable max-h-200 overflow-y-auto px-8 py-5 font-mono text-[11.5px] leading-18"
        // A scrolling list must be focusable, so that keys can scroll it.
        tabIndex={0}
      >
        {values.map((value, at) => (
          <li key={at} className="flex gap-10">
            <span className="figures w-54 shrink-0 text-right text-ink-2">{from === null ? '' : from + at}</span>
            <span className="min-w-0 whitespace-pre-wrap wrap-anywhere">
              {typeof value === 'string' ? escapeInvisible(JSON.stringify(value)) : String(value)}
            </span>
          </li>
        ))}
      </ol>
      <div className="flex items-center gap-6 border-t border-line px-6">
        <span className="figures flex-1 px-2 text-caption text-ink-2">
          {total === 0
            ? t('inspector.metadata.elements', { count: 0, value: format.count(0) })
            : t('inspector.metadata.range', {
                from: format.count(offset + 1),
                to: format.count(Math.min(total, offset + values.length)),
                total: format.count(total),
              })}
        </span>
        <IconButton
          icon={ChevronLeft}
          label={t('inspector.metadata.before')}
          disabled={offset === 0}
          onClick={() => setOffset(Math.max(0, offset - ARRAY_PAGE))}
        />
        <IconButton
          icon={ChevronRight}
          label={t('inspector.metadata.after')}
          disabled={query.isPlaceholderData || offset + values.length >= total}
          onClick={() => setOffset(offset + ARRAY_PAGE)}
        />
      </div>
    </div>
  )
}
