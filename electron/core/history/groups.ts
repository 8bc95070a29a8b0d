import type { HistoryFilter } from '#shared/contract/history.ts'
import type { Operation } from '../operations/operation.ts'
import { isReversible, type Reversals } from '../operations/reversals.ts'

/** A line of the history: an operation, or all that were asked for at once, in the order of their start. */
export interface Group {
  id: string
  operations: Operation[]
}

/**
 * Newest first, by the order in which they began and not by their times: a clock that is set back does not change what
 * is undone next. An operation that is a step of another one is in its line.
 *
 * @param operations in the order in which they began
 */
export function groupsOf(operations: readonly Operation[]): Group[] {
  const groups = new Map<string, Group>()
  for (const operation of operations) {
    const id = operation.partOf ?? operation.id
    const group = groups.get(id)
    if (group) group.operations.push(operation)
    else groups.set(id, { id, operations: [operation] })
  }
  for (const group of groups.values())
    group.operations = latest(group).sort((a, b) => Number(b.id === group.id) - Number(a.id === group.id))
  return [...groups.values()].reverse()
}

/** A part that failed and was tried again counts once; the operation that the others are steps of comes first. */
function latest({ id, operations }: Group): Operation[] {
  const key = ({ id: own, kind, names, undoes }: Operation) => (own === id ? id : [kind, undoes, ...names].join('\n'))
  return [...new Map(operations.map((operation) => [key(operation), operation])).values()]
}

/** @param nameOf the present name of a host by its address */
export function passes(
  { operations }: Group,
  { text, url, model, kinds }: HistoryFilter,
  nameOf: (url: string) => string,
): boolean {
  const wanted = text.trim().toLowerCase()
  return operations.some(
    (one) =>
      (url === null || one.url === url) &&
      (model === null || one.names.includes(model)) &&
      (kinds.length === 0 || kinds.includes(one.kind)) &&
      (wanted === '' ||
        [...one.names, one.hostName, one.url, nameOf(one.url)].some((part) => part.toLowerCase().includes(wanted))),
  )
}

/**
 * The line that is undone or redone next: the newest that can be, of those redone the newest undo that nothing else was
 * done after.
 *
 * @param groups newest first, of one host
 */
export function nextReversed(
  groups: readonly Group[],
  direction: 'undo' | 'redo',
  { depthOf, isUndone }: Reversals,
  isPossible: (group: Group) => boolean,
): Group | undefined {
  for (const group of groups) {
    const [first] = group.operations.filter(
      ({ id, kind, state }) => isReversible(kind) && state === 'done' && !isUndone(id),
    )
    if (!first) continue
    const depth = depthOf(first)
    // Something else was done since.
    if (direction === 'redo' && depth === 0) return undefined
    if (depth % 2 === (direction === 'undo' ? 0 : 1) && isPossible(group)) return group
  }
  return undefined
}
