import type { HistoryFilter } from '#shared/contract/history.ts'
import type { Operation } from '../operations/operation.ts'

/** A line of the history: an operation, or all that were asked for at once, in the order of their start. */
export interface Group {
  id: string
  operations: Operation[]
}

/** Newest first. An operation that is a step of another one is in its line. */
export function groupsOf(operations: readonly Operation[]): Group[] {
  const groups = new Map<string, Group>()
  for (const operation of operations) {
    const id = operation.partOf ?? operation.id
    const group = groups.get(id)
    if (group) group.operations.push(operation)
    else groups.set(id, { id, operations: [operation] })
  }
  for (const group of groups.values())
    group.operations = latest(group).sort(
      (a, b) => Number(b.id === group.id) - Number(a.id === group.id) || a.at - b.at,
    )
  return [...groups.values()].sort((a, b) => beginOf(b) - beginOf(a))
}

/** A part that failed and was tried again counts once; the operation that the others are steps of comes first. */
function latest({ id, operations }: Group): Operation[] {
  const key = ({ id: own, kind, names, undoes }: Operation) => (own === id ? id : [kind, undoes, ...names].join('\n'))
  return [...new Map(operations.map((operation) => [key(operation), operation])).values()]
}

const beginOf = ({ operations }: Group) => operations[0]?.at ?? 0

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

/** How operations reverse each other. */
export interface Reversals {
  /** 0: it reverses none; 1: an undo; 2: a redo; 3: an undo of that … */
  depthOf(operation: Operation): number
  isUndone(id: string): boolean
  /** The operation that was reversed first. */
  originOf(operation: Operation): Operation
}

export function reversalsOf(operations: readonly Operation[]): Reversals {
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const undoneBy = new Map(
    operations.flatMap(({ id, undoes, state }) => (undoes !== null && state === 'done' ? [[undoes, id] as const] : [])),
  )
  const reversed = ({ undoes }: Operation) => (undoes === null ? undefined : byId.get(undoes))
  const depthOf = (operation: Operation): number => {
    const before = reversed(operation)
    // What it reverses may not be kept any more.
    return before ? depthOf(before) + 1 : operation.undoes === null ? 0 : 1
  }
  const originOf = (operation: Operation): Operation => {
    const before = reversed(operation)
    return before ? originOf(before) : operation
  }
  const isUndone = (id: string): boolean => {
    const by = undoneBy.get(id)
    return by !== undefined && !isUndone(by)
  }
  return { depthOf, isUndone, originOf }
}

/** The kinds that undo and redo know. */
const reversible: ReadonlySet<Operation['kind']> = new Set(['copy', 'rename', 'delete', 'restore', 'rollback'])

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
      ({ id, kind, state }) => reversible.has(kind) && state === 'done' && !isUndone(id),
    )
    if (!first) continue
    const depth = depthOf(first)
    // Something else was done since.
    if (direction === 'redo' && depth === 0) return undefined
    if (depth % 2 === (direction === 'undo' ? 0 : 1) && isPossible(group)) return group
  }
  return undefined
}
