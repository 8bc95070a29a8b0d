/** Layout of the cells of a square heat map, in CSS pixels. */
export interface Geometry {
  /** Width of the indices at the left and above; 0 if they would not be legible. */
  gutter: number
  cell: number
  /** Between cells; 0 if they are small. */
  gap: number
  count: number
}

const LEGIBLE = 13
const GUTTER = 24

/** Layout of `count` × `count` cells in a square of `side` pixels. */
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

export type Rgb = readonly [number, number, number]

/** `rgb(r, g, b)` as the browser computes colours. */
export function parseRgb(color: string): Rgb {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number)
  return [r, g, b]
}

/** Least share of the full colour, so that every cell differs from the background. */
const FAINTEST = 0.07

/** The colour of a value: nearly the background at `least`, the full colour at 1. */
export function heatColor(value: number, least: number, ground: Rgb, ink: Rgb): Rgb {
  const amount = FAINTEST + (1 - FAINTEST) * shareOf(value, least)
  const mix = (at: 0 | 1 | 2) => Math.round(ground[at] + (ink[at] - ground[at]) * amount)
  return [mix(0), mix(1), mix(2)]
}

/** Number of colours between the least value and 1; more cannot be distinguished. */
export const STEPS = 256

/** The step of a value, 0 to `STEPS` - 1; `STEPS` for NaN. */
export function stepOf(value: number, least: number): number {
  return Number.isNaN(value) ? STEPS : Math.round(shareOf(value, least) * (STEPS - 1))
}

/** Position of a value between `least` and 1, from 0 to 1. */
function shareOf(value: number, least: number): number {
  return least < 1 ? Math.min(1, Math.max(0, (value - least) / (1 - least))) : 1
}

interface Cells {
  matrix: Float32Array
  count: number
  least: number
  /** The row at each place. */
  rows: Uint32Array
}

/**
 * Fills `pixels` with the word of each cell's step, place by place: `stepOf` without its calls and divisions, as there
 * may be a million cells.
 */
export function fillCells(pixels: Uint32Array, words: Uint32Array, { matrix, count, least, rows }: Cells): void {
  const [ground, steps] = least < 1 ? [least, (STEPS - 1) / (1 - least)] : [0, Infinity]
  for (let place = 0; place < count; place++) {
    const start = (rows[place] as number) * count
    for (let column = 0; column < count; column++) {
      const value = matrix[start + (rows[column] as number)] as number
      const step = Math.min(STEPS - 1, Math.max(0, (value - ground) * steps + 0.5))
      pixels[place * count + column] = words[Number.isNaN(value) ? STEPS : step | 0] as number
    }
  }
}

/** The colours of all steps, followed by that of NaN. */
export function scaleOf(ground: Rgb, ink: Rgb, none: Rgb): Rgb[] {
  return [...Array.from({ length: STEPS }, (_, step) => heatColor(step / (STEPS - 1), 0, ground, ink)), none]
}

/** Whether a colour is dark, so that light text is easier to read on it. */
export function isDark([r, g, b]: Rgb): boolean {
  return r * 0.299 + g * 0.587 + b * 0.114 < 140
}

/** The row at each position. Groups are in the order of their first texts, ungrouped texts last. */
export function orderOf(
  order: 'given' | 'similarity' | 'group',
  { order: bySimilarity, shown }: { order: Uint32Array; shown: number },
  groupOf: (row: number) => string | null,
): Uint32Array {
  if (order === 'similarity') return bySimilarity
  const rows = Uint32Array.from({ length: shown }, (_, row) => row)
  if (order === 'given') return rows
  const groups = new Map<string | null, number>()
  for (const row of rows) {
    const group = groupOf(row)
    if (group !== null && !groups.has(group)) groups.set(group, groups.size)
  }
  const rank = (row: number) => groups.get(groupOf(row)) ?? groups.size
  return rows.sort((a, b) => rank(a) - rank(b) || a - b)
}

/** Three decimals; a dash if a vector cannot be compared. */
export function similarityText(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(3)
}

/** Two decimals without leading zero, to fit into a cell: `.89`, `1`. */
export function cellText(value: number): string {
  if (Number.isNaN(value)) return '–'
  const text = value.toFixed(2)
  return text === '1.00' ? '1' : text.replace(/^(-?)0\./, '$1.')
}
