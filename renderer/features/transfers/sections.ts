import type { Transfer } from '#shared/contract/transfers.ts'
import { isAtWork, isEnded, isUnderWay, type EndState } from '#shared/domain/transfer-state.ts'

export interface HostQueue {
  hostId: string
  ids: string[]
}

export interface Sections {
  atWork: string[]
  /** Hosts with transfers that are queued or paused. */
  queues: HostQueue[]
  ended: number
}

const inOrder = (a: Transfer, b: Transfer) => a.rank - b.rank
const isInQueue = (transfer: Transfer) => !isAtWork(transfer) && !isEnded(transfer)

/** The ids of what is queued or paused on a host, in the order of their turns. */
export function queueOf(list: readonly Transfer[], hostId: string): string[] {
  return list
    .filter((transfer) => transfer.hostId === hostId && isInQueue(transfer))
    .sort(inOrder)
    .map(({ id }) => id)
}

/** What the page shows, from top to bottom. A host keeps its place while its queue is put in another order. */
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

/** What can be paused and resumed on a host. */
export interface HostActs {
  hostId: string
  canPause: boolean
  canResume: boolean
}

/** The hosts with transfers that have not ended. */
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
      canResume: own.some(({ state }) => state === 'paused'),
    }
  })
}

export const outcomes = ['all', 'done', 'failed', 'cancelled'] as const satisfies readonly ('all' | EndState)[]
export type Outcome = (typeof outcomes)[number]

export interface EndedFilter {
  text: string
  outcome: Outcome
}

/** What has ended and passes the filter, newest first. Each word of the text stands somewhere in the name. */
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

/** What needs nothing more from the user; what failed stays until it is asked for by itself. */
export function clearable(ended: readonly Transfer[], outcome: Outcome): string[] {
  return ended.filter(({ state }) => outcome === 'failed' || state !== 'failed').map(({ id }) => id)
}

export type Step = 'up' | 'down' | 'first' | 'last'

/**
 * Which one a step puts it before, as `transfers.move` takes it: `null` is behind all.
 *
 * @returns `undefined` where it is there already, or is not in the queue
 */
export function beforeOf(queue: readonly string[], id: string, step: Step): string | null | undefined {
  const at = queue.indexOf(id)
  const last = queue.length - 1
  if (at < 0 || at === (step === 'up' || step === 'first' ? 0 : last)) return undefined
  if (step === 'first') return queue[0]
  if (step === 'last') return null
  return step === 'up' ? queue[at - 1] : (queue[at + 2] ?? null)
}

/** Whether putting one before another leaves it where it is. */
export function isInPlace(queue: readonly string[], id: string, before: string | null): boolean {
  return before === id || before === (queue[queue.indexOf(id) + 1] ?? null)
}
