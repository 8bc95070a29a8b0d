import type { Operation } from './operation.ts'

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

/** The acts on models, which undo and redo take one after the other. */
const reversible: ReadonlySet<Operation['kind']> = new Set(['copy', 'rename', 'delete', 'restore', 'rollback'])

export const isReversible = (kind: Operation['kind']): boolean => reversible.has(kind)
