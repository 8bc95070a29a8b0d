import type { Clock } from '../platform.ts'

/** With many models a list costs a server far more than `ps`, so reading it takes at most a twentieth of the time. */
const PAUSE_FACTOR = 19

/**
 * Reads the list of a host with its polls, so that a pull, copy or delete by another client shows within one poll.
 * A call does nothing while the last read runs, or for 19 times as long as it took.
 *
 * @param read its failure is ignored, since the page that shows the list reports it
 */
export function createListFollower(clock: Clock, read: () => Promise<unknown>): () => Promise<void> {
  let isReading = false
  let next = 0
  return async () => {
    const began = clock.now()
    if (isReading || began < next) return
    isReading = true
    await read().catch(() => {})
    isReading = false
    const ended = clock.now()
    next = ended + (ended - began) * PAUSE_FACTOR
  }
}
