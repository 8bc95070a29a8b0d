import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { classes, ProblemView, visible } from '../../ui/index.ts'
import { useTensors, type Subject } from './queries.ts'
import { LoadingText, Nothing } from './TextPanel.tsx'

const ROW = 24
/** So many rows before the end the next page is read. */
const AHEAD = 40

const columns = 'grid grid-cols-[minmax(0,1fr)_54px_110px] gap-8 px-14'

/** The tensors of the weights: name, type and shape. */
export function Tensors({ subject, count }: { subject: Subject; count: number }) {
  const { t } = useTranslation()
  if (count === 0) return <Nothing text={t('inspector.empty.tensors')} />
  return <Table subject={subject} />
}

function Table({ subject }: { subject: Subject }) {
  const { t } = useTranslation()
  const format = useFormat()
  const scroller = useRef<HTMLDivElement>(null)
  const { data, error, isError, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useTensors(subject)
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  const total = data?.pages[0]?.total ?? 0
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const wanting = hasNextPage && !isFetchingNextPage && !isError && last + AHEAD >= rows.length
  useEffect(() => {
    if (wanting) void fetchNextPage()
  }, [wanting, fetchNextPage])
  if (data === undefined && isError)
    return <ProblemView className="m-14" problem={problemOf(error)} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingText />
  return (
    <>
      <div
        ref={scroller}
        tabIndex={0}
        role="table"
        aria-rowcount={total + 1}
        className="min-h-0 flex-1 overflow-y-auto"
      >
        <div role="row" className={classes(columns, 'sticky top-0 z-1 bg-panel pt-10 pb-4 text-caption text-ink-2')}>
          <span role="columnheader">{t('inspector.tensors.name')}</span>
          <span role="columnheader">{t('inspector.tensors.type')}</span>
          <span role="columnheader" className="text-right">
            {t('inspector.tensors.shape')}
          </span>
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows[index]
            return (
              row && (
                <div
                  key={index}
                  role="row"
                  aria-rowindex={index + 2}
                  className={classes(
                    columns,
                    'selectable absolute top-0 left-0 h-24 w-full items-center font-mono text-[11.5px]',
                  )}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <span role="cell" className="truncate" title={row.name}>
                    {visible(row.name)}
                  </span>
                  <span role="cell" className="truncate text-ink-2">
                    {row.type}
                  </span>
                  <span role="cell" className="figures truncate text-right text-ink-2">
                    {row.shape.join(' × ')}
                  </span>
                </div>
              )
            )
          })}
        </div>
        {isError && <ProblemView className="m-14" problem={problemOf(error)} onRetry={() => void fetchNextPage()} />}
      </div>
      <p className="figures shrink-0 border-t border-line px-14 py-6 text-caption text-ink-2">
        {t('inspector.tensors.count', { count: total, value: format.count(total) })}
      </p>
    </>
  )
}
