import type { Clock } from '../../core/platform.ts'
import { programRunner } from '../run-program.ts'

/** nvidia-smi takes up to 1.5 s on a laptop whose GPU wakes. */
export const runTool = programRunner({ longest: 3_000, mostOutput: 4 * 2 ** 20 })

const MOST_FAILURES = 3
const OFF_FOR = 10 * 60_000

/**
 * Asks a source of readings, and spares it: one that is missing (`ENOENT`), or failed three times in a row, is not
 * asked for ten minutes. `null` whenever there is no reading.
 */
export function sparing<Args extends unknown[], Reading>(
  clock: Pick<Clock, 'now'>,
  ask: (...args: Args) => Promise<Reading>,
  failed: (error: unknown) => void = () => {},
): (...args: Args) => Promise<Reading | null> {
  let failures = 0
  let offUntil = -Infinity
  return async (...args) => {
    if (clock.now() < offUntil) return null
    try {
      const reading = await ask(...args)
      failures = 0
      return reading
    } catch (error) {
      failures++
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
      if (isMissing || failures >= MOST_FAILURES) {
        offUntil = clock.now() + OFF_FOR
        failures = 0
        if (!isMissing) failed(error)
      }
      return null
    }
  }
}
