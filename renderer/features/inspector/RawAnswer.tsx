import { ChevronDown, ChevronRight, ChevronUp } from 'lucide-react'
import { useCallback, useEffect, useLayoutEffect, useMemo, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../app/i18n.ts'
import { problemOf } from '../../host/index.ts'
import { classes, CopyButton, IconButton, ProblemView, SearchInput, escapeInvisible } from '../../ui/index.ts'
import { useVirtualRows } from '../../app/virtual-rows.ts'
import { toggled } from '../library/selection.ts'
import { findPaths, jsonRows, pathKey, pathsAbove, type JsonRow } from './json-tree.ts'
import { scrollOf, useScrollRestoration } from './scroll-restoration.tsx'
import { useText, type Subject } from './queries.ts'
import { LoadingText, Nothing } from './TextPanel.tsx'

const ROW = 20
/** Most results of a search. */
const MOST_FINDS = 1000
/** Longer strings are truncated, in characters; other tabs show them in full, and they can be copied. */
const SHOWN = 300

/** The server's answer as a JSON tree with search. */
export function RawAnswer({ subject, length }: { subject: Subject; length: number }) {
  const { t } = useTranslation()
  const query = useText(subject, 'raw', length > 0)
  const root = useMemo(() => (query.data === undefined ? undefined : (JSON.parse(query.data) as unknown)), [query.data])
  if (length === 0) return <Nothing text={t('inspector.empty.raw')} />
  if (query.data === undefined || root === undefined)
    return query.isError ? (
      <ProblemView className="m-14" problem={problemOf(query.error)} onRetry={() => void query.refetch()} />
    ) : (
      <LoadingText />
    )
  return <Tree key={subject.name} subject={subject} root={root} text={query.data} />
}

function Tree({ subject, root, text }: { subject: Subject; root: unknown; text: string }) {
  const { t } = useTranslation()
  const place = `${subject.name} raw`
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set([pathKey([])]))
  const [query, setQuery] = useState('')
  const openTo = useCallback((path: readonly string[]) => {
    setOpen((open) => new Set([...open, ...pathsAbove(path).map(pathKey)]))
  }, [])
  const finds = useFinds(root, query, openTo)
  const [at, setAt] = useState(0)
  const found = finds.paths[at] === undefined ? null : pathKey(finds.paths[at])
  const rows = useMemo(() => jsonRows(root, open), [root, open])
  const { scroller, from, to, reveal } = useVirtualRows({ count: rows.length, height: ROW, startAt: scrollOf(place) })
  const keep = useScrollRestoration(place)

  useLayoutEffect(() => {
    const row = found === null ? -1 : rows.findIndex(({ path }) => pathKey(path) === found)
    if (row >= 0) reveal(row)
  }, [found, rows, reveal])

  const toggle = ({ path }: JsonRow) => setOpen((open) => toggled(open, pathKey(path)))
  const move = (by: number) => {
    const next = (at + by + finds.paths.length) % Math.max(1, finds.paths.length)
    const path = finds.paths[next]
    if (path) openTo(path)
    setAt(next)
  }
  return (
    <>
      <div className="flex shrink-0 items-center gap-4 px-14 pt-12 pb-8">
        <SearchInput
          aria-label={t('inspector.raw.search')}
          placeholder={t('inspector.raw.search')}
          value={query}
          onValueChange={(text) => {
            setQuery(text)
            setAt(0)
          }}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            move(event.shiftKey ? -1 : 1)
          }}
          className="flex-1"
        />
        {query !== '' && <Found finds={finds} at={at} />}
        <IconButton
          icon={ChevronUp}
          label={t('inspector.raw.before')}
          disabled={finds.paths.length < 2}
          onClick={() => move(-1)}
        />
        <IconButton
          icon={ChevronDown}
          label={t('inspector.raw.after')}
          disabled={finds.paths.length < 2}
          onClick={() => move(1)}
        />
        <CopyButton text={text} label={t('inspector.text.copy')} />
      </div>
      <div
        ref={scroller}
        role="tree"
        aria-label={t('inspector.raw.json')}
        onScroll={keep}
        onKeyDown={walkTree}
        className="min-h-0 flex-1 overflow-y-auto pb-10"
      >
        <div role="presentation" className="relative" style={{ height: rows.length * ROW }}>
          {rows.slice(from, to).map((row, index) => (
            <Line
              key={pathKey(row.path)}
              row={row}
              at={from + index}
              selected={pathKey(row.path) === found}
              onToggle={() => toggle(row)}
            />
          ))}
        </div>
      </div>
    </>
  )
}

