import { notifyManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

/** A hidden page gets no animation frames; then the work is done after this time, in milliseconds. */
const HIDDEN_WAIT = 250

let waiting: (() => void)[] = []

/**
 * Runs `act` at the next frame together with everything else that waits for it. All changes of the query
 * cache and all calls of `notifyManager.schedule` made there cause one render.
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
 * Collects values and passes them on once per frame: many transfers with ten events a second each would
 * otherwise cause more renders than frames.
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

/**
 * Like `inNextFrame`, but `ms` milliseconds after the last time at the earliest, so that few frames are drawn. What
 * waits is done in order.
 */
export function atMostEvery(ms: number, schedule: typeof inNextFrame = inNextFrame): typeof inNextFrame {
  let next = 0
  let waiting: (() => void)[] = []
  const run = () =>
    schedule(() => {
      next = performance.now() + ms
      const acts = waiting
      waiting = []
      for (const act of acts) act()
    })
  return (act) => {
    waiting.push(act)
    if (waiting.length > 1) return
    const wait = next - performance.now()
    if (wait > 0) setTimeout(run, wait)
    else run()
  }
}

function watch(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}

/** Whether the page is visible, that is, its window or tab is not hidden. */
export function usePageVisible(): boolean {
  return useSyncExternalStore(watch, () => document.visibilityState === 'visible')
}
