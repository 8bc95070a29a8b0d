/** A hidden page draws no frames; then values are handed over this often, in milliseconds. */
const HIDDEN_WAIT = 250

/**
 * Collects values and hands them over together, once a frame: many transfers that tick ten times a second
 * each would otherwise draw the page more often than it is shown.
 */
export function perFrame<T>(
  receive: (values: readonly T[]) => void,
  schedule: (act: () => void) => void = nextFrame,
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

function nextFrame(act: () => void): void {
  const once = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    act()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, HIDDEN_WAIT)
}
