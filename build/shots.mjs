// @ts-check
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from './browser.mjs'
import { build } from './build.mjs'
import { startServer } from './server.mjs'

/** Takes the screenshots of the README: the real page through the web server, on the sandbox, light and dark. */
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = path.join(root, '.github', 'shots')
const SIZE = { width: 1280, height: 800 }
const CALM = 400
const PATIENCE = 20_000

await build()
mkdirSync(folder, { recursive: true })
const browser = await launchBrowser()
try {
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    await withCorral(theme, ['--sandbox'], places)
    await withCorral(theme, [], welcome)
  }
} finally {
  await browser.close()
}

/**
 * @param {'light' | 'dark'} theme
 * @param {string[]} args
 * @param {(page: import('playwright-core').Page, snap: (name: string) => Promise<void>) => Promise<void>} visit
 */
async function withCorral(theme, args, visit) {
  const data = mkdtempSync(path.join(os.tmpdir(), 'corral-shots-'))
  const env = { ...process.env }
  delete env['OLLAMA_HOST']
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

/** @type {Parameters<typeof withCorral>[2]} */
async function welcome(page, snap) {
  await page.getByText('Explore the sandbox').waitFor()
  await snap('welcome')
}
