import type { Clock } from '../platform.ts'

/**
 * The parts of a stream, merged where they come within `ms` of each other, so that a fast server does not cost the page
 * a message for each token. The first one comes at once. A reader that leaves has to end `parts` itself.
 */
export async function* gather<T>(
  parts: AsyncIterable<T>,
  merge: (before: T, part: T) => T,
  clock: Clock,
  ms: number,
): AsyncGenerator<T, void> {
  let held: T | undefined
  let wake = () => {}
  const read = async (): Promise<{ error?: unknown }> => {
    try {
      for await (const part of parts) {
        held = held === undefined ? part : merge(held, part)
        wake()
      }
      return {}
    } catch (error) {
      return { error }
    }
  }
  const ended = read()
  for (;;) {
    const woken = new Promise<void>((resolve) => (wake = resolve))
    const end = held === undefined ? await Promise.race([ended, woken]) : undefined
    if (held !== undefined) {
      const part = held
      held = undefined
      yield part
      await Promise.race([ended, new Promise<void>((resolve) => void clock.after(ms, resolve))])
    } else if (end) {
      if ('error' in end) throw end.error
      return
    }
  }
}
