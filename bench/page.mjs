// @ts-check
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { launchBrowser } from '../build/browser.mjs'
import { firstScripts, MOST_FIRST_SCRIPTS } from '../build/first-scripts.mjs'
import { startServer } from '../build/server.mjs'
import { keys } from './keys.mjs'
import { median } from './measure.mjs'
import { manyPulls } from './transfers.mjs'

/**
 * Measures the page in a browser, through the web server.
 *
 * @typedef {import('./measure.mjs').Figure} Figure
 * @typedef {import('playwright-core').Page} Page
 * @typedef {{ page: Page, close: () => Promise<void> }} Opened
 */

/** @returns {Figure} */
function scripts() {
  const { kB, names } = firstScripts()
  return {
    name: 'scripts before the first sight, gzip',
    value: kB,
    unit: 'kB',
    target: MOST_FIRST_SCRIPTS,
    note: names.join(', '),
  }
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {(page: Page) => Promise<unknown>} prepare
 * @param {Record<string, string>} files in the data folder
 * @returns {Promise<Opened>}
 */
async function open(browser, url, prepare = async () => {}, files = {}) {
  const data = mkdtempSync(path.join(os.tmpdir(), 'corral-bench-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(data, name), text)
  const server = await startServer('serve', ['--no-open', '--data', data, '--host', url])
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await prepare(page)
  await page.goto(server.address)
  return {
    page,
    async close() {
      await page.close()
      await server.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

const place = (/** @type {Page} */ page, /** @type {string} */ name) =>
  page.getByRole('navigation').getByRole('button', { name }).first()

/**
 * Opens the library repeatedly and measures from the click until layout is complete.
 *
 * @param {Page} page
 * @returns {Promise<number>} the median in milliseconds
 */
async function mounting(page) {
  const [library, running] = [place(page, 'Library'), place(page, 'Running')]
  const times = []
  for (let round = -3; round < 25; round++) {
    await running.click()
    await page.waitForTimeout(50)
    const time = await library.evaluate(async (button) => {
      const start = performance.now()
      if (button instanceof HTMLElement) button.click()
      await Promise.resolve()
      document.body.getBoundingClientRect()
      return performance.now() - start
    })
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor()
    if (round >= 0) times.push(time)
  }
  return median(times)
}

/**
 * Scrolls the list by 120 pixels per frame, like a mouse wheel, for four seconds.
 *
 * @param {Page} page
 * @returns {Promise<{ longest: number, frames: number }>} the longest frame in milliseconds
 */
function scrolling(page) {
  return page.evaluate(async () => {
    let list = document.querySelector('[data-models]')
    while (list && list.scrollHeight <= list.clientHeight) list = list.parentElement
    if (!list) throw new Error('no list')
    list.scrollTop = 0
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await frame()
    const waits = []
    for (let last = await frame(); waits.length < 240;) {
      list.scrollTop += 120
      const now = await frame()
      waits.push(Number(now) - Number(last))
      last = now
    }
    return { longest: Math.max(...waits), frames: waits.length }
  })
}

/** @param {Page} page */
async function countCommits(page) {
  // React reports each commit to the hook of its developer tools, also in production builds.
  await page.addInitScript(() => {
    const watched = { frames: [0] }
    const frame = () => {
      watched.frames.push(0)
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    Object.assign(globalThis, {
      watched,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        renderers: new Map(),
        inject: () => 1,
        onCommitFiberRoot: () => (watched.frames[watched.frames.length - 1] = (watched.frames.at(-1) ?? 0) + 1),
        onPostCommitFiberRoot: () => {},
        onCommitFiberUnmount: () => {},
      },
    })
  })
}

/**
 * Counts commits per frame while four pulls run.
 *
 * @param {Page} page
 * @returns {Promise<Figure>}
 */
async function commits(page) {
  await page.getByRole('button', { name: 'Pull model' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Pull a model' })
  await dialog.getByRole('button', { name: 'Several at once' }).click()
  await dialog.getByRole('textbox').first().fill('bench-a:70b\nbench-b:70b\nbench-c:70b\nbench-d:70b')
  await dialog.getByRole('button', { name: /^Pull/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await place(page, 'Transfers').click()
  // Until the notifications of their start are gone.
  await page.waitForTimeout(7000)
  const frames = await page.evaluate(async () => {
    const { watched } = /** @type {{ watched: { frames: number[] } }} */ (/** @type {unknown} */ (globalThis))
    const begin = watched.frames.length
    await new Promise((resolve) => setTimeout(resolve, 6000))
    return watched.frames.slice(begin, -1)
  })
  const all = frames.reduce((sum, count) => sum + count, 0)
  return {
    name: 'React commits in a frame under four fast pulls, two at a time, at most',
    value: Math.max(...frames),
    unit: '',
    target: 1,
    note: `${all} in ${frames.length} frames`,
  }
}

/**
 * Embeds a thousand texts and shows matrix and map.
 *
 * @param {Page} page
 * @returns {Promise<Figure[]>}
 */
async function playground(page) {
  await place(page, 'Playground').click()
  const texts = Array.from(
    { length: 1000 },
    (_, at) => `text ${at} of ${['bread', 'rain', 'rust', 'song'][at % 4]} ${at * 7919}`,
  )
  await page.getByRole('textbox', { name: 'Texts to add' }).fill(texts.join('\n'))
  await page.keyboard.press('Enter')
  await page.getByText('1,000 texts', { exact: true }).waitFor()
  await page.getByRole('combobox', { name: 'Model', exact: true }).click()
  await page.getByRole('option', { name: 'bge-m3:latest' }).click()
  const rounds = []
  for (let round = 0; round < 5; round++) {
    await page.evaluate(() => {
      performance.clearMeasures()
      const longest = { ms: 0 }
      Object.assign(globalThis, { longest })
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration)
      }).observe({ type: 'longtask' })
    })
    await page.getByRole('button', { name: /^Embed/ }).click()
    await page.waitForFunction(() => performance.getEntriesByName('corral:plane').length > 0, undefined, {
      timeout: 60_000,
    })
    await page.waitForTimeout(1500)
    rounds.push(
      await page.evaluate(() => {
        const { longest } = /** @type {{ longest: { ms: number } }} */ (/** @type {unknown} */ (globalThis))
        const of = (/** @type {string} */ name) => performance.getEntriesByName(name)[0]?.duration ?? NaN
        return { matrix: of('corral:matrix'), plane: of('corral:plane'), longest: longest.ms }
      }),
    )
  }
  return [
    {
      name: 'matrix of 1,000 × 1,024, in workers',
      value: median(rounds.map(({ matrix }) => matrix)),
      unit: 'ms',
      target: 300,
    },
    {
      name: 'PCA of 1,000 × 1,024, in a worker',
      value: median(rounds.map(({ plane }) => plane)),
      unit: 'ms',
      target: 300,
    },
    {
      name: 'longest task of the page meanwhile',
      value: median(rounds.map(({ longest }) => longest)),
      unit: 'ms',
      target: 50,
      note: 'tasks below 50 ms are not told and count 0',
    },
  ]
}

/**
 * The journal of so many copies, ten minutes apart.
 *
 * @param {number} count
 * @param {string} url
 */
function journalOf(count, url) {
  const line = (/** @type {object} */ value) => {
    const json = JSON.stringify(value)
    return `${createHash('sha256').update(json).digest('hex').slice(0, 8)} ${json}\n`
  }
  const digest = 'a'.repeat(64)
  const now = Date.now()
  const copies = Array.from({ length: count }, (_, index) => {
    const at = now - (count - index) * 600_000
    const [from, to] = [`somebody/model-${index}:q4_k_m`, `mine-${index}:q4_k_m`]
    const value = {
      id: `copy-${index}`,
      kind: 'copy',
      hostId: 'run',
      url,
      hostName: '',
      names: [from, to],
      at,
      endedAt: at + 40,
      state: 'done',
      before: { [to]: null },
      after: { [to]: digest },
      steps: [
        {
          call: { method: 'POST', path: '/api/copy', body: { source: from, destination: to } },
          at,
          outcome: { status: 200, ms: 9 },
        },
      ],
      problem: null,
      job: null,
      undoes: null,
      partOf: null,
      changes: [],
    }
    return line({ id: value.id, value })
  })
  return line({ journal: 'operations.journal', version: 3 }) + copies.join('')
}

/**
 * Goes to the history after a reload and measures from the click until its lines, which it reads from the core, are in the layout.
 *
 * @param {Page} page
 * @returns {Promise<Figure>}
 */
async function opensHistory(page) {
  const times = []
  for (let round = 0; round < 9; round++) {
    // What was read before is forgotten, while code and texts are loaded already.
    await page.reload()
    await place(page, 'History').waitFor()
    await page.waitForTimeout(1500)
    const time = await place(page, 'History').evaluate(async (button) => {
      const start = performance.now()
      if (button instanceof HTMLElement) button.click()
      while (document.querySelectorAll('main [role=option]').length === 0)
        await new Promise((resolve) => requestAnimationFrame(resolve))
      document.body.getBoundingClientRect()
      return performance.now() - start
    })
    times.push(time)
    await place(page, 'Library').click()
    await page.waitForTimeout(500)
  }
  await place(page, 'History').click()
  await page.getByText('5,000 entries').waitFor()
  return {
    name: 'opening History with 5,000 entries',
    value: median(times),
    unit: 'ms',
    target: 50,
    note: `at most ${Math.max(...times).toFixed(0)} ms in ${times.length}`,
  }
}

/**
 * @param {{ many: string, none: string, plain: string }} urls servers with 10,000 models, with none, and a fast one
 * @returns {Promise<Figure[]>}
 */
export async function pageFigures({ many, none, plain }) {
  const browser = await launchBrowser()
  /** @type {Figure[]} */
  const figures = [scripts()]
  const [large, empty] = [await open(browser, many), await open(browser, none)]
  await large.page.getByRole('row').nth(5).waitFor({ timeout: 60_000 })
  await empty.page.getByRole('heading', { level: 1, name: 'Library' }).waitFor()
  await large.page.waitForTimeout(3000)
  const [full, bare] = [await mounting(large.page), await mounting(empty.page)]
  figures.push({
    name: '10,000 models: mount over that of an empty list',
    value: full - bare,
    unit: 'ms',
    target: 15,
    note: `${full.toFixed(1)} ms, ${bare.toFixed(1)} ms empty`,
  })
  await empty.close()
  const scrolls = []
  for (let round = 0; round < 5; round++) scrolls.push((await scrolling(large.page)).longest)
  figures.push({
    name: '10,000 models: longest frame of 240 while scrolling',
    value: median(scrolls),
    unit: 'ms',
    target: 32,
    note: `five times: ${scrolls.map((ms) => ms.toFixed(0)).join(', ')}`,
  })
  figures.push(...(await keys(large.page)))
  await large.close()
  const watched = await open(browser, plain, countCommits)
  figures.push(await commits(watched.page))
  await watched.close()
  const busy = await open(browser, plain)
  figures.push(...(await manyPulls(busy.page, (name) => place(busy.page, name).click())))
  await busy.close()
  const past = await open(browser, plain, undefined, { 'operations.journal': journalOf(5000, plain) })
  await place(past.page, 'History').waitFor()
  figures.push(await opensHistory(past.page))
  await past.close()
  const desk = await open(browser, plain)
  figures.push(...(await playground(desk.page)))
  await desk.close()
  await browser.close()
  return figures
}
