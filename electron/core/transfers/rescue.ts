import type { ProgressLine } from '#shared/ollama/progress-line.ts'
import type { Ollama } from '../ollama/client.ts'
import type { Clock } from '../platform.ts'
import { MOST_RESCUES, isGivenUp, stallOf, startWatch, watchLine } from './stall-rescue.ts'

/** Time before a host that did not answer is asked again, in milliseconds. */
const ASK_AGAIN = 5_000

/** Why a request was dropped, the reason of its abort signal: to send it again, or to fail. */
export type Drop = 'rescue' | 'given up'

/** Watches the requests of one job and drops the current one if it stalls. */
export interface Rescue {
  /** Starts to watch a new request instead of the previous one. */
  begin(request: AbortController): void
  line(line: ProgressLine): void
  /** To be called each second: drops a stalled request once its host answers another request. */
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
    // If the host does not answer, a new request would wait as well.
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
