import { notifyManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { inNextFrame } from './frames.ts'

interface Ticker {
  subscribe: (changed: () => void) => () => void
  read: () => number
}

/** One timer for all who want the time so often, so that they are drawn together. It rests while nobody does. */
export function createTicker(every: number): Ticker {
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
  return {
    subscribe(changed) {
      if (listeners.size === 0) timer = setInterval(tick, every)
      listeners.add(changed)
      return () => {
        listeners.delete(changed)
        if (listeners.size === 0) clearInterval(timer)
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
