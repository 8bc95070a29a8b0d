import { UMAP } from 'umap-js'
import { seededRandom } from '#shared/domain/random.ts'
import { matrixPart, unitBlocks } from '#shared/domain/similarity.ts'
import { LEAST_LAID_OUT } from './layout-bounds.ts'

/** Number of neighbours of a point; the default of UMAP. */
const NEIGHBOURS = 15
/** Rows compared between two reports of progress. */
const ROWS = 192
/** Side of the square of the initial positions, as in the random initialization of umap-js. */
const SIDE = 20

export interface LayoutProgress {
  stage: 'comparing' | 'placing'
  done: number
  all: number
}

/**
 * A layout in two dimensions that keeps neighbours together (UMAP). It is initialized with the plane of principal
 * components and uses one seed: the same vectors give the same layout.
 *
 * @param points the plane, two numbers a vector; NaN leaves one out
 * @returns steps of progress, and the positions of the points with each optimization step
 */
export function* layOut(
  vectors: Float32Array,
  dimensions: number,
  points: Float32Array,
  seed: number,
): Generator<LayoutProgress & { points: Float32Array | null }, Float32Array> {
  const used = Array.from({ length: points.length / 2 }, (_, row) => row).filter(
    (row) => !Number.isNaN(points[2 * row] as number),
  )
  if (used.length < LEAST_LAID_OUT) return points
  const own = new Float32Array(used.length * dimensions)
  used.forEach((row, at) => own.set(vectors.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions))
  const near = Math.min(NEIGHBOURS, used.length - 1)
  const found = nearestLists(own, used.length, dimensions, near)
  for (let step = found.next(); ; step = found.next()) {
    if (step.done) {
      const { rows, distances } = step.value
      const umap = new UMAP({ nNeighbors: near, random: seededRandom(seed), minDist: 0.1 })
      umap.setPrecomputedKNN(rows, distances)
      // UMAP does not need the vectors, as the neighbours are known.
      const all = umap.initializeFit(used.map(() => []))
      const places = umap.getEmbedding()
      begin(places, used, points)
      for (let done = 1; done <= all; done++) {
        umap.step()
        yield { stage: 'placing', done, all, points: placed(points.length, used, places) }
      }
      return placed(points.length, used, places)
    }
    yield { stage: 'comparing', done: step.value, all: used.length, points: null }
  }
}

/** Initial positions: those of the plane, scaled to the square that UMAP expects. */
function begin(places: number[][], used: readonly number[], points: Float32Array): void {
  const most = used.reduce(
    (most, row) => Math.max(most, Math.abs(points[2 * row] as number), Math.abs(points[2 * row + 1] as number)),
    Number.MIN_VALUE,
  )
  const random = seededRandom(3)
  used.forEach((row, at) => {
    // Equal positions would never separate.
    const inSquare = (axis: 0 | 1) => (((points[2 * row + axis] as number) / most) * SIDE) / 2 + (random() - 0.5) * 1e-3
    places[at]?.splice(0, 2, inSquare(0), inSquare(1))
  })
}

function placed(length: number, used: readonly number[], places: number[][]): Float32Array {
  const points = new Float32Array(length).fill(Number.NaN)
  used.forEach((row, at) => points.set(places[at] ?? [], 2 * row))
  return points
}

/** The `near` most similar vectors of each, itself first, with their distance (1 − cosine); yields the number of completed rows. */
function* nearestLists(
  vectors: Float32Array,
  count: number,
  dimensions: number,
  near: number,
): Generator<number, { rows: number[][]; distances: number[][] }> {
  const units = unitBlocks(vectors, count, dimensions)
  const best = new Float32Array(count * near).fill(-Infinity)
  const who = new Int32Array(count * near).fill(-1)
  const offer = (row: number, other: number, value: number) => {
    let at = (row + 1) * near - 1
    if (value <= (best[at] as number)) return
    for (; at > row * near && value > (best[at - 1] as number); at--) {
      best[at] = best[at - 1] as number
      who[at] = who[at - 1] as number
    }
    best[at] = value
    who[at] = other
  }
  for (let from = 0; from < count; from += ROWS) {
    const to = Math.min(from + ROWS, count)
    const { cosines, width } = matrixPart(units, dimensions, from, to)
    for (let row = from; row < to; row++)
      for (let other = 0; other < row; other++) {
        const value = cosines[(row - from) * width + other] as number
        offer(row, other, value)
        offer(other, row, value)
      }
    yield to
  }
  const lists = (of: (at: number) => number, own: (row: number) => number) =>
    Array.from({ length: count }, (_, row) => [
      own(row),
      ...Array.from({ length: near - 1 }, (_, at) => of(row * near + at)),
    ])
  return {
    rows: lists(
      (at) => who[at] as number,
      (row) => row,
    ),
    distances: lists(
      (at) => Math.max(0, 1 - (best[at] as number)),
      () => 0,
    ),
  }
}
