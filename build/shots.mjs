// @ts-check
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from './browser.mjs'
import { build } from './build.mjs'
import { startServer } from './server.mjs'
import { findRuntime } from './start/runtime.mjs'
import { windowRuntime } from './window.mjs'

/** Takes the screenshots of the README: the real page through the web server, on the sandbox, light and dark. */
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = path.join(root, '.github', 'shots')
const SIZE = { width: 1280, height: 800 }
const CALM = 400
const PATIENCE = 20_000

/** Name of the picture, the computer of the sandbox as `--gpus` takes it, and what is loaded. */
const machines = /** @type {const} */ ([
  ['one-gpu', '1:24', 'llama3.2:latest'],
  ['two-gpus', '2:24,12', 'qwen3:32b'],
  ['split', '1:16', 'qwen3:32b'],
  ['cpu-only', 'none:64', 'llama3.2:latest'],
  ['unified', 'unified:36', 'llama3.1:8b'],
])

await build()
mkdirSync(folder, { recursive: true })
const browser = await launchBrowser()
try {
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    await withCorral(theme, ['--sandbox'], places)
    await withCorral(theme, ['--sandbox'], acts)
    await withCorral(theme, [], welcome)
    for (const [name, machine, model] of machines)
      await withCorral(theme, ['--sandbox'], (page, snap) => running(page, snap, name, model), machine)
  }
} finally {
  await browser.close()
}

await tray()

/** The tray in a real desktop, beside it its menu: see `CORRAL_DESKTOP_SESSION` in the README. */
async function tray() {
  const desktop = process.env['CORRAL_DESKTOP_SESSION']
  const electron = findRuntime()
  if (!desktop || electron === null) return console.log('No picture of the tray: no desktop or no Electron here.')
  // The page is built for this runtime; the desktop has a display of its own.
  const runtime = await windowRuntime()
  if (!('missing' in runtime)) runtime.close()
  await build()
  const data = mkdtempSync(path.join(os.tmpdir(), 'corral-shots-'))
  const sandbox = await startServer('sandbox', ['--port', '0'])
  for (const [path, model] of /** @type {const} */ ([
    ['/api/generate', 'qwen3:32b'],
    ['/api/embed', 'nomic-embed-text:v1.5'],
  ]))
    await fetch(new URL(path, sandbox.address), { method: 'POST', body: JSON.stringify({ model, input: '' }) })
  const at = (/** @type {string} */ name) => path.join(data, name)
  // The icon is at the right end of the panel, which is 28 pixels high.
  const script = `
    "$0" --no-sandbox --disable-gpu . --host ${sandbox.address} --data ${data} & corral=$!
    sleep 12; xdotool search --onlyvisible --class '^corral$' windowminimize
    xdotool mousemove 1255 14 click 1; sleep 3
    import -window root -crop 420x270+860+0 +repage ${at('panel.png')}
    xdotool key Escape; sleep 1; xdotool mousemove 1255 14 click 3; sleep 2
    import -window root -crop 420x270+860+0 +repage ${at('menu.png')}
    convert ${at('panel.png')} ${at('menu.png')} +append ${path.join(folder, 'tray.png')}
    kill $corral`
  spawnSync(desktop, ['bash', '-c', script, electron], { cwd: root, stdio: 'ignore' })
  await sandbox.close()
  rmSync(data, { recursive: true, force: true })
}

/**
 * @param {'light' | 'dark'} theme
 * @param {string[]} args
 * @param {(page: import('playwright-core').Page, snap: (name: string) => Promise<void>) => Promise<void>} visit
 * @param {string} [machine] the computer of the sandbox
 */
async function withCorral(theme, args, visit, machine) {
  const data = mkdtempSync(path.join(os.tmpdir(), 'corral-shots-'))
  const env = { ...process.env }
  delete env['OLLAMA_HOST']
  if (machine !== undefined) env['CORRAL_SANDBOX_GPUS'] = machine
  const server = await startServer('serve', ['--data', data, ...args], env)
  try {
    await visitPage(theme, server.address, visit)
  } finally {
    await server.close()
    rmSync(data, { recursive: true, force: true })
  }
}

/**
 * @param {'light' | 'dark'} theme
 * @param {string} address
 * @param {Parameters<typeof withCorral>[2]} visit
 */
async function visitPage(theme, address, visit) {
  const context = await browser.newContext({ viewport: SIZE, colorScheme: theme, locale: 'en-US' })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE)
  await page.goto(address)
  await visit(page, async (name) => {
    // Waits for the end of transitions, but not of live figures.
    await page.waitForTimeout(CALM)
    await quiet(page)
    await page.screenshot({ path: path.join(folder, `${name}-${theme}.png`) })
  })
  await context.close()
}

