import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { alignTo } from './alignment.ts'

const distance = (a: Float32Array, b: Float32Array) =>
  Math.sqrt(a.reduce((sum, value, at) => sum + (value - (b[at] ?? 0)) ** 2, 0))

const coordinates = fc.array(fc.float({ min: -10, max: 10, noNaN: true }), { minLength: 6, maxLength: 40 })

it('undoes any turn and mirroring of the same map', () => {
  fc.assert(
    fc.property(coordinates, fc.double({ min: 0, max: 7, noNaN: true }), fc.boolean(), (values, angle, mirrored) => {
      const even = values.slice(0, values.length - (values.length % 2))
      const middle = [0, 1].map((axis) => {
        const own = even.filter((_, at) => at % 2 === axis)
        return own.reduce((sum, value) => sum + value, 0) / own.length
      })
      const onto = Float32Array.from(even, (value, at) => value - (middle[at % 2] ?? 0))
      const points = new Float32Array(onto.length)
      for (let at = 0; at < onto.length; at += 2) {
        const [x, y] = [onto[at] ?? 0, (onto[at + 1] ?? 0) * (mirrored ? -1 : 1)]
        points[at] = 3 + x * Math.cos(angle) - y * Math.sin(angle)
        points[at + 1] = x * Math.sin(angle) + y * Math.cos(angle) - 5
      }
      expect(distance(alignTo(points, onto), onto)).toBeLessThan(1e-3)
    }),
  )
})

it('leaves the distances between points as they are, and what has no place without one', () => {
  const points = new Float32Array([0, 0, 3, 4, Number.NaN, Number.NaN, 1, 0])
  const turned = alignTo(points, new Float32Array([5, 1, 0, 0, 2, 2, Number.NaN, 0]))
  expect(Math.hypot((turned[2] ?? 0) - (turned[0] ?? 0), (turned[3] ?? 0) - (turned[1] ?? 0))).toBeCloseTo(5, 5)
  expect([turned[4], turned[5]]).toEqual([Number.NaN, Number.NaN])
  expect(alignTo(new Float32Array([2, 2]), new Float32Array([9, 9]))).toHaveLength(2)
})
