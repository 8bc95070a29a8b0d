import type { KeyboardEvent } from 'react'
import type { Model } from '#shared/contract/library.ts'
import { useNavigation } from '../../app/navigation.ts'
import type { ModelActs } from './acts.ts'
import type { loadedAs } from './loaded.ts'
import { noMarks } from './marks.ts'
import { moveTo } from './moves.ts'
import { useLibrary } from './state.ts'

interface ListKeys {
  models: readonly Model[]
  running: Parameters<typeof loadedAs>[1]
  marked: readonly string[]
  acts: ModelActs
  active: number
  goTo: (at: number) => void
  /** Rows that a page key moves by. */
  page: () => number
}

/** The keys of the list, while one of its rows has the focus. Acts concern what is marked, else that row. */
export function useListKeys(list: ListKeys): (event: KeyboardEvent) => void {
  const { models, active, goTo, page } = list
  return (event) => {
    if (event.defaultPrevented || event.altKey) return
    if (!(event.target instanceof HTMLElement) || event.target.getAttribute('role') !== 'row') return
    const model = models[active]
    if (!model) return
    const next = event.ctrlKey || event.metaKey ? null : moveTo(event.key, active, models.length, page())
    if (next !== null) goTo(next)
    else if (!press(event, model, list)) return
    event.preventDefault()
  }
}

/** Whether the key meant something. */
function press(event: KeyboardEvent, model: Model, { models, running, marked, acts }: ListKeys): boolean {
  const { mark, toggleMark } = useLibrary.getState()
  const several = models.filter(({ name }) => marked.includes(name))
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (event.ctrlKey || event.metaKey) {
    if (key !== 'a' || event.shiftKey) return false
    mark(new Set(models.map(({ name }) => name)))
    return true
  }
  switch (key) {
    case 'Enter':
      acts.inspect(model)
      return true
    case ' ':
      toggleMark(model.name)
      return true
    case 'Escape':
      if (several.length > 0) mark(noMarks)
      else useNavigation.getState().select(null)
      return true
    case 'p':
      acts.pull()
      return true
    case 'l':
      if (several.length > 0) acts.toggleAll(several, running)
      else acts.toggleMemory(model, running)
      return true
    case 'F2':
      acts.rename(model)
      return true
    case 'Delete':
    case 'Backspace':
      acts.remove(several.length > 0 ? several : [model])
      return true
    default:
      return false
  }
}
