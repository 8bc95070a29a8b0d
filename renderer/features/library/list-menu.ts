import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ChevronsDownUp,
  ChevronsUpDown,
  Download,
  EyeOff,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMemoryWork } from './memory.ts'
import type { MenuEntry } from '../../ui/index.ts'
import type { ModelActs } from './acts.ts'
import { isHeading, type Row } from './arrange.ts'
import type { Column, SortId } from './columns.ts'
import type { HeadActs } from './GridHead.tsx'
import type { loadedAs } from './possible-acts.ts'
import { modelMenu } from './menu.ts'
import { useLibrary } from './state.ts'

/** The element the menu was opened on: a row, a column header, or none of them. */
export type MenuTarget = { at: number } | { column: SortId } | null

interface List {
  hostId: string
  rows: readonly Row[]
  running: Parameters<typeof loadedAs>[1]
  acts: ModelActs
  select: (at: number) => void
  toggle: (at: number) => void
  columns: readonly Column[]
  sort: { id: SortId; desc: boolean }
  head: HeadActs
}

/** Entries of the context menu, one menu for the whole list. */
export function useMenuEntries(target: MenuTarget, list: List): MenuEntry[] {
  const { t } = useTranslation()
  const { hostId, rows, running, acts, select, toggle } = list
  const selection = useLibrary((library) => library.selection)
  const at = target !== null && 'at' in target ? target.at : -1
  const row = rows[at]
  const work = useMemoryWork(hostId, row && !isHeading(row) ? row.name : '')
  const columnEntries = useColumnEntries()
  if (target !== null && 'column' in target) return columnEntries(target.column, list)
  if (!row)
    return acts.canTransfer
      ? [{ label: t('library.pull'), icon: Download, shortcut: 'p', onSelect: () => acts.pull() }]
      : []
  if (isHeading(row))
    return [
      {
        label: t(row.open ? 'library.group.close' : 'library.group.open'),
        icon: row.open ? ChevronsDownUp : ChevronsUpDown,
        shortcut: 'enter',
        onSelect: () => toggle(at),
      },
      {
        label: t('library.group.select'),
        shortcut: 'space',
        onSelect: () => useLibrary.getState().select(new Set([...selection, ...row.models.map(({ name }) => name)])),
      },
    ]
  return modelMenu({
    model: row,
    running,
    loading: work?.kind === 'load',
    selected: selection.has(row.name),
    acts,
    select: () => select(at),
    t,
  })
}

function useColumnEntries() {
  const { t } = useTranslation()
  return (id: SortId, { columns, sort, head }: List): MenuEntry[] => {
    const order = (desc: boolean): MenuEntry => ({
      label: t(desc ? 'library.descending' : 'library.ascending'),
      icon: desc ? ArrowDown : ArrowUp,
      checked: sort.id === id && sort.desc === desc,
      onSelect: () => head.order(id, desc),
    })
    if (id === 'name') return [order(false), order(true)]
    const at = columns.findIndex((column) => column.id === id)
    return [
      order(false),
      order(true),
      'line',
      {
        label: t('library.columns.moveLeft'),
        icon: ArrowLeft,
        disabled: at <= 0,
        onSelect: () => head.move(id, -1),
      },
      {
        label: t('library.columns.moveRight'),
        icon: ArrowRight,
        disabled: at >= columns.length - 1,
        onSelect: () => head.move(id, 1),
      },
      { label: t('library.columns.hide'), icon: EyeOff, onSelect: () => head.hide(id) },
    ]
  }
}
