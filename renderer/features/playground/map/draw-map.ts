import { type Look, lookOf, seriesNames } from './shapes.ts'
import { type Frame, type Place, placeOf, type Zoom } from './view.ts'
import { themeColors } from '../../../app/theme.ts'

export interface MapPicture {
  points: Float32Array
  frame: Frame
  zoom: Zoom
  /** Index of the group of each row; -1 for none. */
  groups: Int16Array
  hasGroups: boolean
  /** Rows drawn with a ring. */
  selection: ReadonlySet<number>
  /** Position of the query text. */
  query: Place | null
  /** CSS colours by the names of their tokens. */
  colors: Readonly<Record<Look['color'] | 'accent' | 'panel', string>>
  font: string
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** Most visible points for which numbers are drawn. */
export const NUMBERED = 60

/** Radius of a point in pixels; the more points, the smaller. */
export function radiusOf(count: number): number {
  return count > 2000 ? 2.2 : count > 400 ? 3 : count > 120 ? 4 : 5
}

export const star = 'M0-1.9L.5-.6L1.9-.6L.8.25L1.2 1.6L0 .8L-1.2 1.6L-.8.25L-1.9-.6L-.5-.6Z'

/** Rows whose points are visible, with their positions. */
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

/** Draws the points; `scale` is the number of device pixels per pixel of the frame. */
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

/** Colours of the current theme, and the font of the page. */
export function mapInk(): Pick<MapPicture, 'colors' | 'font'> {
  return {
    colors: themeColors('accent', 'panel', 'ink-2', ...seriesNames),
    font: getComputedStyle(document.body).fontFamily,
  }
}
