import { describe, expect, it } from 'vitest'
import { placePanel } from './panel-place.ts'
import { notePlace, placeWindow, type Places } from './window-place.ts'

const one = { bounds: { x: 0, y: 0, width: 1920, height: 1080 }, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }
const right = {
  bounds: { x: 1920, y: 0, width: 1280, height: 720 },
  workArea: { x: 1920, y: 0, width: 1280, height: 720 },
}
const at = (x: number, y: number, width: number, height: number, maximized = false) => ({
  x,
  y,
  width,
  height,
  maximized,
})
const left = (bounds: ReturnType<typeof at>, screen = one): Places => notePlace([], bounds, [screen])

describe('placeWindow', () => {
  it.each([
    ['nothing kept', [], [one], { width: 1280, height: 800 }],
    ['as it was left', left(at(100, 50, 1200, 700)), [one], { x: 100, y: 50, width: 1200, height: 700 }],
    [
      'on a display that is gone',
      left(at(2100, 50, 1200, 700), right),
      [one],
      { x: 720, y: 50, width: 1200, height: 700 },
    ],
    [
      'on the display it was mostly on',
      left(at(1800, 0, 1200, 700), right),
      [one, right],
      { x: 1920, y: 0, width: 1200, height: 700 },
    ],
    ['larger than the display', left(at(-50, -50, 4000, 3000)), [one], { x: 0, y: 0, width: 1920, height: 1040 }],
    ['smaller than it may be', left(at(5, 5, 10, 10)), [one], { x: 5, y: 5, width: 900, height: 600 }],
    ['no display at all', left(at(5, 5, 1000, 700)), [], { width: 1280, height: 800 }],
  ])('%s', (_what, places, screens, bounds) =>
    expect(placeWindow(places, screens)).toEqual({ bounds, maximized: false }),
  )

  it('keeps a place for each display, and uses that of a connected one', () => {
    const both = notePlace(left(at(10, 10, 1000, 700)), at(1950, 20, 1100, 650, true), [one, right])
    expect(both).toHaveLength(2)
    expect(placeWindow(both, [one, right])).toEqual({
      bounds: { x: 1950, y: 20, width: 1100, height: 650 },
      maximized: true,
    })
    expect(placeWindow(both, [one])).toEqual({
      bounds: { x: 10, y: 10, width: 1000, height: 700 },
      maximized: false,
    })
    expect(notePlace(both, at(0, 0, 1000, 700), [one, right])[0]?.display).toBe('0,0 1920x1080')
  })

  it('keeps a bounded number of displays', () => {
    const places = Array.from({ length: 50 }, (_, n) => n).reduce<Places>(
      (all, n) =>
        notePlace(all, at(0, 0, 1000, 700), [{ ...one, bounds: { x: 0, y: 0, width: 1000 + n, height: 800 } }]),
      [],
    )
    expect(places).toHaveLength(12)
    expect(places[0]?.display).toBe('0,0 1049x800')
  })
})

describe('placePanel', () => {
  const size = { width: 340, height: 400 }
  const work = { x: 0, y: 24, width: 1920, height: 1016 }
  const icon = (x: number, y: number) => ({ x, y, width: 24, height: 24 })
  it.each([
    ['below a bar at the top', icon(1500, 0), { x: 1342, y: 30 }],
    ['over a bar at the bottom', icon(1500, 1048), { x: 1342, y: 634 }],
    ['near the right end, whole', icon(1890, 1048), { x: 1580, y: 634 }],
    ['beside a bar at the right', icon(1930, 900), { x: 1574, y: 640 }],
    ['beside a bar at the left', icon(-30, 900), { x: 6, y: 640 }],
  ])('%s', (_what, anchor, place) => expect(placePanel(size, anchor, work)).toEqual(place))

  it.each([
    ['top left', 10, 30, { x: 6, y: 30 }],
    ['bottom right', 1900, 1030, { x: 1574, y: 634 }],
  ])('in the corner of the pointer: %s', (_what, x, y, place) =>
    expect(placePanel(size, { x, y, width: 0, height: 0 }, work)).toEqual(place),
  )

  it('stays within a small screen', () => {
    const small = { x: 0, y: 0, width: 320, height: 300 }
    expect(placePanel(size, icon(100, 0), small)).toEqual({ x: 0, y: 0 })
  })
})
