import { expect, test } from 'vitest'
import { principalPlane } from '#shared/domain/projection.ts'
import { LEAST_LAID_OUT } from './layout-bounds.ts'
import { layOut } from './layout.ts'

const DIMENSIONS = 12

/** Vectors of `count` texts on three topics in turn. */
const topics = (count: number) =>
  Float32Array.from({ length: count * DIMENSIONS }, (_, at) => {
    const [row, i] = [Math.floor(at / DIMENSIONS), at % DIMENSIONS]
    return (i % 3 === row % 3 ? 1 : 0) + Math.sin(at * 12.9898) * 0.3
  })

function run(
  vectors: Float32Array,
  seed = 1,
  points = principalPlane(vectors, vectors.length / DIMENSIONS, DIMENSIONS).points,
) {
  const stages = new Set<string>()
  const steps = layOut(vectors, DIMENSIONS, points, seed)
  for (;;) {
    const step = steps.next()
    if (step.done) return { points: step.value, stages }
    stages.add(step.value.stage)
    expect(step.value.done).toBeLessThanOrEqual(step.value.all)
  }
}

const apart = (points: Float32Array, a: number, b: number) =>
  Math.hypot((points[2 * a] ?? 0) - (points[2 * b] ?? 0), (points[2 * a + 1] ?? 0) - (points[2 * b + 1] ?? 0))

test('the same vectors and seed give the same map, another seed another', () => {
  const vectors = topics(60)
  const { points, stages } = run(vectors)
  expect([...stages]).toEqual(['comparing', 'placing'])
  expect(run(vectors).points).toEqual(points)
  expect(run(vectors, 2).points).not.toEqual(points)
})

test('neighbours are close together: the nearest point of each text is of the same topic', () => {
  const { points } = run(topics(90))
  for (let row = 0; row < 90; row++) {
    const others = Array.from({ length: 90 }, (_, other) => other).filter((other) => other !== row)
    const nearest = others.reduce((best, other) =>
      apart(points, row, other) < apart(points, row, best) ? other : best,
    )
    expect(nearest % 3).toBe(row % 3)
  }
})

test('a point without a position on the plane has none in the layout; equal points are separated', () => {
  const vectors = topics(20)
  vectors.copyWithin(DIMENSIONS, 0, DIMENSIONS)
  vectors.fill(0, 5 * DIMENSIONS, 6 * DIMENSIONS)
  const { points } = run(vectors)
  expect([...points].flatMap((value, at) => (Number.isNaN(value) ? [at] : []))).toEqual([10, 11])
  expect(apart(points, 0, 1)).toBeGreaterThan(0)
})

test('too few points keep their positions, the least number is laid out', () => {
  const few = topics(LEAST_LAID_OUT - 1)
  const { points } = principalPlane(few, LEAST_LAID_OUT - 1, DIMENSIONS)
  expect(run(few).points).toEqual(points)
  expect(run(topics(LEAST_LAID_OUT)).points.every(Number.isFinite)).toBe(true)
})
