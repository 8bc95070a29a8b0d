/**
 * Centres, rotates and, where that helps, mirrors the points to lie as close to `onto` as possible (least squares, as
 * in Procrustes analysis), so that two maps of the same texts can be compared.
 *
 * @param points two numbers each, as many as `onto`; pairs with NaN in either are ignored
 */
export function alignTo(points: Float32Array, onto: Float32Array): Float32Array {
  const [mx, my] = middle(points)
  const [nx, ny] = middle(onto)
  let [xx, xy, yx, yy] = [0, 0, 0, 0]
  for (let at = 0; at < points.length; at += 2) {
    const [x, y] = [(points[at] as number) - mx, (points[at + 1] as number) - my]
    const [u, v] = [(onto[at] as number) - nx, (onto[at + 1] as number) - ny]
    if (Number.isNaN(x * y * u * v)) continue
    xx += x * u
    xy += x * v
    yx += y * u
    yy += y * v
  }
  const turned = Math.hypot(xx + yy, xy - yx)
  const mirrored = Math.hypot(xx - yy, xy + yx)
  const side = mirrored > turned ? -1 : 1
  const gain = Math.max(turned, mirrored)
  const [cosine, sine] = gain > 0 ? [(xx + side * yy) / gain, (xy - side * yx) / gain] : [1, 0]
  const result = new Float32Array(points.length)
  for (let at = 0; at < points.length; at += 2) {
    const [x, y] = [(points[at] as number) - mx, (points[at + 1] as number) - my]
    result[at] = x * cosine - side * y * sine
    result[at + 1] = x * sine + side * y * cosine
  }
  return result
}

function middle(points: Float32Array): [x: number, y: number] {
  let [x, y, count] = [0, 0, 0]
  for (let at = 0; at < points.length; at += 2) {
    if (Number.isNaN((points[at] as number) + (points[at + 1] as number))) continue
    x += points[at] as number
    y += points[at + 1] as number
    count += 1
  }
  return [x / Math.max(1, count), y / Math.max(1, count)]
}
