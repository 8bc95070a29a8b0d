/** Where the cells of a square map lie, in CSS pixels. */
export interface Geometry {
  /** Room for the indices, left and above; 0 where they would not be legible. */
  gutter: number
  cell: number
  /** Between cells; 0 where they are small. */
  gap: number
  count: number
}

const LEGIBLE = 13
const GUTTER = 24

/** Cells of a map of `count` × `count` in a square of `side`. */
export function geometryOf(side: number, count: number): Geometry {
  const withIndices = (side - GUTTER) / count
  const gutter = withIndices >= LEGIBLE ? GUTTER : 0
  const cell = (side - gutter) / count
  return { gutter, cell, gap: cell >= 8 ? 2 : 0, count }
}

/** Row and column under a point, or `null` outside the cells. */
export function cellAt(
  { gutter, cell, count }: Geometry,
  x: number,
  y: number,
): { row: number; column: number } | null {
  const row = Math.floor((y - gutter) / cell)
  const column = Math.floor((x - gutter) / cell)
  return row >= 0 && row < count && column >= 0 && column < count ? { row, column } : null
}

/**
 * The least value off the diagonal, where the colours begin: the similarities of one model crowd together
 * far from 0. 1 where there is no pair.
 */
export function leastOf(matrix: Float32Array, count: number): number {
  let least = 1
  for (let row = 0; row < count; row++)
    for (let column = 0; column < row; column++) {
      const value = matrix[row * count + column] as number
      if (value < least) least = value
    }
  return least
}

export type Rgb = readonly [number, number, number]

/** `rgb(r, g, b)` as the browser computes colours. */
export function parseRgb(color: string): Rgb {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number)
  return [r, g, b]
}

/** Even the least alike can be told from the ground. */
const FAINTEST = 0.07

/** The colour of a value: from nearly the ground at `least` to the full ink at 1, which is the same text. */
export function heatColor(value: number, least: number, ground: Rgb, ink: Rgb): Rgb {
  const share = least < 1 ? Math.min(1, Math.max(0, (value - least) / (1 - least))) : 1
  const amount = FAINTEST + (1 - FAINTEST) * share
  const mix = (at: 0 | 1 | 2) => Math.round(ground[at] + (ink[at] - ground[at]) * amount)
  return [mix(0), mix(1), mix(2)]
}

/** Three decimals; a dash where a vector cannot be compared. */
export function similarityText(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(3)
}
