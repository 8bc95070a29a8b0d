import { describe, expect, it } from 'vitest'
import { onPlane, principalPlane } from './projection.ts'
import { seededRandom } from './random.ts'

const COUNT = 300
const DIMENSIONS = 48

/** Texts of several topics of different sizes, scattered around one centre each. */
function clustered(topics: number, spread: number): Float32Array {
  const random = seededRandom(11)
  const middles = Array.from({ length: topics * DIMENSIONS }, () => random() - 0.5)
  return Float32Array.from({ length: COUNT * DIMENSIONS }, (_, at) => {
    const topic = Math.floor((Math.floor(at / DIMENSIONS) % 31) ** 1.3) % topics
    return (middles[topic * DIMENSIONS + (at % DIMENSIONS)] ?? 0) + spread * (random() - 0.5)
  })
}

/** Reference: principal components of the centred unit rows by power iteration on the explicit covariance matrix. */
function reference(vectors: Float32Array, dimensions: number) {
  const count = vectors.length / dimensions
  const rows = Array.from({ length: count }, (_, row) => {
    const own = [...vectors.subarray(row * dimensions, (row + 1) * dimensions)]
    const length = Math.hypot(...own)
    return own.map((value) => value / length)
  })
  const mean = Array.from({ length: dimensions }, (_, i) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0) / count)
  const centred = rows.map((row) => row.map((value, i) => value - (mean[i] ?? 0)))
  const covariance = Array.from({ length: dimensions }, (_, i) =>
    Array.from({ length: dimensions }, (_, j) => centred.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0)),
  )
  const total = covariance.reduce((sum, row, i) => sum + (row[i] ?? 0), 0)
  const found = [0, 1].map(() => {
    let vector = Array.from({ length: dimensions }, (_, i) => Math.cos(i * i + 1))
    let value = 0
    for (let round = 0; round < 20_000; round++) {
      const image = covariance.map((row) => row.reduce((sum, x, i) => sum + x * (vector[i] ?? 0), 0))
      value = Math.hypot(...image)
      vector = image.map((x) => x / value)
    }
    covariance.forEach((row, i) => row.forEach((x, j) => (row[j] = x - value * (vector[i] ?? 0) * (vector[j] ?? 0))))
    return { value, points: centred.map((row) => row.reduce((sum, x, i) => sum + x * (vector[i] ?? 0), 0)) }
  })
  return { total, found }
}

describe('principalPlane', () => {
  it.each([
    ['clear topics', clustered(5, 0.3)],
    ['topics that run into each other', clustered(9, 2)],
  ])('finds the two components of %s that a converged reference finds', (_, vectors) => {
    const plane = principalPlane(vectors, COUNT, DIMENSIONS)
    const { total, found } = reference(vectors, DIMENSIONS)
    found.forEach(({ value, points }, axis) => {
      expect(plane.shares[axis]).toBeCloseTo(value / total, 6)
      const sign = Math.sign((points[0] ?? 0) * (plane.points[axis] ?? 0))
      const most = Math.max(...points.map(Math.abs))
      points.forEach((x, row) => {
        expect(Math.abs(sign * x - (plane.points[2 * row + axis] ?? 0)) / most).toBeLessThan(1e-4)
      })
    })
  })

  it('finds all of a plane whose axes are as long as each other', () => {
    // Three groups at right angles: two equal eigenvalues, all others zero.
    const vectors = new Float32Array(30 * 12)
    for (let row = 0; row < 30; row++) vectors[row * 12 + (row % 3) * 4] = 1
    const { shares, points } = principalPlane(vectors, 30, 12)
    expect(shares[0]).toBeCloseTo(0.5, 6)
    expect(shares[1]).toBeCloseTo(0.5, 6)
    const apart = (a: number, b: number) =>
      Math.hypot((points[2 * a] ?? 0) - (points[2 * b] ?? 0), (points[2 * a + 1] ?? 0) - (points[2 * b + 1] ?? 0))
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [0, 2],
    ] as const)
      expect(apart(a, b)).toBeCloseTo(Math.SQRT2, 5)
    expect(apart(0, 3)).toBeCloseTo(0, 5)
  })

  it('depends on directions only, not on lengths', () => {
    const vectors = clustered(4, 0.5)
    const longer = vectors.map((value, at) => value * (1 + (Math.floor(at / DIMENSIONS) % 7)))
    const [a, b] = [vectors, longer].map((one) => principalPlane(one, COUNT, DIMENSIONS).points)
    a?.forEach((value, at) => expect(value).toBeCloseTo(b?.[at] ?? Number.NaN, 4))
  })

  it('gives the same map each time, the farthest point of an axis on its positive side', () => {
    const vectors = clustered(6, 1)
    const { points } = principalPlane(vectors, COUNT, DIMENSIONS)
    expect(principalPlane(vectors, COUNT, DIMENSIONS).points).toEqual(points)
    for (const axis of [0, 1]) {
      const own = [...points].filter((_, at) => at % 2 === axis)
      expect(Math.max(...own)).toBeGreaterThanOrEqual(-Math.min(...own) * 0.999)
    }
    const mirrored = vectors.map((value) => -value)
    principalPlane(mirrored, COUNT, DIMENSIONS).points.forEach((value, at) =>
      expect(value).toBeCloseTo(points[at] ?? Number.NaN, 4),
    )
  })

  it('leaves out what has no direction', () => {
    const vectors = clustered(4, 0.5)
    const marred = vectors.slice()
    marred.fill(0, 0, DIMENSIONS)
    marred[3 * DIMENSIONS] = Number.NaN
    const { points } = principalPlane(marred, COUNT, DIMENSIONS)
    expect([...points.subarray(0, 8)].map((value) => Number.isNaN(value))).toEqual(
      [0, 0, 1, 1, 1, 1, 0, 0].map((isThere) => isThere === 0).map((left, at) => (at < 2 || at > 5 ? left : false)),
    )
  })

  it.each([
    ['no vector', 0, 5],
    ['one vector', 1, 5],
    ['two vectors', 2, 5],
    ['one dimension', 6, 1],
    ['two dimensions', 6, 2],
  ])('has an answer for %s', (_, count, dimensions) => {
    const vectors = Float32Array.from({ length: count * dimensions }, (_, at) => Math.cos(at * 7.7))
    const { points, shares } = principalPlane(vectors, count, dimensions)
    expect(points).toHaveLength(2 * count)
    for (const value of [...points, ...shares]) expect(Number.isFinite(value)).toBe(true)
    if (count === 1) expect([...points]).toEqual([0, 0])
    if (count === 2 || dimensions === 1) expect(shares).toEqual([1, 0])
  })

  it('shows nothing where all are the same', () => {
    const vectors = new Float32Array(10 * 8).fill(0.4)
    const { points, shares } = principalPlane(vectors, 10, 8)
    expect(shares).toEqual([0, 0])
    for (const value of points) expect(Math.abs(value)).toBeLessThan(1e-6)
  })
})

it('another vector has its place on the plane, the one its twin has', () => {
  const vectors = clustered(4, 0.5)
  const plane = principalPlane(vectors, COUNT, DIMENSIONS)
  const [x, y] = onPlane(
    plane,
    vectors.subarray(7 * DIMENSIONS, 8 * DIMENSIONS).map((value) => value * 3),
  )
  expect(x).toBeCloseTo(plane.points[14] ?? Number.NaN, 5)
  expect(y).toBeCloseTo(plane.points[15] ?? Number.NaN, 5)
  expect(onPlane(plane, new Float32Array(DIMENSIONS))).toEqual([Number.NaN, Number.NaN])
})
