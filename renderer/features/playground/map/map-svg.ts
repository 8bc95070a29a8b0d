import { escapeXml } from '../results/escape-xml.ts'
import { inSight, NUMBERED, radiusOf, star, type MapPicture } from './draw-map.ts'
import { lookOf } from './shapes.ts'
import { placeOf } from './view.ts'

/** The map as SVG, each point with its text as title. */
export function mapSvg(title: string, picture: MapPicture, texts: readonly string[]): string {
  const { points, frame, zoom, groups, hasGroups, query, colors, font } = picture
  const radius = radiusOf(points.length / 2)
  const seen = inSight(picture)
  const shape = (outline: string, color: string, x: number, y: number, size: number, name: string) =>
    `<path d="${outline}" transform="translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${size})" fill="${escapeXml(color)}"><title>${escapeXml(name)}</title></path>`
  const parts = seen.map(([row, x, y]) => {
    const { outline, color } = lookOf(groups[row] ?? -1, hasGroups)
    return shape(outline, colors[color], x, y, radius, `${row + 1} ${texts[row] ?? ''}`)
  })
  if (query !== null) parts.push(shape(star, colors.accent, ...placeOf(frame, zoom, ...query), radius + 1, title))
  if (seen.length <= NUMBERED)
    parts.push(
      ...seen.map(
        ([row, x, y]) =>
          `<text x="${(x + radius + 4).toFixed(2)}" y="${y.toFixed(2)}" font-size="11" dominant-baseline="central" fill="${escapeXml(colors['ink-2'])}">${row + 1}</text>`,
      ),
    )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${frame.width} ${frame.height}" width="${frame.width}" height="${frame.height}" font-family="${escapeXml(font)}"><title>${escapeXml(title)}</title>\n${parts.join('\n')}\n</svg>\n`
}
