export interface VectorFacts {
  norm: number
  least: number
  most: number
  mean: number
  /** Numbers that are not finite. */
  broken: number
  /** Histogram: how many numbers are in each of `parts` equal intervals between the least and the greatest. */
  bins: number[]
}

/** Statistics of a vector; NaN if none of its numbers is finite. */
export function vectorFacts(vector: Float32Array, parts: number): VectorFacts {
  const finite = vector.filter(Number.isFinite)
  const least = finite.reduce((least, value) => Math.min(least, value), Infinity)
  const most = finite.reduce((most, value) => Math.max(most, value), -Infinity)
  const bins = Array.from({ length: parts }, () => 0)
  for (const value of finite) {
    const part = most > least ? Math.min(parts - 1, Math.floor(((value - least) / (most - least)) * parts)) : parts >> 1
    bins[part] = (bins[part] ?? 0) + 1
  }
  const isEmpty = finite.length === 0
  return {
    norm: Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)),
    least: isEmpty ? Number.NaN : least,
    most: isEmpty ? Number.NaN : most,
    mean: finite.reduce((sum, value) => sum + value, 0) / finite.length,
    broken: vector.length - finite.length,
    bins,
  }
}
