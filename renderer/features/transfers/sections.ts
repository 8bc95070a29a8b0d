import type { Transfer } from '#shared/contract/transfers.ts'
import { isAtWork, isEnded, isUnderWay, type EndState } from '#shared/domain/transfer-state.ts'

export interface HostQueue {
  hostId: string
  ids: string[]
}

export interface Sections {
  atWork: string[]
  /** By host: what is queued, paused, or waits for room on the disk. */
  queues: HostQueue[]
  ended: number
}

const inOrder = (a: Transfer, b: Transfer) => a.rank - b.rank
const isInQueue = (transfer: Transfer) => !isAtWork(transfer) && !isEnded(transfer)

/** Ids of the transfers of a host that neither are at work nor have ended, by rank. */
export function queueOf(list: readonly Transfer[], hostId: string): string[] {
  return list
    .filter((transfer) => transfer.hostId === hostId && isInQueue(transfer))
    .sort(inOrder)
    .map(({ id }) => id)
}

/** The sections of the page. Hosts are sorted by their first transfer, so that a move within a queue keeps them in place. */
export function sectionsOf(list: readonly Transfer[]): Sections {
  const waiting = list.filter(isInQueue).sort((a, b) => a.startedAt - b.startedAt)
  const hosts = new Set(waiting.map(({ hostId }) => hostId))
  return {
    atWork: list
      .filter(isAtWork)
      .sort(inOrder)
      .map(({ id }) => id),
    queues: [...hosts].map((hostId) => ({ hostId, ids: queueOf(waiting, hostId) })),
    ended: list.filter(isEnded).length,
  }
}

/** Whether a host has transfers to pause or to resume. */
export interface HostActs {
  hostId: string
  canPause: boolean
  canResume: boolean
}

/** The hosts that have unfinished transfers. */
export function hostActs(list: readonly Transfer[]): HostActs[] {
  const unfinished = list.filter((transfer) => !isEnded(transfer)).sort((a, b) => a.startedAt - b.startedAt)
  const hosts = new Set(unfinished.map(({ hostId }) => hostId))
  return [...hosts].map((hostId) => {
    const own = unfinished.filter((transfer) => transfer.hostId === hostId)
    return {
      hostId,
      canPause: own.some(
        (transfer) => isUnderWay(transfer) && transfer.state !== 'pausing' && transfer.state !== 'cancelling',
      ),
      canResume: own.some(({ state }) => state === 'paused' || state === 'disk_full'),
    }
  })
}

export const outcomes = ['all', 'done', 'failed', 'cancelled'] as const satisfies readonly ('all' | EndState)[]
export type Outcome = (typeof outcomes)[number]

export interface EndedFilter {
  text: string
  outcome: Outcome
}

export const everything: EndedFilter = { text: '', outcome: 'all' }

/** Ended transfers that match the filter, newest first. Each word of the text has to be part of the name. */
export function endedOf(list: readonly Transfer[], { text, outcome }: EndedFilter): Transfer[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return list
    .filter((transfer) => {
      if (!isEnded(transfer) || (outcome !== 'all' && transfer.state !== outcome)) return false
      const name = transfer.name.toLowerCase()
      return words.every((word) => name.includes(word))
    })
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
}

/** Ids to clear: failed transfers are cleared only where they alone are shown. */
export function clearable(ended: readonly Transfer[], outcome: Outcome): string[] {
  return ended.filter(({ state }) => outcome === 'failed' || state !== 'failed').map(({ id }) => id)
}

export type Step = 'up' | 'down' | 'first' | 'last'

/**
 * The `before` of `transfers.move` for one step: an id, or `null` for the end.
 *
 * @returns `undefined` if it is there already or not in the queue
 */
export function beforeOf(queue: readonly string[], id: string, step: Step): string | null | undefined {
  const at = queue.indexOf(id)
  const last = queue.length - 1
  if (at < 0 || at === (step === 'up' || step === 'first' ? 0 : last)) return undefined
  if (step === 'first') return queue[0]
  if (step === 'last') return null
  return step === 'up' ? queue[at - 1] : (queue[at + 2] ?? null)
}

/** Whether a move leaves the order as it is. */
export function isInPlace(queue: readonly string[], id: string, before: string | null): boolean {
  return before === id || before === (queue[queue.indexOf(id) + 1] ?? null)
}
