import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchTray } from './tray-watch.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** How often the tray counts as lost within three minutes. */
async function lostIn(isHidden: boolean, hasTray: () => boolean): Promise<number> {
  const lost = vi.fn()
  watchTray({ isHidden: () => isHidden && lost.mock.calls.length === 0, hasTray: async () => hasTray(), lost })
  await vi.advanceTimersByTimeAsync(180_000)
  return lost.mock.calls.length
}

it('counts a tray as lost that is gone twice, once', async () => {
  expect(await lostIn(true, () => false)).toBe(1)
})

it('does not count a tray that is there, or whose panel restarts', async () => {
  expect(await lostIn(true, () => true)).toBe(0)
  let looks = 0
  expect(await lostIn(true, () => looks++ % 2 === 1)).toBe(0)
  expect(looks).toBeGreaterThan(5)
})

it('does not look while the window is there', async () => {
  const hasTray = vi.fn(() => false)
  expect(await lostIn(false, hasTray)).toBe(0)
  expect(hasTray).not.toHaveBeenCalled()
})
