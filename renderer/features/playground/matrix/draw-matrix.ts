import {
  cellText,
  fillCells,
  type Geometry,
  geometryOf,
  isDark,
  parseRgb,
  type Rgb,
  scaleOf,
  stepOf,
  STEPS,
} from './heat.ts'
import { themeColors } from '../../../app/theme.ts'

export interface MatrixPicture {
  /** `count` × `count`. */
  matrix: Float32Array
  count: number
  least: number
  /** The row at each place. */
  rows: Uint32Array
  /** The colour scale, see `scaleOf`. */
  scale: readonly Rgb[]
  /** CSS colours of the indices beside the cells, and of figures on light and dark cells. */
  ink: { index: string; light: string; dark: string }
  font: string
}

/** Least width of a cell that shows its value, in pixels. */
export const ROOMY = 25

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** Draws the matrix into a square of `side` units of the context. */
export function drawMatrix(context: Context, side: number, picture: MatrixPicture): void {
  const geometry = geometryOf(side, picture.count)
  if (geometry.gap === 0) drawPixels(context, geometry, side, picture)
  else drawCells(context, geometry, picture)
  if (geometry.gutter > 0) drawIndices(context, geometry, picture)
}

function drawCells(context: Context, { gutter, cell, gap, count }: Geometry, picture: MatrixPicture): void {
  const { matrix, least, rows, scale, ink, font } = picture
  const radius = Math.min(3, cell / 5)
  const hasValues = cell >= ROOMY
  context.font = `${Math.min(11, cell * 0.34)}px ${font}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (let at = 0; at < count * count; at++) {
    const [place, column] = [Math.floor(at / count), at % count]
    const value = matrix[(rows[place] as number) * count + (rows[column] as number)] as number
    const color = scale[stepOf(value, least)] as Rgb
    const [left, top] = [gutter + column * cell, gutter + place * cell]
    context.fillStyle = `rgb(${color.join(' ')})`
    context.beginPath()
    context.roundRect(left, top, cell - gap, cell - gap, radius)
    context.fill()
    if (!hasValues) continue
    context.fillStyle = isDark(color) ? ink.dark : ink.light
    context.fillText(cellText(value), left + (cell - gap) / 2, top + (cell - gap) / 2 + 0.5)
  }
}

/** Draws one pixel per cell and enlarges it without smoothing. */
function drawPixels(context: Context, { gutter, count }: Geometry, side: number, picture: MatrixPicture): void {
  const small = new OffscreenCanvas(count, count)
  const image = new ImageData(count, count)
  const words = new Uint32Array(STEPS + 1)
  new Uint8Array(words.buffer).set(picture.scale.flatMap((color) => [...color, 255]))
  fillCells(new Uint32Array(image.data.buffer), words, picture)
  small.getContext('2d')?.putImageData(image, 0, 0)
  context.imageSmoothingEnabled = count > side - gutter
  context.drawImage(small, gutter, gutter, side - gutter, side - gutter)
}

function drawIndices(
  context: Context,
  { gutter, cell, gap, count }: Geometry,
  { rows, ink, font }: MatrixPicture,
): void {
  context.fillStyle = ink.index
  context.font = `${Math.min(11, cell * 0.75)}px ${font}`
  context.textBaseline = 'middle'
  for (let place = 0; place < count; place++) {
    const middle = gutter + place * cell + (cell - gap) / 2
    const index = String((rows[place] as number) + 1)
    context.textAlign = 'right'
    context.fillText(index, gutter - 6, middle)
    context.textAlign = 'center'
    context.fillText(index, middle, gutter - 9)
  }
}

/** Colours of the current theme, and the font of the page. */
export function matrixInk(): Pick<MatrixPicture, 'scale' | 'ink' | 'font'> {
  const colors = themeColors('panel', 'accent', 'ink-2', 'line-strong')
  return {
    scale: scaleOf(parseRgb(colors.panel), parseRgb(colors.accent), parseRgb(colors['line-strong'])),
    // Dark text on light cells and light text on dark ones, in both themes.
    ink: { index: colors['ink-2'], light: '#26221c', dark: '#ffffff' },
    font: getComputedStyle(document.body).fontFamily,
  }
}
