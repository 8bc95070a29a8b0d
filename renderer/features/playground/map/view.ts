/** Transformation of a map into its window: `unit` pixels per unit of the points, around their centre. */
export interface Frame {
  x: number
  y: number
  unit: number
  width: number
  height: number
}

/** Scale relative to the fitting size, and offset in pixels. */
export interface Zoom {
  scale: number
  dx: number
  dy: number
}

export type Place = readonly [x: number, y: number]

export const whole: Zoom = { scale: 1, dx: 0, dy: 0 }

const LEAST_SCALE = 0.5
const MOST_SCALE = 200

/** The frame that shows all points with a finite position, `margin` pixels from the edge. */
export function frameOf(points: Float32Array, width: number, height: number, margin: number): Frame {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let at = 0; at < points.length; at += 2) {
    const [x, y] = [points[at] as number, points[at + 1] as number]
    if (Number.isNaN(x) || Number.isNaN(y)) continue
    left = Math.min(left, x)
    right = Math.max(right, x)
    low = Math.min(low, y)
    high = Math.max(high, y)
  }
  if (left > right) return { x: 0, y: 0, unit: 1, width, height }
  const room = (size: number) => Math.max(1, size - 2 * margin)
  const unit = Math.min(room(width) / (right - left), room(height) / (high - low))
  // All points are in one position: any unit will do.
  return { x: (left + right) / 2, y: (low + high) / 2, unit: Number.isFinite(unit) ? unit : 1, width, height }
}

/** Position of a point in pixels from the upper left; the y axis of points points upwards. */
export function placeOf(
  { x: cx, y: cy, unit, width, height }: Frame,
  { scale, dx, dy }: Zoom,
  x: number,
  y: number,
): Place {
  return [width / 2 + (x - cx) * unit * scale + dx, height / 2 - (y - cy) * unit * scale + dy]
}

/** Zooms by a factor around a pixel. */
export function zoomAt({ scale, dx, dy }: Zoom, { width, height }: Frame, factor: number, [px, py]: Place): Zoom {
  const next = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, scale * factor))
  const move = (pixel: number, middle: number, shift: number) =>
    pixel - middle - ((pixel - middle - shift) / scale) * next
  return { scale: next, dx: move(px, width / 2, dx), dy: move(py, height / 2, dy) }
}

/** Zooms by a factor around the centre of the window. */
export function zoomBy(zoom: Zoom, factor: number): Zoom {
  return zoomAt(zoom, { x: 0, y: 0, unit: 1, width: 0, height: 0 }, factor, [0, 0])
}

/** The point nearest to a pixel within `reach` pixels; -1 if there is none. */
export function hitAt(points: Float32Array, frame: Frame, zoom: Zoom, [px, py]: Place, reach: number): number {
  let found = -1
  let least = reach * reach
  for (let row = 0; 2 * row < points.length; row++) {
    const [x, y] = placeOf(frame, zoom, points[2 * row] as number, points[2 * row + 1] as number)
    const distance = (x - px) ** 2 + (y - py) ** 2
    if (distance <= least) {
      least = distance
      found = row
    }
  }
  return found
}

/**
 * The next point in a direction, for arrow keys: close, and not too far aside. Returns the same point if there
 * is none, and the first point with a position if `from` has none.
 */
export function towards(points: Float32Array, from: number, [right, up]: Place): number {
  const [x, y] = [points[2 * from] ?? Number.NaN, points[2 * from + 1] ?? Number.NaN]
  if (Number.isNaN(x) || Number.isNaN(y)) {
    for (let row = 0; 2 * row < points.length; row++) if (!Number.isNaN(points[2 * row])) return row
    return -1
  }
  let best = from
  let least = Infinity
  for (let row = 0; 2 * row < points.length; row++) {
    const [dx, dy] = [(points[2 * row] as number) - x, (points[2 * row + 1] as number) - y]
    const along = dx * right + dy * up
    const aside = Math.abs(dx * up - dy * right)
    const cost = along + 2 * aside
    if (row !== from && along > 0 && aside <= 2 * along && cost < least) {
      least = cost
      best = row
    }
  }
  return best
}

/** The points inside a polygon of pixels. */
export function insideOf(points: Float32Array, frame: Frame, zoom: Zoom, line: readonly Place[]): number[] {
  const inside: number[] = []
  for (let row = 0; 2 * row < points.length; row++) {
    const [x, y] = placeOf(frame, zoom, points[2 * row] as number, points[2 * row + 1] as number)
    if (!Number.isNaN(x) && isInside(line, x, y)) inside.push(row)
  }
  return inside
}

/** Whether a ray from the pixel to the right crosses the polygon an odd number of times. */
function isInside(line: readonly Place[], x: number, y: number): boolean {
  let odd = false
  line.forEach(([ax, ay], at) => {
    const [bx, by] = line[(at + 1) % line.length] ?? [ax, ay]
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd
  })
  return odd
}
