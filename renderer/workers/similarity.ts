import { similarityMatrix } from '#shared/domain/similarity.ts'
import { nearest, type Neighbour } from './nearest.ts'

/**
 * Keeps the vectors of one run off the page's own thread: takes them, answers with the matrix of the
 * first `shown`, and later finds neighbours among all.
 */
export type Ask =
  | { id: number; kind: 'compare'; vectors: Float32Array; count: number; dimensions: number; shown: number }
  | { id: number; kind: 'nearest'; row: number; limit: number }

export type Answer =
  | { id: number; kind: 'compare'; matrix: Float32Array }
  | { id: number; kind: 'nearest'; neighbours: Neighbour[] }

let kept: { vectors: Float32Array; count: number; dimensions: number } = {
  vectors: new Float32Array(),
  count: 0,
  dimensions: 0,
}

addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  if (data.kind === 'compare') {
    const { id, vectors, count, dimensions, shown } = data
    kept = { vectors, count, dimensions }
    const matrix = similarityMatrix(vectors.subarray(0, shown * dimensions), shown, dimensions)
    postMessage({ id, kind: 'compare', matrix } satisfies Answer, { transfer: [matrix.buffer] })
    return
  }
  const { id, row, limit } = data
  const neighbours = nearest(kept.vectors, kept.count, kept.dimensions, row, limit)
  postMessage({ id, kind: 'nearest', neighbours } satisfies Answer)
})
