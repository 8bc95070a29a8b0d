import { fileTime } from '../../../app/download.ts'
import type { Facts } from '../../../workers/files/saved.ts'
import { drawMap, mapInk, type MapPicture } from '../map/draw-map.ts'
import { mapSvg } from '../map/map-svg.ts'
import { frameOf, whole } from '../map/view.ts'
import { drawMatrix, matrixInk, type MatrixPicture } from '../matrix/draw-matrix.ts'
import { orderOf } from '../matrix/heat.ts'
import { matrixSvg, MOST_CELLS } from '../matrix/matrix-svg.ts'
import type { Result } from '../run/results.ts'
import type { Order } from '../view.ts'

/** Side of a saved image in CSS pixels; it has twice as many device pixels. */
const SIDE = 900
const FINE = 2

/** `nomic-embed-text-v1.5-2026-11-23-1012.json`; only characters that every file system allows. */
export function fileName({ model, at }: Pick<Facts, 'model' | 'at'>, what: string, kind: string): string {
  const stem = model.replace(/:latest$/, '').replace(/[^\w.-]+/g, '-')
  return `${[stem, what, fileTime(at)].filter((part) => part !== '').join('-')}.${kind}`
}

function canvasOf(): [OffscreenCanvas, OffscreenCanvasRenderingContext2D] {
  const canvas = new OffscreenCanvas(SIDE * FINE, SIDE * FINE)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no picture can be drawn here')
  return [canvas, context]
}

const dataUrl = async (blob: Blob) => {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return `data:${blob.type};base64,${btoa(text)}`
}

/** The matrix in its current order, on the background of the panel. */
export async function matrixFile(
  result: Result,
  order: Order,
  groupOf: (row: number) => string | null,
  kind: 'png' | 'svg',
): Promise<Blob> {
  const { matrix, shown: count, least, facts } = result
  const picture: MatrixPicture = { matrix, count, least, rows: orderOf(order, result, groupOf), ...matrixInk() }
  const drawn = () => {
    const [canvas, context] = canvasOf()
    context.fillStyle = mapInk().colors.panel
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.scale(FINE, FINE)
    drawMatrix(context, SIDE, picture)
    return canvas.convertToBlob({ type: 'image/png' })
  }
  if (kind === 'png') return drawn()
  const inside = count > MOST_CELLS ? await dataUrl(await drawn()) : null
  return new Blob([matrixSvg(SIDE, facts.model, picture, inside)], { type: 'image/svg+xml' })
}

/** The shown map, without zoom. */
export async function mapFile(
  result: Result,
  points: Float32Array,
  groups: Pick<MapPicture, 'groups' | 'hasGroups'>,
  kind: 'png' | 'svg',
): Promise<Blob> {
  const picture: MapPicture = {
    points,
    frame: frameOf(points, SIDE, SIDE, 40),
    zoom: whole,
    ...groups,
    selection: new Set(),
    query: null,
    ...mapInk(),
  }
  const { model, texts } = result.facts
  if (kind === 'svg') {
    const names = texts.map(({ text }) => text)
    return new Blob([mapSvg(model, picture, names)], { type: 'image/svg+xml' })
  }
  const [canvas, context] = canvasOf()
  context.fillStyle = picture.colors.panel
  context.fillRect(0, 0, canvas.width, canvas.height)
  drawMap(context, picture, FINE)
  return canvas.convertToBlob({ type: 'image/png' })
}
