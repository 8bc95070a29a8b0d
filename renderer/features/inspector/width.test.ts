import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shownWidth, widthAfterKey, widthBounds } from './width.ts'

/** Windows of 900, 1100, 1280 and 1920, without the sidebar. */
const [narrow, least, usual, wide] = [
  { width: 688, isBeside: false },
  { width: 888, isBeside: true },
  { width: 1068, isBeside: true },
  { width: 1708, isBeside: true },
] as const

describe('the width of the inspector', () => {
  it('is what was chosen, within what the window allows', () => {
    expect(shownWidth(600, wide)).toBe(600)
    expect(shownWidth(600, usual)).toBe(600)
    expect(shownWidth(600, least)).toBe(488)
    expect(shownWidth(600, narrow)).toBe(488)
    expect(shownWidth(100, wide)).toBe(340)
  })

  it('is by default more in a wide window', () => {
    expect([narrow, least, usual, wide].map((room) => shownWidth(null, room))).toEqual([410, 410, 410, 512])
    expect(shownWidth(null, { width: 4000, isBeside: true })).toBe(540)
  })

  it('leaves room for the list whatever was chosen, and never exceeds the window', () => {
    const width = fc.integer({ min: 0, max: 4000 })
    fc.assert(
      fc.property(width, fc.boolean(), fc.option(width), (width, isBeside, chosen) => {
        const room = { width, isBeside }
        const shown = shownWidth(chosen, room)
        expect(shown).toBeLessThanOrEqual(width)
        if (width >= 740) expect(width - shown).toBeGreaterThanOrEqual(isBeside ? 400 : 200)
        if (width >= 340) expect(shown).toBeGreaterThanOrEqual(340)
      }),
    )
  })

  it('follows the keys of a separator', () => {
    const bounds = widthBounds(usual)
    expect(bounds).toEqual({ least: 340, most: 668 })
    expect(widthAfterKey('ArrowLeft', 410, bounds)).toBe(426)
    expect(widthAfterKey('ArrowRight', 410, bounds)).toBe(394)
    expect(widthAfterKey('ArrowRight', 345, bounds)).toBe(340)
    expect(widthAfterKey('ArrowLeft', 660, bounds)).toBe(668)
    expect(widthAfterKey('Home', 410, bounds)).toBe(340)
    expect(widthAfterKey('End', 410, bounds)).toBe(668)
    expect(widthAfterKey('Enter', 410, bounds)).toBe(null)
  })
})
