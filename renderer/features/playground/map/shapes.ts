/**
 * Groups differ by shape and colour: five colours and six shapes give thirty different looks. The outlines are
 * SVG paths around 0 with a radius of 1.
 */
const outlines = [
  'M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z',
  'M-.86-.86H.86V.86H-.86Z',
  'M0-1.15L1.05.75H-1.05Z',
  'M0-1.25L1.1 0L0 1.25L-1.1 0Z',
  'M0 1.15L-1.05-.75H1.05Z',
  'M-.42-1.15H.42V-.42H1.15V.42H.42V1.15H-.42V.42H-1.15V-.42H-.42Z',
] as const

export const seriesNames = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5'] as const
const fills = ['fill-series-1', 'fill-series-2', 'fill-series-3', 'fill-series-4', 'fill-series-5'] as const

export interface Look {
  outline: string
  /** Name of a colour token. */
  color: (typeof seriesNames)[number] | 'ink-2'
  fill: string
}

/** The look of the `group`-th group; -1 is no group, which is grey beside groups and has the first colour otherwise. */
export function lookOf(group: number, hasGroups = true): Look {
  if (group < 0 && hasGroups) return { outline: outlines[0], color: 'ink-2', fill: 'fill-ink-2' }
  const at = Math.max(0, group)
  return {
    outline: outlines[at % outlines.length] ?? outlines[0],
    color: seriesNames[at % seriesNames.length] ?? seriesNames[0],
    fill: fills[at % fills.length] ?? fills[0],
  }
}
