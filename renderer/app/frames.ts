import { notifyManager } from '@tanstack/react-query'

/** A hidden page draws no frames; then what waits is done this often, in milliseconds. */
const HIDDEN_WAIT = 250

let waiting: (() => void)[] = []

/**
 * Does something at the next frame together with all else that waits for it: whatever they change in the
 * query cache, or tell by `notifyManager.schedule`, is drawn once.
 */
export function inNextFrame(act: () => void): void {
  waiting.push(act)
  if (waiting.length > 1) return
  const once = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    const acts = waiting
    waiting = []
    notifyManager.batch(() => {
      for (const each of acts) each()
    })
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, HIDDEN_WAIT)
}