/** Arrow up and down move between lines, left and right close and open. */
function walkTree(event: KeyboardEvent<HTMLElement>): void {
  const line = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[role="treeitem"]') : null
  if (!line) return
  const way = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const at = Number(line.dataset['at'])
  if (way !== 0) {
    event.preventDefault()
    const next = event.currentTarget.querySelector<HTMLElement>(`[data-at="${at + way}"]`)
    next?.focus({ preventScroll: false })
    return
  }
  const isOpen = line.getAttribute('aria-expanded')
  if ((event.key === 'ArrowRight' && isOpen === 'false') || (event.key === 'ArrowLeft' && isOpen === 'true')) {
    event.preventDefault()
    line.click()
  }
}

interface LineProps {
  row: JsonRow
  at: number
  selected: boolean
  onToggle: () => void
}

function Line({ row, at, selected, onToggle }: LineProps) {
  const { t } = useTranslation()
  const { path, key, kind, size, open } = row
  const canOpen = kind !== 'scalar' && size > 0
  const brackets = kind === 'array' ? '[]' : '{}'
  return (
    <div
      role="treeitem"
      aria-level={path.length + 1}
      aria-selected={selected}
      aria-expanded={canOpen ? open : undefined}
      data-at={at}
      tabIndex={at === 0 || selected ? 0 : -1}
      onClick={canOpen ? onToggle : undefined}
      onKeyDown={(event) => {
        if (!canOpen || event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return
        event.preventDefault()
        onToggle()
      }}
      className={classes(
        'group absolute top-0 left-0 flex h-20 w-full items-center gap-5 pr-8 font-mono text-[11.5px] -outline-offset-2',
        selected ? 'bg-soft' : 'hover:bg-hover',
      )}
      style={{ transform: `translateY(${at * ROW}px)`, paddingLeft: 10 + path.length * 12 }}
    >
      <span className="flex w-13 shrink-0 text-ink-2">
        {canOpen && (open ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />)}
      </span>
      {key !== null && <span className="shrink-0 text-accent-text">{escapeInvisible(key)}:</span>}
      <span className={classes('min-w-0 truncate', kind === 'scalar' ? 'selectable' : 'text-ink-2')}>
        {kind === 'scalar'
          ? escapeInvisible(scalarText(row.value))
          : open
            ? brackets[0]
            : `${brackets[0]} ${size} ${brackets[1]}`}
      </span>
      <span className="ml-auto -my-4 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
        <CopyButton
          text={() => Promise.resolve(typeof row.value === 'string' ? row.value : JSON.stringify(row.value, null, 2))}
          label={t('inspector.metadata.copy', { key: path.at(-1) ?? '' })}
        />
      </span>
    </div>
  )
}

function scalarText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}

interface Finds {
  paths: string[][]
  /** The search is complete or has reached its limit. */
  isDone: boolean
}

const nothing: Finds = { paths: [], isDone: true }

/** Searches in steps of a few milliseconds; `openTo` gets the first result. */
function useFinds(root: unknown, query: string, openTo: (path: readonly string[]) => void): Finds {
  const [finds, setFinds] = useState<{ query: string; finds: Finds }>({ query: '', finds: nothing })
  useEffect(() => {
    if (query === '') return undefined
    const paths: string[][] = []
    const search = findPaths(root, query)
    let timer: ReturnType<typeof setTimeout> | undefined
    const go = () => {
      for (let step = search.next(); step.done !== true && paths.length < MOST_FINDS; step = search.next()) {
        if (step.value !== null) paths.push(step.value)
        else {
          timer = setTimeout(go)
          return
        }
      }
      if (paths[0]) openTo(paths[0])
      setFinds({ query, finds: { paths, isDone: true } })
    }
    timer = setTimeout(go)
    return () => clearTimeout(timer)
  }, [root, query, openTo])
  return finds.query === query ? finds.finds : { ...nothing, isDone: query === '' }
}

function Found({ finds: { paths, isDone }, at }: { finds: Finds; at: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <span role="status" className="figures shrink-0 text-caption text-ink-2">
      {!isDone
        ? t('inspector.raw.searching')
        : paths.length === 0
          ? t('inspector.raw.noMatch')
          : t('inspector.raw.found', { at: format.count(at + 1), value: format.count(paths.length) })}
    </span>
  )
}
