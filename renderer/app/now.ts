import { notifyManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { inNextFrame } from './frames.ts'

/** The parts of a document that tell whether it is visible. */
type SeenPage = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>

interface Ticker {
  subscribe: (changed: () => void) => () => void
  read: () => number
}

/**
 * One timer for all components that need the time at the same interval, so that they render together. It stops
 * without listeners and while the page is hidden.
 */
export function createTicker(every: number, page: SeenPage | undefined = globalThis.document): Ticker {
  const isSeen = () => page?.visibilityState !== 'hidden'
  const listeners = new Set<() => void>()
  let now = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = () =>
    inNextFrame(() => {
      now = Date.now()
      notifyManager.schedule(() => {
        for (const changed of listeners) changed()
      })
    })
  const run = () => {
    clearInterval(timer)
    if (listeners.size > 0 && isSeen()) timer = setInterval(tick, every)
  }
  const turn = () => {
    run()
    // The timer was stopped while the page was hidden.
    if (isSeen()) tick()
  }
  return {
    subscribe(changed) {
      listeners.add(changed)
      if (listeners.size === 1) {
        run()
        page?.addEventListener('visibilitychange', turn)
      }
      return () => {
        listeners.delete(changed)
        if (listeners.size > 0) return
        run()
        page?.removeEventListener('visibilitychange', turn)
      }
    },
    read() {
      // The timer is stopped without listeners.
      if (listeners.size === 0 && Math.abs(Date.now() - now) >= every) now = Date.now()
      return now
    },
  }
}

const tickers = new Map<number, Ticker>()

/** The time in milliseconds since 1970, updated every `every` milliseconds; for ages and countdowns. */
export function useNow(every: number): number {
  const ticker = tickers.get(every) ?? createTicker(every)
  tickers.set(every, ticker)
  return useSyncExternalStore(ticker.subscribe, ticker.read)
}
