// @ts-check
// Plain JavaScript, since what drives a browser or a window is run by Node itself and not built.

/**
 * @typedef {object} Figure
 * @property {string} name
 * @property {number} value
 * @property {'ms' | '×' | '/s' | 'kB' | 'MB' | '%' | ''} unit `''` for a plain count
 * @property {number} target the value must not be above it
 * @property {string} [note]
 */

/**
 * The median; of an even number of figures the mean of the two in the middle.
 *
 * @param {number[]} figures
 */
export function median(figures) {
  const sorted = figures.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

/**
 * Milliseconds that a call takes.
 *
 * @param {() => unknown} act
 */
export async function timed(act) {
  const start = performance.now()
  await act()
  return performance.now() - start
}

/**
 * Times two calls in turns, so that the machine's other load slows both alike.
 *
 * @param {number} rounds
 * @param {() => unknown} a
 * @param {() => unknown} b
 * @param {() => unknown} [before] runs before each call and is not timed
 * @returns the median of each in milliseconds, after three rounds that do not count
 */
export async function paired(rounds, a, b, before = () => {}) {
  const run = async (/** @type {() => unknown} */ act) =>
    (await before(), timed(act))
  const times = { a: /** @type {number[]} */ ([]), b: /** @type {number[]} */ ([]) }
  for (let round = -3; round < rounds; round++) {
    const first = round % 2 === 0
    const ta = first ? await run(a) : 0
    const tb = await run(b)
    const a2 = first ? ta : await run(a)
    if (round < 0) continue
    times.a.push(a2)
    times.b.push(tb)
  }
  return { a: median(times.a), b: median(times.b) }
}
