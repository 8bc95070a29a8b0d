import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frameOf, hitAt, insideOf, placeOf, towards, whole, zoomAt, zoomBy, type Place } from './view.ts'

const points = new Float32Array([0, 0, 10, 0, 10, 5, Number.NaN, Number.NaN, 0, 5])

describe('a map in its window', () => {
  const frame = frameOf(points, 220, 120, 10)

  test('shows all points with their aspect ratio, y upwards', () => {
    expect(placeOf(frame, whole, 0, 0)).toEqual([10, 110])
    expect(placeOf(frame, whole, 10, 5)).toEqual([210, 10])
    expect(frameOf(points, 420, 120, 10).unit).toBe(20)
  })

  test('has a frame for one point and for none', () => {
    expect(placeOf(frameOf(new Float32Array([3, 4]), 100, 50, 5), whole, 3, 4)).toEqual([50, 25])
    expect(frameOf(new Float32Array(), 100, 50, 5).unit).toBe(1)
  })

  test('zooms around the pointer', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 220, noNaN: true }),
        fc.double({ min: 0, max: 120, noNaN: true }),
        fc.array(fc.double({ min: 0.5, max: 3, noNaN: true }), { maxLength: 6 }),
        (px, py, factors) => {
          const before = zoomAt(whole, frame, 2, [30, 40])
          const data = [
            (px - 110 - before.dx) / (frame.unit * before.scale) + frame.x,
            -(py - 60 - before.dy) / (frame.unit * before.scale) + frame.y,
          ] as const
          const after = factors.reduce((zoom, factor) => zoomAt(zoom, frame, factor, [px, py]), before)
          const [x, y] = placeOf(frame, after, ...data)
          expect(x).toBeCloseTo(px, 6)
          expect(y).toBeCloseTo(py, 6)
        },
      ),
    )
    expect(zoomAt(whole, frame, 1e9, [0, 0]).scale).toBe(200)
    expect(zoomAt(whole, frame, 0, [0, 0]).scale).toBe(0.5)
    expect(zoomBy({ scale: 2, dx: 10, dy: -4 }, 3)).toEqual(zoomAt({ scale: 2, dx: 10, dy: -4 }, frame, 3, [110, 60]))
  })

  test('a pixel hits the nearest point within the given distance', () => {
    expect(hitAt(points, frame, whole, [14, 108], 8)).toBe(0)
    expect(hitAt(points, frame, whole, [60, 60], 8)).toBe(-1)
  })

  test('a lasso finds the points inside, and no others', () => {
    const line: Place[] = [
      [0, 0],
      [30, 0],
      [30, 120],
      [0, 120],
    ]
    expect(insideOf(points, frame, whole, line)).toEqual([0, 4])
    expect(insideOf(points, frame, whole, [])).toEqual([])
    // A concave lasso leaves out the points in its notch.
    const bay: Place[] = [
      [0, 0],
      [220, 0],
      [220, 120],
      [200, 120],
      [200, 20],
      [20, 20],
      [20, 120],
      [0, 120],
    ]
    expect(insideOf(points, frame, whole, bay)).toEqual([0, 1, 2, 4])
    expect(insideOf(new Float32Array([5, 2]), frame, whole, bay)).toEqual([])
  })
})

test('arrow keys go to the next point in their direction', () => {
  expect(towards(points, 0, [1, 0])).toBe(1)
  expect(towards(points, 0, [0, 1])).toBe(4)
  expect(towards(points, 1, [-1, 0])).toBe(0)
  expect(towards(points, 1, [1, 0])).toBe(1)
  expect(towards(points, -1, [1, 0])).toBe(0)
  expect(towards(points, 3, [1, 0])).toBe(0)
  expect(towards(new Float32Array(), -1, [1, 0])).toBe(-1)
})
