import { ContextMenu as BaseContext } from '@base-ui/react/context-menu'
import { Menu as Base } from '@base-ui/react/menu'
import { Check, type LucideIcon } from 'lucide-react'
import { Fragment, type ReactElement, type ReactNode } from 'react'
import { classes } from './classes.ts'
import { Kbd } from './Kbd.tsx'

/**
 * One line of a menu. `'line'` is a separator; a heading applies to all entries up to the next heading or
 * separator. An entry with `checked` can be on or off.
 */
export type MenuEntry =
  | 'line'
  | { heading: string }
  | {
      key?: string
      label: ReactNode
      icon?: LucideIcon
      shortcut?: string
      danger?: boolean
      disabled?: boolean
      checked?: boolean
      onSelect: () => void
    }

const popup =
  'max-h-(--available-height) min-w-180 max-w-360 overflow-y-auto rounded-card border border-line bg-panel p-4 shadow-popup outline-none transition-opacity duration-75 data-ending-style:opacity-0'

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry === 'line') return <Base.Separator className="mx-4 my-4 h-1 bg-line" />
  if ('heading' in entry)
    return <Base.GroupLabel className="px-8 pt-4 pb-2 text-caption text-ink-2">{entry.heading}</Base.GroupLabel>
  const { label, icon: Icon, shortcut, danger = false, disabled = false, checked, onSelect } = entry
  const look = classes(
    'flex min-h-28 items-center gap-8 rounded-control px-8 py-3 outline-none data-disabled:opacity-50 data-highlighted:bg-hover',
    danger && 'text-bad data-highlighted:bg-bad-soft',
  )
  const inside = (
    <>
      {Icon && <Icon aria-hidden className={danger ? '' : 'text-ink-2'} />}
      <span className="min-w-0 flex-1">{label}</span>
      {shortcut === undefined ? null : <Kbd shortcut={shortcut} plain />}
    </>
  )
  if (checked === undefined)
    return (
      <Base.Item disabled={disabled} onClick={onSelect} className={look}>
        {inside}
      </Base.Item>
    )
  return (
    <Base.CheckboxItem checked={checked} disabled={disabled} closeOnClick onClick={onSelect} className={look}>
      {inside}
      <span className="flex w-14 shrink-0 text-accent">{checked && <Check size={14} aria-hidden />}</span>
    </Base.CheckboxItem>
  )
}

const isHeading = (entry: MenuEntry | undefined) => typeof entry === 'object' && 'heading' in entry

const keyOf = (entry: MenuEntry, at: number) =>
  typeof entry === 'string' || 'heading' in entry
    ? at
    : (entry.key ?? (typeof entry.label === 'string' ? entry.label : at))

function groupsOf(entries: readonly MenuEntry[]): MenuEntry[][] {
  const groups: MenuEntry[][] = [[]]
  for (const entry of entries)
    if (entry === 'line' || isHeading(entry)) groups.push([entry])
    else groups.at(-1)?.push(entry)
  return groups
}

/** Entries below a heading form a group labelled by it. */
const list = (entries: readonly MenuEntry[]) =>
  groupsOf(entries).map((group, at) => {
    const Group = isHeading(group[0]) ? Base.Group : Fragment
    return (
      <Group key={at}>
        {group.map((entry, line) => (
          <Entry key={keyOf(entry, line)} entry={entry} />
        ))}
      </Group>
    )
  })

interface MenuProps {
  /** A `Button` or `IconButton`. */
  trigger: ReactElement
  entries: readonly MenuEntry[]
  align?: 'start' | 'end'
}

export function Menu({ trigger, entries, align = 'start' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} collisionPadding={6} className="z-40 outline-none">
          <Base.Popup className={classes(popup, 'min-w-(--anchor-width)')}>{list(entries)}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

interface ContextMenuProps {
  /** The element that opens the menu on a right click or the menu key; it keeps its own role. */
  children: ReactElement
  entries: readonly MenuEntry[]
}

export function ContextMenu({ children, entries }: ContextMenuProps) {
  return (
    <BaseContext.Root>
      <BaseContext.Trigger render={children} />
      <BaseContext.Portal>
        <BaseContext.Positioner collisionPadding={6} className="z-40 outline-none">
          <BaseContext.Popup className={popup}>{list(entries)}</BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  )
}
