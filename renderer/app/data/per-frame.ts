import { inNextFrame } from '../frames.ts'

/**
 * Collects values and hands them over together, once a frame: many transfers that tick ten times a second
 * each would otherwise draw the page more often than it is shown.
 */
export function perFrame<T>(
  receive: (values: readonly T[]) => void,
  schedule: (act: () => void) => void = inNextFrame,
): (value: T) => void {
  let waiting: T[] = []
  return (value) => {
    waiting.push(value)
    if (waiting.length > 1) return
    schedule(() => {
      const values = waiting
      waiting = []
      receive(values)
    })
  }
}
