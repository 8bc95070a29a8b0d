// @ts-check
import { median } from './measure.mjs'

/**
 * Measures how long a key takes until the frame with its result is painted.
 *
 * @typedef {import('./measure.mjs').Figure} Figure
 * @typedef {import('playwright-core').Page} Page
 * @typedef {{ start: number, painted: number }} Watched
 */

/** The page has settled this long after a key, in milliseconds. */
const SETTLED = 250

/**
 * Records when the last key was pressed, and when the frame with the last change of the page was painted.
 *
 * @param {Page} page
 */
function watchKeys(page) {
  return page.evaluate(() => {
    const watched = { start: 0, painted: 0 }
    const { port1, port2 } = new MessageChannel()
    // The first task after a frame.
    port1.addEventListener('message', () => (watched.painted = performance.now()))
    port1.start()
    const changed = () => requestAnimationFrame(() => port2.postMessage(null))
    addEventListener('keydown', ({ timeStamp }) => (watched.start = timeStamp), true)
    addEventListener('input', changed, true)
    new MutationObserver(changed).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    })
    Object.assign(globalThis, { watched })
  })
}

/**
 * Presses keys one after another.
 *
 * @param {Page} page
 * @param {readonly string[]} keys
 * @returns {Promise<number[]>} for each, the milliseconds until its result is painted
 */
async function press(page, keys) {
  const times = []
  for (const key of keys) {
    await page.keyboard.press(key)
    await page.waitForTimeout(SETTLED)
    times.push(
      await page.evaluate(() => {
        const { watched } = /** @type {{ watched: Watched }} */ (/** @type {unknown} */ (globalThis))
        return watched.painted - watched.start
      }),
    )
  }
  return times
}

/** @param {string} text */
const typed = (text) => text.split('').map((key) => (key === ' ' ? 'Space' : key))

const back = (/** @type {number} */ count) => Array.from({ length: count }, () => 'Backspace')

/**
 * @param {Page} page with the library of 10,000 models
 * @returns {Promise<Figure[]>}
 */
export async function keys(page) {
  await watchKeys(page)
  await page.locator('[data-filter]').focus()
  /** @type {number[]} */
  const filter = []
  for (let round = 0; round < 3; round++)
    filter.push(...(await press(page, [...typed('qwen3'), ...back(5), ...typed('lam'), ...back(3)])))

  /** @type {number[][]} */
  const palette = []
  for (let round = 0; round < 4; round++) {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Search models, run a command' }).waitFor()
    await page.waitForTimeout(SETTLED)
    palette.push(await press(page, [...typed('qwen3'), ...back(5), ...typed('model-9 load'), ...back(11)]))
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Search models, run a command' }).waitFor({ state: 'detached' })
  }
  // The first round warms up.
  const [first = [], ...others] = (palette[0] ?? []).map((_, at) => palette.slice(1).map((times) => times[at] ?? NaN))
  return [
    {
      name: '10,000 models: a key in the filter until its result is painted',
      value: median(filter),
      unit: 'ms',
      target: 16,
      note: `the slowest of ${filter.length} ${Math.max(...filter).toFixed(0)} ms`,
    },
    {
      name: 'palette at 10,000 models: the slowest key until its result is painted',
      value: Math.max(...others.map(median)),
      unit: 'ms',
      target: 16,
      note: `of ${others.length}, each the median of ${first.length}; half of them below ${median(others.map(median)).toFixed(0)} ms`,
    },
    {
      name: 'palette at 10,000 models: the first key after it opened',
      value: median(first),
      unit: 'ms',
      target: 16,
    },
  ]
}
