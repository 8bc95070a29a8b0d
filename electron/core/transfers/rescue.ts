import type { ProgressLine } from '#shared/ollama/progress-line.ts'
import type { Ollama } from '../ollama/client.ts'
import type { Clock } from '../platform.ts'
import { MOST_RESCUES, isGivenUp, stallOf, startWatch, watchLine } from './stall-rescue.ts'

/** A host that did not say that it is there is asked again after so long, in milliseconds. */
const ASK_AGAIN = 5_000

/** Why a request was dropped: to be sent again, or for good. The reason of its signal. */
export type Drop = 'rescue' | 'given up'

/** Watches the requests of one job, and drops the present one when it stalls. */
export interface Rescue {
  /** A new request is sent; the one before is watched no more. */
  begin(request: AbortController): void
  line(line: ProgressLine): void
  /** For every second: drops a stalled request as soon as its host has answered another one. */
  check(): void
  count(): number
}

/**
 * @param before rescues that the job had in earlier runs
 * @param isOn whether stalled requests are to be dropped now
 */
export function createRescue(clock: Clock, client: () => Ollama, isOn: () => boolean, before: number): Rescue {
  let count = before
  let watch = startWatch()
  let request = new AbortController()
  let askAt = -Infinity

  const drop = (why: Drop) => request.abort(why)
  const isStalled = () => isOn() && !request.signal.aborted && stallOf(watch, clock.now()) !== null
  const askAndDrop = async () => {
    const { signal } = request
    // Where the host itself is away, a new request would only wait as well.
    await client().version(signal)
    if (request.signal !== signal || !isStalled()) return
    count += 1
    drop('rescue')
  }
  return {
    begin(next) {
      request = next
      watch = startWatch(watch.rates)
      askAt = -Infinity
    },
    line: (line) => void (watch = watchLine(watch, line, clock.now())),
    check() {
      if (!isStalled()) return
      if (count >= MOST_RESCUES) {
        if (isGivenUp(watch, clock.now())) drop('given up')
        return
      }
      if (clock.now() < askAt) return
      askAt = clock.now() + ASK_AGAIN
      askAndDrop().catch(() => {})
    },
    count: () => count,
  }
}
