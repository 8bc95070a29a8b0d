import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fittingTabs } from './fitting-tabs.ts'

const MENU = 30
const widths = [80, 90, 70, 60, 50]

describe('the tabs that fit', () => {
  it('are all of them if there is room, without a menu', () => {
    expect(fittingTabs(widths, 350, MENU, [0])).toEqual([0, 1, 2, 3, 4])
    expect(fittingTabs([], 350, MENU, [])).toEqual([])
  })

  it('are the first ones beside the menu', () => {
    expect(fittingTabs(widths, 349, MENU, [0])).toEqual([0, 1, 2, 3])
    expect(fittingTabs(widths, 270, MENU, [0])).toEqual([0, 1, 2])
  })

  it('contain the selected and the focused one, whatever the room is', () => {
    expect(fittingTabs(widths, 270, MENU, [4])).toEqual([0, 1, 4])
    expect(fittingTabs(widths, 270, MENU, [4, 3])).toEqual([0, 3, 4])
    expect(fittingTabs(widths, 10, MENU, [2])).toEqual([2])
  })

  it('never need more than the room, except for those that are needed', () => {
    const sizes = fc.array(fc.integer({ min: 20, max: 200 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 1500 }), fc.nat(), fc.nat(), (sizes, room, one, other) => {
        const needed = [...new Set([one % sizes.length, other % sizes.length])]
        const shown = fittingTabs(sizes, room, MENU, needed)
        const width = (some: readonly number[]) => some.reduce((sum, at) => sum + (sizes[at] ?? 0), 0)
        expect(shown).toEqual([...shown].sort((a, b) => a - b))
        for (const at of needed) expect(shown).toContain(at)
        const menu = shown.length < sizes.length ? MENU : 0
        expect(width(shown) + menu).toBeLessThanOrEqual(Math.max(room, width(needed) + menu))
      }),
    )
  })
})
