// @ts-check

/**
 * The middle of an odd or even number of figures. Readable to Node itself, since what drives a browser or
 * a window is not bundled.
 *
 * @param {number[]} figures
 */
export function median(figures) {
  const sorted = figures.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}
