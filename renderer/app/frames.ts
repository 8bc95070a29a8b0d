import { notifyManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

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

function watch(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}

/** Whether the page can be seen: its window or tab is not hidden. */
export function usePageVisible(): boolean {
  return useSyncExternalStore(watch, () => document.visibilityState === 'visible')
}
