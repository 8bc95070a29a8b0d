import { CircleOff, CircleSlash2, Copy, type LucideIcon, Pencil, Scissors, Trash2, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../app/i18n.ts'
import { classes, ContextMenu, escapeInvisible, useProblemText } from '../../../ui/index.ts'
import type { Problem } from '#shared/contract/problem.ts'
import type { Entry } from '../../../workers/files/entry.ts'
import type { Warning } from '../run/checks.ts'
import { useView } from '../view.ts'
import { groupEntries, GroupIcon } from './groups.tsx'
import { removeTexts } from './remove.ts'
import { useTexts } from './store.ts'

/** Height in pixels. */
export const ROW = 34

const icons: Record<Warning, LucideIcon> = {
  cut: Scissors,
  broken: TriangleAlert,
  zero: CircleSlash2,
  same: Copy,
  twice: Copy,
}

interface TextRowProps {
  at: number
  count: number
  start: number
  entry: Entry
  textKey: string
  isActive: boolean
  isSelected: boolean
  /** Tokens as counted by the server, in the shown result. */
  tokens: number | null
  warnings: readonly Warning[] | undefined
  /** Why the server returned no vector; `undefined` if it did or was not asked. */
  missing: Problem | undefined
  onToggle: () => void
  onEdit: () => void
  onNewGroup: () => void
}

export function TextRow(props: TextRowProps) {
  const {
    at,
    count,
    start,
    entry,
    textKey,
    isActive,
    isSelected,
    tokens,
    warnings = [],
    missing,
    onToggle,
    onEdit,
    onNewGroup,
  } = props
  const { t } = useTranslation()
  const format = useFormat()
  const { groups, group, selection } = useTexts()
  const isHovered = useView(({ hovered }) => hovered === textKey)
  const activate = useView((view) => view.activate)
  const hover = useView((view) => view.hover)
  const meant = () => (selection.has(textKey) ? selection : new Set([textKey]))
  return (
    <ContextMenu
      entries={[
        { key: 'edit', label: t('playground.edit.act'), icon: Pencil, shortcut: 'enter', onSelect: onEdit },
        'line',
        { heading: t('playground.group.title') },
        ...groupEntries(t, groups, entry.group, (name) => group(meant(), name), onNewGroup),
        'line',
        {
          key: 'remove',
          label: t('playground.remove'),
          icon: Trash2,
          shortcut: 'delete',
          onSelect: () => removeTexts(meant(), t),
        },
      ]}
    >
      <div
        id={`playground-text-${at}`}
        role="option"
        aria-selected={isSelected}
        aria-posinset={at + 1}
        aria-setsize={count}
        title={entry.text}
        onClick={(event) => {
          activate(textKey)
          if (event.ctrlKey || event.metaKey) onToggle()
        }}
        onDoubleClick={onEdit}
        onPointerEnter={() => hover(textKey)}
        onPointerLeave={() => hover(null)}
        className={classes(
          'absolute inset-x-0 flex items-center gap-8 border-b border-line px-12',
          isActive ? 'bg-soft' : isHovered && 'bg-hover',
          isSelected && 'shadow-[inset_3px_0_0_var(--accent)]',
        )}
        style={{ height: ROW, transform: `translateY(${start}px)` }}
      >
        <span className="figures min-w-16 text-right text-ink-2">{format.count(at + 1)}</span>
        <GroupIcon group={entry.group} />
        {entry.group === null ? null : <span className="sr-only">{entry.group}</span>}
        <span className="min-w-0 flex-1 truncate">{escapeInvisible(entry.text)}</span>
        {missing && <Missing problem={missing} />}
        {warnings.map((warning) => {
          const Icon = icons[warning]
          return (
            <span
              key={warning}
              role="img"
              aria-label={t(`playground.warning.${warning}`)}
              title={t(`playground.warning.${warning}`)}
            >
              <Icon
                size={13}
                aria-hidden
                className={warning === 'twice' ? 'text-ink-2' : warning === 'broken' ? 'text-bad' : 'text-warning'}
              />
            </span>
          )
        })}
        {tokens === null ? null : (
          <span
            className="figures text-ink-2"
            title={t('playground.timing.tokens', { count: tokens, value: format.count(tokens) })}
          >
            {format.count(tokens)}
          </span>
        )}
      </div>
    </ContextMenu>
  )
}

/** Shows that there is no vector, and why. */
function Missing({ problem }: { problem: Problem }) {
  const { t } = useTranslation()
  const problemText = useProblemText()
  const why = t('playground.warning.missing', { why: problemText(problem).title })
  return (
    <span role="img" aria-label={why} title={why}>
      <CircleOff size={13} aria-hidden className="text-bad" />
    </span>
  )
}
