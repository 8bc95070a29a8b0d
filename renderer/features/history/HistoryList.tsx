import {
  ArrowDownToLine,
  ArrowUpFromLine,
  CircleStop,
  Copy,
  History,
  type LucideIcon,
  PencilLine,
  Play,
  Redo2,
  RotateCcw,
  Server,
  Settings,
  Trash2,
  Undo2,
} from 'lucide-react'
import { useEffect, useMemo, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryRow } from '#shared/contract/history.ts'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useHistoryWords } from '../../app/history-words.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { useRowHeight } from '../../app/theme.ts'
import { useVirtualRows } from '../../app/virtual-rows.ts'
import { classes } from '../../ui/index.ts'
import { byDay, dayOf, isDay, moved, type Line } from './days.ts'
import { useHostNameThen } from './host-name-then.ts'
import { useHistoryState } from './queries.ts'

/** So many lines before the end more are read. */
const AHEAD = 30
const DAY = 24 * 3_600_000

const icons: Record<HistoryRow['act'], LucideIcon> = {
  pull: ArrowDownToLine,
  push: ArrowUpFromLine,
  copy: Copy,
  rename: PencilLine,
  bin: Trash2,
  delete: Trash2,
  empty: Trash2,
  restore: RotateCcw,
  keep: History,
  rollback: RotateCcw,
  load: Play,
  keep_alive: Play,
  unload: CircleStop,
  host_add: Server,
  host_change: Server,
  host_remove: Server,
  settings: Settings,
}

interface HistoryListProps {
  rows: readonly HistoryRow[]
  /** Called when the end of the list comes near. */
  onEnd: () => void
}

/** Opens an entry, or closes the one that is shown. */
export const openEntry = (id: string | null) =>
  useHistoryState.setState(id === null ? { open: null } : { open: id, active: id })

/** The entries by day. The list has the focus as a whole; only what is visible is rendered. */
export function HistoryList({ rows, onEnd }: HistoryListProps) {
  const { t } = useTranslation()
  const height = useRowHeight()
  const texts = useLineTexts()
  const lines = useMemo(() => byDay(rows), [rows])
  const { active, open } = useHistoryState()
  const { scroller, from, to, reveal } = useVirtualRows({ count: lines.length, height })
  const found = lines.findIndex((line) => !isDay(line) && line.row.id === active)
  const at = found < 0 ? 1 : found
  const isNearEnd = to > lines.length - AHEAD
  // Once for each page that is read.
  useEffect(() => {
    if (isNearEnd) onEnd()
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isNearEnd, rows.length])

  const activate = (index: number) => {
    const line = lines[index]
    if (!line || isDay(line)) return
    useHistoryState.setState({ active: line.row.id, ...(open === null ? {} : { open: line.row.id }) })
    reveal(index)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 1)
    const next = moved(lines, at, event.key, page)
    const line = lines[at]
    if (next !== null) activate(next)
    else if (event.key === 'Enter' && line && !isDay(line)) openEntry(line.row.id)
    else if (event.key === 'Escape' && open !== null) openEntry(null)
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={scroller}
      role="listbox"
      tabIndex={0}
      data-arrival
      aria-label={t('history.list')}
      aria-activedescendant={`history-${at}`}
      onKeyDown={onKeyDown}
      className="group relative min-w-0 flex-1 overflow-y-auto overscroll-contain outline-none"
    >
      <div role="presentation" className="relative" style={{ height: lines.length * height }}>
        {Array.from({ length: to - from }, (_, index) => from + index).map((index) => (
          <LineView
            // The key is the position, so that a filter changes texts and builds no line anew.
            key={index}
            line={lines[index] as Line}
            at={index}
            top={index * height}
            height={height}
            texts={texts}
            isActive={index === at}
            isOpen={open}
          />
        ))}
      </div>
    </div>
  )
}

/** What every line needs, looked up once: these hooks in each line took most of the time to open the list. */
function useLineTexts() {
  const words = useHistoryWords()
  const format = useFormat()
  const currentUrl = useCurrentHost()?.url
  const nameOf = useHostNameThen()
  const stateText = useStateText()
  return { words, format, currentUrl, nameOf, stateText }
}

interface LineViewProps {
  line: Line
  at: number
  top: number
  height: number
  texts: ReturnType<typeof useLineTexts>
  isActive: boolean
  isOpen: string | null
}

function LineView({ line, at, top, height, texts, isActive, isOpen }: LineViewProps) {
  const place = { transform: `translateY(${top}px)`, height }
  if (isDay(line))
    return (
      <div
        role="presentation"
        style={place}
        className="absolute inset-x-0 flex items-end px-14 pb-5 text-caption font-semibold text-ink-2"
      >
        <Day day={line.day} />
      </div>
    )
  return (
    <Entry row={line.row} at={at} place={place} texts={texts} isActive={isActive} isOpen={isOpen === line.row.id} />
  )
}

function Day({ day }: { day: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const today = dayOf(useNow(60_000))
  if (day === today) return t('history.today')
  return day === dayOf(today - DAY / 2) ? t('history.yesterday') : format.date(day)
}

interface EntryProps extends Pick<LineViewProps, 'texts'> {
  row: HistoryRow
  at: number
  place: { transform: string; height: number }
  isActive: boolean
  isOpen: boolean
}

function Entry({ row, at, place, texts, isActive, isOpen }: EntryProps) {
  const { words, format, currentUrl, nameOf, stateText } = texts
  const { id, act, host, reverses } = row
  const Icon = reverses === null ? icons[act] : reverses === 'undo' ? Undo2 : Redo2
  const state = stateText(row)
  const isElsewhere = host.url !== '' && host.url !== currentUrl && !act.startsWith('host_')
  return (
    <div
      id={`history-${at}`}
      role="option"
      tabIndex={-1}
      aria-selected={isOpen}
      data-entry={id}
      style={place}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => openEntry(id)}
      className={classes(
        'absolute inset-x-0 flex items-center gap-10 border-t border-line px-14',
        isOpen ? 'bg-soft' : 'hover:bg-hover',
        isActive &&
          'group-focus-visible:outline-2 group-focus-visible:-outline-offset-2 group-focus-visible:outline-accent',
      )}
    >
      <span className="figures w-64 shrink-0 text-ink-2">{format.time(row.at)}</span>
      <Icon aria-hidden className="shrink-0 text-ink-2" />
      <span className="min-w-0 flex-1 truncate">
        {words(row)}
        {isElsewhere ? (
          <span className="text-ink-2">
            {' · '}
            {nameOf(host)}
          </span>
        ) : null}
      </span>
      {state === null ? null : <span className={classes('shrink-0 text-caption', tones[row.state])}>{state}</span>}
      <span className="figures w-72 shrink-0 text-right text-ink-2 @max-[560px]:hidden">
        {row.endedAt === null ? null : format.duration(row.endedAt - row.at)}
      </span>
    </div>
  )
}

const tones: Record<HistoryRow['state'], string> = {
  running: 'text-accent-text',
  unknown: 'text-warning',
  done: 'text-ink-2',
  failed: 'text-bad',
  cancelled: 'text-ink-2',
  undone: 'text-warning',
}

/** How it ended; nothing for what is done and stands. */
export function useStateText(): (row: HistoryRow) => string | null {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ state, isUndone, parts }) => {
    if (parts !== null && parts.failed > 0)
      return t('history.states.partly', { value: format.count(parts.failed), all: format.count(parts.total) })
    if (isUndone) return t('history.states.reversed')
    return state === 'done' ? null : t(`history.states.${state}`)
  }
}