/**
 * Dismisses all notifications, including those that wait to be shown.
 *
 * @param {import('playwright-core').Page} page
 */
async function quiet(page) {
  const close = page.locator('[role=region][aria-label=Notifications] button[aria-label=Dismiss]')
  while ((await close.count()) > 0)
    await close
      .first()
      .click({ timeout: 2000 })
      .catch(() => {})
}

/**
 * Running, with one model on a computer of its own.
 *
 * @param {import('playwright-core').Page} page
 * @param {(name: string) => Promise<void>} snap
 * @param {string} name
 * @param {string} model
 */
async function running(page, snap, name, model) {
  await page
    .getByRole('row')
    .filter({ has: page.getByTitle(model, { exact: true }) })
    .focus()
  await page.keyboard.press('l')
  await page.getByRole('dialog', { name: `${model} is loaded` }).waitFor({ timeout: 30_000 })
  await page.getByRole('navigation').getByRole('button', { name: 'Running' }).first().click()
  // Readings come every two seconds.
  await page
    .getByText(/^Ollama [1-9]/)
    .first()
    .waitFor()
  await snap(name)
}

/** @type {Parameters<typeof withCorral>[2]} */
async function places(page, snap) {
  const place = (/** @type {string} */ name) =>
    page.getByRole('navigation').getByRole('button', { name }).first().click()
  const row = (/** @type {string} */ name) =>
    page.getByRole('row').filter({ has: page.getByTitle(name, { exact: true }) })
  const pull = async (/** @type {string} */ name) => {
    await page.getByRole('button', { name: 'Pull model' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Pull a model' })
    await dialog.getByLabel('Model', { exact: true }).first().fill(name)
    await dialog.getByRole('button', { name: 'Pull', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  for (const name of ['nomic-embed-text:v1.5', 'qwen3:32b']) {
    await row(name).focus()
    await page.keyboard.press('l')
    await page.getByRole('dialog', { name: `${name} is loaded` }).waitFor({ timeout: 30_000 })
  }
  await row('qwen3:32b').click()
  await page.getByRole('tab', { name: 'Overview' }).waitFor()
  await snap('library')
  await page.getByRole('tab', { name: 'Memory' }).click()
  await page.getByRole('slider').first().focus()
  await page
    .getByText(/^Fits|fits/)
    .first()
    .waitFor()
  await snap('memory')
  await page.keyboard.press('Escape')

  await place('Running')
  await snap('running')

  await place('Library')
  await pull('all-minilm:22m')
  await pull('missing-model')
  await pull('gpt-oss:20b')
  await pull('qwen3:8b')
  await place('Transfers')
  await page.getByText(/MB\/s/).first().waitFor()
  await snap('transfers')

  await place('Playground')
  await page.getByRole('button', { name: 'Try with sample texts' }).first().click()
  await page
    .getByText(/^\d+ × \d+/)
    .first()
    .waitFor({ timeout: 20_000 })
  await snap('playground')

  await place('Hosts')
  await snap('hosts')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('llama')
  await snap('palette')
}

/**
 * The review of an update, the bin and the history.
 *
 * @type {Parameters<typeof withCorral>[2]}
 */
async function acts(page, snap) {
  const row = (/** @type {string} */ name) =>
    page.getByRole('row').filter({ has: page.getByTitle(name, { exact: true }) })
  const command = async (/** @type {string} */ words, /** @type {string} */ name) => {
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type(words)
    await page.getByRole('option', { name }).first().click()
  }
  await row('phi4-mini:latest').waitFor()
  await command('check for updates', 'Check for updates')
  await page.getByRole('button', { name: 'Review phi4-mini:latest' }).click()
  await page.getByRole('insertion').first().waitFor()
  await snap('update')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')

  await row('mistral-small3.2:24b').focus()
  await page.keyboard.press('F2')
  await page.getByRole('dialog').getByRole('textbox').fill('writer:24b')
  await page.keyboard.press('Enter')
  await row('writer:24b').waitFor()
  for (const name of ['llama3.2-backup:latest', 'phi4-mini:latest']) {
    await row(name).focus()
    await page.keyboard.press('Delete')
    await page.getByRole('button', { name: 'Move to bin' }).click()
    await row(name).waitFor({ state: 'detached' })
  }
  await page.getByRole('button', { name: 'Bin: 2 models' }).click()
  await page.getByRole('grid', { name: 'Models in the bin' }).waitFor()
  await snap('bin')
  await page.keyboard.press('ControlOrMeta+6')
  await page.getByRole('option').filter({ hasText: 'Renamed' }).click()
  await page.getByText('POST /api/copy').waitFor()
  await snap('history')
}

/** @type {Parameters<typeof withCorral>[2]} */
async function welcome(page, snap) {
  await page.getByText('Explore the sandbox').waitFor()
  await snap('welcome')
}
