import { notifyManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { inNextFrame } from './frames.ts'

/** A document, as far as it tells whether it is seen. */
type SeenPage = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>

interface Ticker {
  subscribe: (changed: () => void) => () => void
  read: () => number
}

/**
 * One timer for all who want the time so often, so that they are drawn together. It rests while nobody
 * does, and while nobody sees the page.
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
    // It stood still meanwhile.
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
      // It stood still while nobody listened.
      if (listeners.size === 0 && Math.abs(Date.now() - now) >= every) now = Date.now()
      return now
    },
  }
}

const tickers = new Map<number, Ticker>()

/** The time, told anew every so many milliseconds; for ages and countdowns. */
export function useNow(every: number): number {
  const ticker = tickers.get(every) ?? createTicker(every)
  tickers.set(every, ticker)
  return useSyncExternalStore(ticker.subscribe, ticker.read)
}
