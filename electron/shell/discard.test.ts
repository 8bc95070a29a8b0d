import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ASK_AGAIN_AFTER, createDiscarding, DISCARD_AFTER } from './discard.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function hiddenWindow() {
  const ask = vi.fn()
  const discard = vi.fn()
  const discarding = createDiscarding(ask, discard)
  discarding.hidden()
  return { ask, discard, ...discarding }
}

it('asks the page of a window that stays hidden, and discards it when it agrees', () => {
  const { ask, discard, agreed } = hiddenWindow()
  vi.advanceTimersByTime(DISCARD_AFTER - 1)
  expect(ask).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(ask).toHaveBeenCalledTimes(1)
  expect(discard).not.toHaveBeenCalled()
  agreed()
  agreed()
  expect(discard).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(10 * DISCARD_AFTER)
  expect(ask).toHaveBeenCalledTimes(1)
})

it('asks again while the page does not agree', () => {
  const { ask, discard, agreed } = hiddenWindow()
  vi.advanceTimersByTime(DISCARD_AFTER + 2 * ASK_AGAIN_AFTER)
  expect(ask).toHaveBeenCalledTimes(3)
  expect(discard).not.toHaveBeenCalled()
  agreed()
  expect(discard).toHaveBeenCalledTimes(1)
})

it('keeps the page of a window that is shown in time, also if it agrees late', () => {
  const { ask, discard, hidden, shown, agreed } = hiddenWindow()
  vi.advanceTimersByTime(DISCARD_AFTER - 1)
  shown()
  vi.advanceTimersByTime(DISCARD_AFTER)
  expect(ask).not.toHaveBeenCalled()
  hidden()
  vi.advanceTimersByTime(DISCARD_AFTER)
  shown()
  agreed()
  expect(discard).not.toHaveBeenCalled()
})

it('counts the time from when the computer woke up, and ignores an agreement from before', () => {
  const { ask, discard, hidden, agreed } = hiddenWindow()
  vi.advanceTimersByTime(DISCARD_AFTER)
  hidden()
  agreed()
  expect(discard).not.toHaveBeenCalled()
  vi.advanceTimersByTime(DISCARD_AFTER - 1)
  expect(ask).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  expect(ask).toHaveBeenCalledTimes(2)
  agreed()
  expect(discard).toHaveBeenCalledTimes(1)
})
