import type { Clock } from '../platform.ts'

/** A list costs a server with many models far more than `ps`: it is read for a twentieth of the time at most. */
const PAUSE_FACTOR = 19

/**
 * Reads the list of a host along with its polls, so that what other clients pull, copy and delete shows within
 * one of them. A call does nothing while the last reading is under way or was dear a short time ago.
 *
 * @param read its failure is left to whoever reads the list to show it
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
