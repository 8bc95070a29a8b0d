import { type Look, lookOf, seriesNames } from './shapes.ts'
import { type Frame, type Place, placeOf, type Zoom } from './view.ts'
import { themeColors } from '../../../app/theme.ts'

export interface MapPicture {
  points: Float32Array
  frame: Frame
  zoom: Zoom
  /** The group of each row by its number; -1 is none. */
  groups: Int16Array
  hasGroups: boolean
  /** Rows drawn with a ring. */
  selection: ReadonlySet<number>
  /** Where a text that is in no list lies. */
  query: Place | null
  /** CSS colours by their names in the theme. */
  colors: Readonly<Record<Look['color'] | 'accent' | 'panel', string>>
  font: string
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** So many points in sight have their number beside them. */
export const NUMBERED = 60

/** Half the width of a point in pixels: many are drawn smaller. */
export function radiusOf(count: number): number {
  return count > 2000 ? 2.2 : count > 400 ? 3 : count > 120 ? 4 : 5
}

export const star = 'M0-1.9L.5-.6L1.9-.6L.8.25L1.2 1.6L0 .8L-1.2 1.6L-.8.25L-1.9-.6L-.5-.6Z'

/** Rows whose points are in sight, with where they are. */
export function inSight({
  points,
  frame,
  zoom,
}: Pick<MapPicture, 'points' | 'frame' | 'zoom'>): [row: number, ...Place][] {
  const found: [row: number, ...Place][] = []
  for (let row = 0; 2 * row < points.length; row++) {
    const [x, y] = placeOf(frame, zoom, points[2 * row] as number, points[2 * row + 1] as number)
    if (x > -10 && y > -10 && x < frame.width + 10 && y < frame.height + 10) found.push([row, x, y])
  }
  return found
}

/** Draws the points into a context whose unit is a pixel of the frame; `scale` device pixels make one. */
export function drawMap(context: Context, picture: MapPicture, scale: number): void {
  const { points, groups, hasGroups, selection, query, colors, font } = picture
  const radius = radiusOf(points.length / 2)
  const seen = inSight(picture)
  const paths = new Map<string, Path2D>()
  const pathOf = (outline: string) => {
    const path = paths.get(outline) ?? new Path2D(outline)
    paths.set(outline, path)
    return path
  }
  const shape = (outline: string, color: string, [x, y]: Place, size: number) => {
    context.setTransform(scale * size, 0, 0, scale * size, x * scale, y * scale)
    context.fillStyle = color
    context.fill(pathOf(outline))
  }
  for (const [row, x, y] of seen) {
    const { outline, color } = lookOf(groups[row] ?? -1, hasGroups)
    if (selection.has(row)) shape(lookOf(-1).outline, colors.accent, [x, y], radius + 3.5)
    if (selection.has(row)) shape(lookOf(-1).outline, colors.panel, [x, y], radius + 2)
    shape(outline, colors[color], [x, y], radius)
  }
  if (query !== null) shape(star, colors.accent, placeOf(picture.frame, picture.zoom, ...query), radius + 1)
  context.setTransform(scale, 0, 0, scale, 0, 0)
  if (seen.length > NUMBERED) return
  context.fillStyle = colors['ink-2']
  context.font = `11px ${font}`
  context.textBaseline = 'middle'
  for (const [row, x, y] of seen) context.fillText(String(row + 1), x + radius + 4, y)
}

/** The colours of the theme as the page shows it now, and the page's letters. */
export function mapInk(): Pick<MapPicture, 'colors' | 'font'> {
  return {
    colors: themeColors('accent', 'panel', 'ink-2', ...seriesNames),
    font: getComputedStyle(document.body).fontFamily,
  }
}
