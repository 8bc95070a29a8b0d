import type { Transfer } from '#shared/contract/transfers.ts'
import { stepOf } from './figures.ts'

export interface News {
  what: 'started' | 'step' | 'done' | 'failed' | 'cancelled'
  transfer: Transfer
  /** Percent, where `what` is `step`. */
  step: number
}

/**
 * What is worth telling between two looks at the list: starts, ends, and each quarter of the way. The
 * first look (`before` undefined) tells nothing, as what it finds happened before.
 */
export function newsOf(before: readonly Transfer[] | undefined, now: readonly Transfer[] | undefined): News[] {
  if (before === undefined || now === undefined) return []
  const known = new Map(before.map((transfer) => [transfer.id, transfer]))
  return now.flatMap((transfer): News[] => {
    const last = known.get(transfer.id)
    if (last === transfer) return []
    const step = stepOf(transfer)
    if (transfer.state !== 'running') {
      const ended = last === undefined || last.state === 'running'
      return ended ? [{ what: transfer.state, transfer, step }] : []
    }
    if (last === undefined || last.attempt < transfer.attempt) return [{ what: 'started', transfer, step }]
    return step > stepOf(last) && step < 100 ? [{ what: 'step', transfer, step }] : []
  })
}
