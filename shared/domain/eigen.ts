const SWEEPS = 40
/** The squared off-diagonal part relative to the whole; below this rounding errors dominate. */
const TOLERANCE = 1e-26

/**
 * All eigenvalues of a symmetric matrix, largest first, with unit eigenvectors, by the Jacobi method: slow for large
 * matrices, precise for small ones. Own code: the decomposition of ml-matrix 6.15.1 is 12.7 kB of script (gzip), this
 * 0.5 kB.
 *
 * @param matrix `size` × `size`, row by row; not modified
 * @returns `vectors` row by row, the n-th row belonging to the n-th value
 */
export function symmetricEigen(matrix: Float64Array, size: number): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice()
  const v = new Float64Array(size * size)
  for (let i = 0; i < size; i++) v[i * size + i] = 1
  const at = (row: number, column: number) => a[row * size + column] as number

  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let off = 0
    let all = 0
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) {
        all += at(i, j) ** 2
        if (j < i) off += at(i, j) ** 2
      }
    if (off <= all * TOLERANCE) break
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q)
  }

  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => at(j, j) - at(i, i))
  const vectors = new Float64Array(size * size)
  order.forEach((column, row) => {
    for (let i = 0; i < size; i++) vectors[row * size + i] = v[i * size + column] as number
  })
  return { values: Float64Array.from(order, (i) => at(i, i)), vectors }
}

/** A Jacobi rotation in the plane of `p` and `q` that makes their off-diagonal entry 0. */
function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q] as number
  if (apq === 0) return
  const half = ((a[q * size + q] as number) - (a[p * size + p] as number)) / (2 * apq)
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.hypot(half, 1))
  const cosine = 1 / Math.hypot(tangent, 1)
  const sine = tangent * cosine
  for (let i = 0; i < size; i++) turn(a, i * size + p, i * size + q, cosine, sine)
  for (let i = 0; i < size; i++) turn(a, p * size + i, q * size + i, cosine, sine)
  for (let i = 0; i < size; i++) turn(v, i * size + p, i * size + q, cosine, sine)
}

function turn(a: Float64Array, i: number, j: number, cosine: number, sine: number): void {
  const x = a[i] as number
  const y = a[j] as number
  a[i] = cosine * x - sine * y
  a[j] = sine * x + cosine * y
}
