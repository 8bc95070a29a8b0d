import { similarityOrder } from '#shared/domain/clusters.ts'
import { onPlane, principalPlane, type Plane } from '#shared/domain/projection.ts'
import { agreement, nearest, type Neighbour } from '#shared/domain/ranking.ts'
import { joinParts, matrixPart, unitBlocks, type MatrixPart } from '#shared/domain/similarity.ts'
import { vectorQualityOf, type VectorQuality } from '#shared/domain/vector-quality.ts'
import { bytesToVectors, vectorsToBytes } from '#shared/domain/vectors.ts'
import { moved } from './call.ts'
import { readTexts } from './files/read-texts.ts'
import { writeSaved, type Facts } from './files/saved.ts'
import { writeCsv } from './files/csv.ts'
import { writeNpy } from './files/npy.ts'

interface Kept {
  vectors: Float32Array
  count: number
  dimensions: number
  plane?: Plane
}

/** Keeps vectors and computes results from them; runs in a worker, off the main thread. */
export function createVectorStore() {
  const all = new Map<string, Kept>()
  const kept = (id: string): Kept => {
    const found = all.get(id)
    if (!found) throw new Error(`no vectors are kept for ${id}`)
    return found
  }
  const rowOf = ({ vectors, dimensions }: Kept, row: number) => vectors.slice(row * dimensions, (row + 1) * dimensions)

  return {
    /** Allocates memory, which `put` fills. */
    open: ({ id, count, dimensions }: { id: string; count: number; dimensions: number }): void =>
      void all.set(id, { vectors: new Float32Array(count * dimensions), count, dimensions }),
    /** Stores whole vectors from text `from` on, as little-endian float32; drops those beyond `count`. */
    put({ id, from, bytes }: { id: string; from: number; bytes: ArrayBuffer }): void {
      const { vectors, count, dimensions } = kept(id)
      const room = Math.max(0, count - from) * dimensions
      if (room > 0) vectors.set(bytesToVectors(new Uint8Array(bytes)).subarray(0, room), from * dimensions)
    },
    drop: ({ id }: { id: string }): void => void all.delete(id),

    /** Rows of the lower triangle of the similarity matrix. */
    part({ id, from, to }: { id: string; from: number; to: number }) {
      const { vectors, dimensions } = kept(id)
      const made = matrixPart(unitBlocks(vectors, to, dimensions), dimensions, from, to)
      return moved(made, made.cosines.buffer)
    },
    /** Assembles the matrix, with the least value off the diagonal and the rows ordered by similarity. */
    matrix({ shown, parts }: { shown: number; parts: MatrixPart[] }) {
      const matrix = joinParts(shown, parts)
      const result = { matrix, least: leastOf(matrix, shown), order: similarityOrder(matrix, shown) }
      return moved(result, matrix.buffer, result.order.buffer)
    },
    quality({ id }: { id: string }): VectorQuality {
      const { vectors, count, dimensions } = kept(id)
      return vectorQualityOf(vectors, count, dimensions)
    },
    plane({ id }: { id: string }): Pick<Plane, 'points' | 'shares'> {
      const one = kept(id)
      one.plane ??= principalPlane(one.vectors, one.count, one.dimensions)
      return { points: one.plane.points, shares: one.plane.shares }
    },
    nearest({ id, row, limit }: { id: string; row: number; limit: number }): Neighbour[] {
      const one = kept(id)
      return nearest(one.vectors, one.count, rowOf(one, row), limit, row)
    },
    /** Neighbours and position on the plane of a query vector; `null` if its dimension differs. */
    query({ id, bytes, limit }: { id: string; bytes: ArrayBuffer; limit: number }) {
      const one = kept(id)
      const vector = bytesToVectors(new Uint8Array(bytes))
      if (vector.length !== one.dimensions) return null
      return {
        neighbours: nearest(one.vectors, one.count, vector, limit),
        point: one.plane ? onPlane(one.plane, vector) : null,
      }
    },
    vector: ({ id, row }: { id: string; row: number }) => rowOf(kept(id), row),
    /** A copy of the first `count` vectors, for another worker. */
    share({ id, count }: { id: string; count: number }) {
      const { vectors, dimensions } = kept(id)
      const bytes = vectorsToBytes(vectors.subarray(0, count * dimensions)).buffer
      return moved({ bytes }, bytes)
    },
    agreement: ({ a, b, count, k }: { a: Float32Array; b: Float32Array; count: number; k: number }) =>
      agreement(a, b, count, k),

    readTexts: (file: File) => readTexts(file),
    /** Keeps the vectors of a saved file under `id`. */
    async readSaved({ id, file }: { id: string; file: File }) {
      const { readSaved } = await import('./files/read-saved.ts')
      const saved = await readSaved(file)
      if ('fault' in saved) return saved
      const { vectors, ...facts } = saved
      all.set(id, { vectors, count: facts.texts.length, dimensions: facts.dimensions })
      return facts
    },
    save({ id, format, facts }: { id: string; format: 'json' | 'csv' | 'npy'; facts: Facts }): Blob {
      const { vectors, count, dimensions } = kept(id)
      if (format === 'npy') return writeNpy(vectors, count, dimensions)
      return format === 'csv' ? writeCsv(vectors, dimensions, facts.texts) : writeSaved(vectors, facts)
    },
  }
}

export type VectorStore = ReturnType<typeof createVectorStore>

/** The least similarity, at which the colour scale begins, as those of one model are mostly far from 0; 1 without a pair. */
function leastOf(matrix: Float32Array, count: number): number {
  let least = 1
  for (let row = 0; row < count; row++)
    for (let column = 0; column < row; column++) {
      const value = matrix[row * count + column] as number
      if (value < least) least = value
    }
  return least
}
