import { useQueries, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useMemo, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Token } from '#shared/contract/library.ts'
import type { TokenizerKind } from '#shared/domain/token-text.ts'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { ProblemView, escapeInvisible } from '../../ui/index.ts'
import { useVirtualRows } from '../../app/virtual-rows.ts'
import { keepScroll, scrollOf, useScrollRestoration } from './scroll-restoration.tsx'
import { mergePage, TOKEN_PAGE, tokenPage, useFoundTokens, type Subject } from './queries.ts'
import { TOKEN_ROW, TokenRow } from './TokenRow.tsx'
import { LoadingText, Nothing } from './TextPanel.tsx'

interface ListProps {
  label: string
  count: number
  scroller: RefObject<HTMLDivElement | null>
  /** Key under which the scroll position is kept, if it is. */
  place?: string
  children: ReactNode
}

function List({ label, count, scroller, place, children }: ListProps) {
  const keep = useScrollRestoration(place ?? '')
  return (
    <div
      ref={scroller}
      role="table"
      aria-label={label}
      aria-rowcount={count}
      tabIndex={0}
      {...(place === undefined ? {} : { onScroll: keep })}
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
    >
      <div role="rowgroup" className="relative" style={{ height: count * TOKEN_ROW }}>
        {children}
      </div>
    </div>
  )
}

/** Indices of the pages that contain the rows from `from` to `to`. */
function pagesOf(from: number, to: number): number[] {
  const first = Math.floor(from / TOKEN_PAGE)
  return Array.from({ length: Math.floor(Math.max(from, to - 1) / TOKEN_PAGE) - first + 1 }, (_, at) => first + at)
}

function rowsOf<Row>(pages: readonly number[], results: readonly UseQueryResult<{ rows: Row[] }>[]): Map<number, Row> {
  const rows = new Map<number, Row>()
  for (const [at, { data }] of results.entries())
    for (const [index, row] of (data?.rows ?? []).entries()) rows.set((pages[at] ?? 0) * TOKEN_PAGE + index, row)
  return rows
}

interface AllTokensProps {
  subject: Subject
  kind: TokenizerKind
  total: number
  /** The token to scroll to; `turn` changes with each request. */
  goal: { id: number; turn: number } | null
}

/** The whole vocabulary; only the visible pages are loaded. */
export function AllTokens({ subject, kind, total, goal }: AllTokensProps) {
  const { t } = useTranslation()
  const client = useClient()
  const place = `${subject.name} tokens`
  // The list starts at a goal that was set before it was mounted.
  const startAt = goal === null ? scrollOf(place) : middleOf(goal.id, window.innerHeight)
  const { scroller, from, to } = useVirtualRows({ count: total, height: TOKEN_ROW, startAt })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || goal === null) return
    element.scrollTo(0, middleOf(goal.id, element.clientHeight))
    keepScroll(place, element.scrollTop)
  }, [goal, place, scroller])
  const pages = pagesOf(from, to)
  const results = useQueries({ queries: pages.map((page) => tokenPage(client, subject, page)) })
  const rows = rowsOf(pages, results)
  const failed = results.find(({ isError }) => isError)
  return (
    <>
      {failed && (
        <ProblemView className="m-14" problem={problemOf(failed.error)} onRetry={() => void failed.refetch()} />
      )}
      <List label={t('inspector.tabs.tokens')} count={total} scroller={scroller} place={place}>
        {Array.from({ length: to - from }, (_, index) => {
          const at = from + index
          const token = rows.get(at)
          return token && <TokenRow key={at} token={token} kind={kind} at={at} marked={goal?.id === at} />
        })}
      </List>
    </>
  )
}

function middleOf(row: number, height: number): number {
  return Math.max(0, row * TOKEN_ROW - (height - TOKEN_ROW) / 2)
}

interface FoundTokensProps {
  subject: Subject
  kind: TokenizerKind
  query: string
  type: number | null
  onGoTo: (id: number) => void
}

/** Results of a search, loaded further while scrolling. */
export function FoundTokens({ subject, kind, query, type, onGoTo }: FoundTokensProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const found = useFoundTokens(subject, query, type)
  const { data, hasNextPage, isFetchingNextPage, isError, error, fetchNextPage, refetch } = found
  const tokens = useMemo((): Token[] => data?.pages.flatMap((page) => page.rows) ?? [], [data])
  const { scroller, from, to } = useVirtualRows({ count: tokens.length, height: TOKEN_ROW })
  const wanting = hasNextPage && !isFetchingNextPage && !isError && to + 20 >= tokens.length
  useEffect(() => {
    if (wanting) void fetchNextPage()
  }, [wanting, fetchNextPage])
  // A new search starts at the top.
  const first = data?.pages[0]
  useLayoutEffect(() => {
    if (first) scroller.current?.scrollTo(0, 0)
  }, [first, scroller])
  if (isError) return <ProblemView className="m-14" problem={problemOf(error)} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingText />
  return (
    <>
      <p role="status" className="figures shrink-0 px-14 pt-6 text-caption text-ink-2">
        {t(hasNextPage ? 'inspector.tokens.foundMore' : 'inspector.tokens.found', {
          count: tokens.length,
          value: format.count(tokens.length),
        })}
      </p>
      {tokens.length === 0 && <Nothing text={t('inspector.tokens.noMatch')} />}
      <List label={t('inspector.tokens.results')} count={tokens.length} scroller={scroller}>
        {tokens.slice(from, to).map((token, index) => (
          <TokenRow key={token.id} token={token} kind={kind} at={from + index} onGoTo={onGoTo} />
        ))}
      </List>
    </>
  )
}

/** The byte-pair merges in their order. */
export function Merges({ subject, total }: { subject: Subject; total: number }) {
  const { t } = useTranslation()
  const client = useClient()
  const place = `${subject.name} merges`
  const { scroller, from, to } = useVirtualRows({ count: total, height: TOKEN_ROW, startAt: scrollOf(place) })
  const pages = pagesOf(from, to)
  const results = useQueries({ queries: pages.map((page) => mergePage(client, subject, page)) })
  const rows = rowsOf(pages, results)
  const failed = results.find(({ isError }) => isError)
  return (
    <>
      {failed && (
        <ProblemView className="m-14" problem={problemOf(failed.error)} onRetry={() => void failed.refetch()} />
      )}
      <List label={t('inspector.tokens.merges')} count={total} scroller={scroller} place={place}>
        {Array.from({ length: to - from }, (_, index) => {
          const at = from + index
          const merge = rows.get(at)
          return merge === undefined ? null : <MergeRow key={at} at={at} merge={merge} />
        })}
      </List>
    </>
  )
}

function MergeRow({ at, merge }: { at: number; merge: string }) {
  const [left = '', right = ''] = merge.split(' ')
  return (
    <div
      role="row"
      aria-rowindex={at + 1}
      className="absolute top-0 left-0 flex h-26 w-full items-center gap-10 px-14 font-mono text-[11.5px] hover:bg-hover"
      style={{ transform: `translateY(${at * TOKEN_ROW}px)` }}
    >
      <span role="cell" className="figures w-50 shrink-0 text-right text-ink-2">
        {at}
      </span>
      <span role="cell" className="selectable min-w-0 flex-1 truncate">
        {escapeInvisible(left)} <span className="text-ink-2">+</span> {escapeInvisible(right)}{' '}
        <span className="text-ink-2">→</span> {escapeInvisible(left + right)}
      </span>
    </div>
  )
}
