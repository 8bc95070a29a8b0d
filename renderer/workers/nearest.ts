import { norm } from '#shared/domain/vectors.ts'

export interface Neighbour {
  row: number
  /** Cosine similarity, -1 to 1; NaN where a vector has one. */
  value: number
}

/**
 * The rows most like `row`, itself left out, the most alike first; rows of NaN come last.
 *
 * @param vectors `count` rows of `dimensions` numbers
 */
export function nearest(
  vectors: Float32Array,
  count: number,
  dimensions: number,
  row: number,
  limit: number,
): Neighbour[] {
  const length = norm(vectors, row, dimensions)
  const found: Neighbour[] = []
  for (let other = 0; other < count; other++) {
    if (other === row) continue
    let dot = 0
    for (let i = 0; i < dimensions; i++)
      dot += (vectors[row * dimensions + i] as number) * (vectors[other * dimensions + i] as number)
    const lengths = length * norm(vectors, other, dimensions)
    found.push({ row: other, value: lengths === 0 ? 0 : dot / lengths })
  }
  const rank = ({ value }: Neighbour) => (Number.isNaN(value) ? -Infinity : value)
  found.sort((a, b) => rank(b) - rank(a) || a.row - b.row)
  return found.slice(0, limit)
}
