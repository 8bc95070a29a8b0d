import type { Transfer } from '../contract/transfers.ts'
import { isStalled } from './progress.ts'
import { isAtWork, isEndState, isEnded, isUnderWay } from './transfer-state.ts'

export interface TransferNews {
  what: 'started' | 'step' | 'stalled' | 'disk_full' | 'done' | 'failed' | 'cancelled'
  transfer: Transfer
  /** The last quarter reached, in percent. */
  step: number
}

interface Seen extends Pick<Transfer, 'state' | 'attempt'> {
  step: number
  stalled: boolean
}

/**
 * Decides which changes of transfers are reported, for every place that reports them: the start of each attempt and after each pause, each
 * quarter, each stall, a full disk, and the end. The returned function takes all transfers and returns what is new since its last
 * call. The first call returns nothing, since it only finds what happened before.
 */
export function createTransferNews(now: () => number = Date.now): (transfers: readonly Transfer[]) => TransferNews[] {
  let seen: ReadonlyMap<string, Seen> | null = null
  return (transfers) => {
    const before = seen
    const current = new Map(transfers.map((transfer) => [transfer.id, seenOf(transfer, now())]))
    seen = current
    if (before === null) return []
    return transfers.flatMap((transfer) => {
      const is = current.get(transfer.id) as Seen
      return newsOf(before.get(transfer.id), is).map((what) => ({ what, transfer, step: is.step }))
    })
  }
}

function seenOf(transfer: Transfer, now: number): Seen {
  const { state, attempt } = transfer
  return { state, attempt, step: stepOf(transfer), stalled: isUnderWay(transfer) && isStalled(transfer, now) }
}

function newsOf(was: Seen | undefined, is: Seen): TransferNews['what'][] {
  const { state, attempt, step, stalled } = is
  if (isEndState(state)) return was === undefined || !isEnded(was) ? [state] : []
  const news: TransferNews['what'][] = []
  if (state === 'disk_full') return was === undefined || was.state === state ? [] : [state]
  if (isAtWork(is) && (was === undefined || !isAtWork(was) || was.attempt < attempt)) news.push('started')
  else if (was === undefined) return news
  else if (step > was.step && step < 100) news.push('step')
  if (stalled && !was?.stalled) news.push('stalled')
  return news
}

const STEP = 25

function stepOf({ share }: Pick<Transfer, 'share'>): number {
  return Math.floor(((share ?? 0) * 100) / STEP) * STEP
}
