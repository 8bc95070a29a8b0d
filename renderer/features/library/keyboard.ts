import type { KeyboardEvent } from 'react'
import type { Model } from '#shared/contract/library.ts'
import { useNavigation } from '../../app/navigation.ts'
import type { ModelActs } from './acts.ts'
import { type Heading, isHeading, type Row } from './arrange.ts'
import type { loadedAs } from './possible-acts.ts'
import { noSelection } from './selection.ts'
import { moveTo } from './list-navigation.ts'
import { useLibrary } from './state.ts'

interface ListKeys {
  rows: readonly Row[]
  running: Parameters<typeof loadedAs>[1]
  selected: readonly Model[]
  acts: ModelActs
  active: number
  goTo: (at: number) => void
  /** Number of rows that Page Up and Page Down move by. */
  page: () => number
}

/** Keyboard shortcuts of the list while one of its rows has the focus. Acts apply to the selection, else to that row. */
export function useListKeys(list: ListKeys): (event: KeyboardEvent) => void {
  const { rows, active, goTo, page } = list
  return (event) => {
    if (event.defaultPrevented || event.altKey) return
    if (!(event.target instanceof HTMLElement) || event.target.getAttribute('role') !== 'row') return
    const row = rows[active]
    if (!row) return
    const next = event.ctrlKey || event.metaKey ? null : moveTo(event.key, active, rows.length, page())
    if (next !== null) {
      if (event.shiftKey) selectFrom(row, next, rows)
      goTo(next)
    } else if (!(isHeading(row) ? pressHeading(event, row, list) : pressModel(event, row, list))) return
    event.preventDefault()
  }
}

const namesOf = (rows: readonly Row[]) => rows.flatMap((row) => (isHeading(row) ? [] : [row.name]))

/** Moving with Shift selects the passed rows, starting at the current row unless a selection can be extended. */
function selectFrom(from: Row, to: number, rows: readonly Row[]): void {
  const { anchor, selectRange, toggleSelected, selection } = useLibrary.getState()
  const target = rows[to]
  if (!target || isHeading(target)) return
  if ((anchor === null || !selection.has(anchor)) && !isHeading(from)) toggleSelected(from.name)
  selectRange(namesOf(rows), target.name)
}

/** Handles keys with the same meaning on every row. Returns whether the key was handled. */
function pressAny(event: KeyboardEvent, { rows, running, selected, acts }: ListKeys): boolean {
  const { select } = useLibrary.getState()
  if (event.ctrlKey || event.metaKey) {
    if (event.key.toLowerCase() !== 'a' || event.shiftKey) return false
    select(new Set(namesOf(rows)))
    return true
  }
  switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
    case 'Escape':
      if (selected.length > 0) select(noSelection)
      else useNavigation.getState().inspect(null)
      return true
    case 'p':
      if (selected.length > 0) void acts.pullAll(selected)
      else acts.pull()
      return true
    case 'l':
      if (selected.length > 0) acts.toggleAll(selected, running)
      return selected.length > 0
    case 'Delete':
    case 'Backspace':
      if (selected.length > 0) acts.remove(selected)
      return selected.length > 0
    default:
      return false
  }
}

function pressHeading(event: KeyboardEvent, heading: Heading, list: ListKeys): boolean {
  const { toggleGroup, selection, select } = useLibrary.getState()
  const names = heading.models.map(({ name }) => name)
  const opens = { ArrowRight: true, ArrowLeft: false, Enter: !heading.open }[event.key]
  if (opens !== undefined) {
    if (opens !== heading.open) toggleGroup(heading.key)
    return true
  }
  if (event.key !== ' ') return pressAny(event, list)
  const all = names.every((name) => selection.has(name))
  select(new Set(all ? [...selection].filter((name) => !names.includes(name)) : [...selection, ...names]))
  return true
}

function pressModel(event: KeyboardEvent, model: Model, list: ListKeys): boolean {
  const { rows, running, acts, active, goTo } = list
  if (pressAny(event, list)) return true
  if (event.ctrlKey || event.metaKey) return false
  switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
    case 'Enter':
      acts.inspect(model)
      return true
    case ' ':
      useLibrary.getState().toggleSelected(model.name)
      return true
    case 'ArrowLeft': {
      const heading = headingOf(rows, active)
      if (heading >= 0) goTo(heading)
      return heading >= 0
    }
    case 'l':
      acts.toggleMemory(model, running)
      return true
    case 'F2':
      acts.rename(model)
      return true
    case 'Delete':
    case 'Backspace':
      acts.remove([model])
      return true
    default:
      return false
  }
}

/** Index of the heading above a row, or -1. */
function headingOf(rows: readonly Row[], at: number): number {
  for (let above = at - 1; above >= 0; above--) {
    const row = rows[above]
    if (row && isHeading(row)) return above
  }
  return -1
}
