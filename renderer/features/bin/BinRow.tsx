import { Check, Ellipsis } from 'lucide-react'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { BinEntry } from '#shared/contract/bin.ts'
import type { Removal } from '#shared/domain/sharing.ts'
import { useFormat } from '../../app/i18n.ts'
import { Badge, classes, IconButton, Menu, type MenuEntry, ModelName, Unknown } from '../../ui/index.ts'

const DAY = 24 * 3_600_000

interface BinRowProps {
  entry: BinEntry
  frees: Removal
  now: number
  at: number
  /** Distance from the first row, in pixels. */
  top: number
  active: boolean
  selected: boolean
  /** Whether any row is selected; then all show their checkbox. */
  selecting: boolean
  menu: readonly MenuEntry[]
  onPress: (event: MouseEvent) => void
  onSelect: () => void
  onFocus: () => void
}

export function BinRow(props: BinRowProps) {
  const { entry, frees, now, at, top, active, selected, menu, onPress, onFocus } = props
  const { t } = useTranslation()
  const format = useFormat()
  const name = entry.formerName ?? t('bin.unknownName')
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      aria-selected={selected}
      aria-label={name}
      tabIndex={active ? 0 : -1}
      {...(active ? { 'data-arrival': true } : {})}
      onClick={onPress}
      onFocus={() => {
        if (!active) onFocus()
      }}
      onContextMenu={onFocus}
      className={classes(
        'group absolute top-0 left-0 grid h-(--row) w-full items-center border-b border-line -outline-offset-2 [grid-template-columns:var(--columns)]',
        selected ? 'bg-soft' : 'hover:bg-hover',
      )}
      style={{ transform: `translateY(${top}px)` }}
    >
      <SelectCell {...props} name={name} />
      <div role="gridcell" className="flex min-w-0 items-center gap-8 overflow-hidden">
        {entry.formerName === null ? <span title={entry.name}>{name}</span> : <ModelName name={name} />}
        <Badges entry={entry} name={name} />
      </div>
      <div
        role="gridcell"
        className="figures truncate pl-10 text-ink-2"
        title={`${format.date(entry.at)} ${format.time(entry.at)}`}
      >
        {format.ago(entry.at, now)}
      </div>
      <div role="gridcell" className="figures pr-6 text-right whitespace-nowrap @max-[620px]:hidden">
        {entry.size === null ? <Unknown label={t('common.unknown')} /> : format.bytes(entry.size)}
      </div>
      <div role="gridcell" className="figures pr-6 text-right font-medium whitespace-nowrap">
        {frees.bytes === null ? <Unknown label={t('common.unknown')} /> : format.bytes(frees.bytes)}
      </div>
      <div role="gridcell" className="figures truncate pl-10 text-ink-2">
        <Leaving entry={entry} now={now} />
      </div>
      <div role="gridcell" className="flex" onClick={(event) => event.stopPropagation()}>
        <Menu
          align="end"
          trigger={
            <IconButton
              icon={Ellipsis}
              label={t('bin.menuOf', { name })}
              tabIndex={active ? 0 : -1}
              className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 focus-visible:opacity-100"
            />
          }
          entries={menu}
        />
      </div>
    </div>
  )
}

/** When it is emptied by itself; the time of day where that is soon. */
function Leaving({ entry: { leavesAt, kind }, now }: Pick<BinRowProps, 'entry' | 'now'>) {
  const { t } = useTranslation()
  const format = useFormat()
  if (leavesAt === null) return kind === 'leaving' ? null : t('bin.never')
  return (
    <span title={format.upcoming(leavesAt, now)}>
      {leavesAt - now < DAY ? format.time(leavesAt) : format.date(leavesAt)}
    </span>
  )
}

function SelectCell({ name, selected, selecting, onSelect }: BinRowProps & { name: string }) {
  const { t } = useTranslation()
  return (
    <div
      role="gridcell"
      title={t('bin.select', { name })}
      className="group/select flex h-full items-center justify-center"
      onClick={(event) => {
        event.stopPropagation()
        onSelect()
      }}
    >
      <span
        aria-hidden
        className={classes(
          'flex size-16 items-center justify-center rounded-small border text-on-accent',
          selected ? 'border-accent bg-accent' : 'border-line-strong bg-panel',
          !selecting && 'opacity-0 group-hover/select:opacity-100',
        )}
      >
        {selected && <Check size={12} strokeWidth={3} />}
      </span>
    </div>
  )
}

function Badges({ entry: { kind, isOwn }, name }: { entry: BinEntry; name: string }) {
  const { t } = useTranslation()
  return (
    // What does not fit wraps to a second line, which is hidden.
    <span className="flex h-20 min-w-0 flex-1 flex-wrap content-start gap-x-6 gap-y-10 overflow-hidden">
      {kind === 'kept' && (
        <span title={t('bin.keptHint', { name })}>
          <Badge>{t('bin.kept')}</Badge>
        </span>
      )}
      {kind === 'leaving' && (
        <span title={t('bin.leavingHint')}>
          <Badge tone="warning">{t('bin.leaving')}</Badge>
        </span>
      )}
      {!isOwn && (
        <span title={t('bin.otherHint')}>
          <Badge>{t('bin.other')}</Badge>
        </span>
      )}
    </span>
  )
}
