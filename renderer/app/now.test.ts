import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTicker } from './now.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => setTimeout(act, 16))
  vi.stubGlobal('cancelAnimationFrame', clearTimeout)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('all listeners get the same time, which changes only with a tick', () => {
  const ticker = createTicker(1000)
  const heard: [string, number][] = []
  const stop = ticker.subscribe(() => heard.push(['a', ticker.read()]))
  ticker.subscribe(() => heard.push(['b', ticker.read()]))
  vi.advanceTimersByTime(900)
  expect(ticker.read()).toBe(1_000_000)
  vi.advanceTimersByTime(120)
  expect(heard).toEqual([
    ['a', 1_001_016],
    ['b', 1_001_016],
  ])
  stop()
  vi.advanceTimersByTime(1000)
  expect(heard.slice(2).map(([who]) => who)).toEqual(['b'])
})

test('it stops without listeners, and the next listener gets the current time', () => {
  const ticker = createTicker(1000)
  ticker.subscribe(() => {})()
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(60_000)
  expect(ticker.read()).toBe(1_060_000)
  expect(ticker.read()).toBe(1_060_000)
})

test('it stops while the page is hidden, and ticks at once when it is visible again', () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const ticker = createTicker(1000, page as Document)
  const heard: number[] = []
  const stop = ticker.subscribe(() => heard.push(ticker.read()))
  page.visibilityState = 'hidden'
  page.dispatchEvent(new Event('visibilitychange'))
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(60_000)
  expect(heard).toEqual([])
  page.visibilityState = 'visible'
  page.dispatchEvent(new Event('visibilitychange'))
  vi.advanceTimersByTime(20)
  expect(heard).toEqual([1_060_016])
  stop()
  expect(vi.getTimerCount()).toBe(0)
})
