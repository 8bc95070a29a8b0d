import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { tensorBytes } from '#shared/domain/ggml.ts'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { classes, CopyButton, ProblemView, escapeInvisible } from '../../ui/index.ts'
import { useVirtualRows } from '../../app/virtual-rows.ts'
import { scrollOf, useScrollRestoration } from './scroll-restoration.tsx'
import { useTensors, type Subject } from './queries.ts'
import { TensorSums } from './TensorSums.tsx'
import { LoadingText, Nothing } from './TextPanel.tsx'

const ROW = 24
const HEAD = 28
/** The next page is loaded this many rows before the end. */
const AHEAD = 40

const columns = 'grid grid-cols-[minmax(0,1fr)_52px_106px_54px] gap-6 px-14 items-center'

interface TensorsProps {
  subject: Subject
  count: number
  /** Number of rows that could not be read. */
  leftOut: number
}

/** The tensors: their total size, and each with its type, shape and size. */
export function Tensors({ subject, count, leftOut }: TensorsProps) {
  const { t } = useTranslation()
  if (count === 0) return <Nothing text={t('inspector.empty.tensors')} />
  return (
    <>
      <TensorSums subject={subject} />
      <Table subject={subject} count={count} leftOut={leftOut} />
    </>
  )
}

function Table({ subject, count: total, leftOut }: TensorsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const place = `${subject.name} tensors`
  const { data, error, isError, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useTensors(subject)
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data])
  const { scroller, from, to } = useVirtualRows({ count: total, height: ROW, above: HEAD, startAt: scrollOf(place) })
  const keep = useScrollRestoration(place)
  const wanting = hasNextPage && !isFetchingNextPage && !isError && to + AHEAD >= rows.length
  useEffect(() => {
    if (wanting) void fetchNextPage()
  }, [wanting, fetchNextPage])
  const asText = async () => {
    let { data, hasNextPage } = { data: rows, hasNextPage: rows.length < total }
    while (hasNextPage) {
      const result = await fetchNextPage()
      if (result.error) throw result.error
      data = result.data?.pages.flatMap((page) => page.rows) ?? []
      hasNextPage = result.hasNextPage
    }
    return data
      .map((row) => [row.name, row.type, row.shape?.join('×') ?? '', tensorBytes(row) ?? ''].join('\t'))
      .join('\n')
  }
  return (
    <>
      <div
        ref={scroller}
        tabIndex={0}
        role="table"
        aria-rowcount={total + 1}
        onScroll={keep}
        className="min-h-0 flex-1 overflow-y-auto"
      >
        <div role="row" className={classes(columns, 'sticky top-0 z-1 h-28 bg-panel text-caption text-ink-2')}>
          <span role="columnheader">{t('inspector.tensors.name')}</span>
          <span role="columnheader">{t('inspector.tensors.type')}</span>
          <span role="columnheader" className="text-right">
            {t('inspector.tensors.shape')}
          </span>
          <span role="columnheader" className="text-right">
            {t('inspector.tensors.size')}
          </span>
        </div>
        {data === undefined ? (
          isError ? (
            <ProblemView className="m-14" problem={problemOf(error)} onRetry={() => void refetch()} />
          ) : (
            <LoadingText />
          )
        ) : (
          <div role="rowgroup" className="relative" style={{ height: total * ROW }}>
            {rows.slice(from, to).map((row, at) => {
              const bytes = tensorBytes(row)
              return (
                <div
                  key={from + at}
                  role="row"
                  aria-rowindex={from + at + 2}
                  className={classes(columns, 'selectable absolute top-0 left-0 h-24 w-full font-mono text-[11.5px]')}
                  style={{ transform: `translateY(${(from + at) * ROW}px)` }}
                >
                  <span role="cell" className="truncate" title={row.name}>
                    {escapeInvisible(row.name)}
                  </span>
                  <span role="cell" className="truncate text-ink-2">
                    {escapeInvisible(row.type) || '–'}
                  </span>
                  <span role="cell" className="figures truncate text-right text-ink-2">
                    {row.shape?.join('×') ?? '–'}
                  </span>
                  <span role="cell" className="figures truncate text-right text-ink-2">
                    {bytes === null ? '–' : format.bytes(bytes)}
                  </span>
                </div>
              )
            })}
          </div>
        )}
        {isError && data !== undefined && (
          <ProblemView className="m-14" problem={problemOf(error)} onRetry={() => void fetchNextPage()} />
        )}
      </div>
      <div className="flex shrink-0 items-center border-t border-line pr-8 pl-14">
        <span className="figures flex-1 text-caption text-ink-2">
          {t('inspector.tensors.count', { count: total, value: format.count(total) })}
          {leftOut > 0 && ` · ${t('inspector.tensors.leftOut', { count: leftOut, value: format.count(leftOut) })}`}
        </span>
        <CopyButton text={asText} label={t('inspector.tensors.copy')} />
      </div>
    </>
  )
}
