import { escapeXml } from '../results/escape-xml.ts'
import { ROOMY, type MatrixPicture } from './draw-matrix.ts'
import { cellText, geometryOf, isDark, stepOf, type Rgb } from './heat.ts'

/** Most rows drawn as single cells; more are embedded as one image, as programs are slow with a million rectangles. */
export const MOST_CELLS = 150

const hex = (color: Rgb) => `#${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`

/**
 * The matrix as SVG, each cell with its value as title.
 *
 * @param picture for more than `MOST_CELLS` rows, the cells as a PNG in a data URL
 */
export function matrixSvg(side: number, title: string, about: MatrixPicture, picture: string | null): string {
  const { matrix, count, least, rows, scale, ink, font } = about
  const { gutter, cell, gap } = geometryOf(side, count)
  const parts: string[] = []
  if (picture === null)
    for (let at = 0; at < count * count; at++) {
      const [place, column] = [Math.floor(at / count), at % count]
      const value = matrix[(rows[place] as number) * count + (rows[column] as number)] as number
      const color = scale[stepOf(value, least)] as Rgb
      const [x, y] = [gutter + column * cell, gutter + place * cell]
      const size = (cell - gap).toFixed(2)
      parts.push(
        `<rect x="${x.toFixed(2)}" y="${y.toFixed(2)}" width="${size}" height="${size}" rx="${Math.min(3, cell / 5).toFixed(2)}" fill="${hex(color)}"><title>${cellText(value)}</title></rect>`,
      )
      if (cell >= ROOMY)
        parts.push(
          `<text x="${(x + (cell - gap) / 2).toFixed(2)}" y="${(y + (cell - gap) / 2).toFixed(2)}" font-size="${Math.min(11, cell * 0.34).toFixed(2)}" text-anchor="middle" dominant-baseline="central" fill="${isDark(color) ? ink.dark : ink.light}">${cellText(value)}</text>`,
        )
    }
  else parts.push(`<image x="0" y="0" width="${side}" height="${side}" href="${picture}"/>`)
  if (gutter > 0 && picture === null)
    for (let place = 0; place < count; place++) {
      const middle = (gutter + place * cell + (cell - gap) / 2).toFixed(2)
      const look = `font-size="${Math.min(11, cell * 0.75).toFixed(2)}" fill="${ink.index}" dominant-baseline="central"`
      const index = (rows[place] as number) + 1
      parts.push(`<text x="${gutter - 6}" y="${middle}" text-anchor="end" ${look}>${index}</text>`)
      parts.push(`<text x="${middle}" y="${gutter - 9}" text-anchor="middle" ${look}>${index}</text>`)
    }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side}" height="${side}" font-family="${escapeXml(font)}"><title>${escapeXml(title)}</title>\n${parts.join('\n')}\n</svg>\n`
}
