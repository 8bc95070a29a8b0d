import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchCorral, skipped, target, type Corral } from './corral.ts'
import { partsOf } from './parts.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  id: string
  impact: string
  nodes: { html: string; failureSummary: string }[]
}

/** The serious and critical findings of axe. */
async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const findings = await page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: Finding[] }> } }
    ).axe.run()
    return violations
  })
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`)
}

/** Whether an element reaches beyond the window horizontally. */
const overflows = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

/** What is wrong with the focus: it is on nothing, hidden, out of view or not marked; empty if nothing is. */
const focusFault = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return 'on nothing'
    const { outlineStyle, boxShadow } = getComputedStyle(element)
    const { top, bottom, width } = element.getBoundingClientRect()
    if (!element.checkVisibility() || width === 0) return `hidden: ${element.outerHTML.slice(0, 200)}`
    if (bottom <= 0 || top >= innerHeight) return `out of view: ${element.outerHTML.slice(0, 200)}`
    // Text fields have a caret.
    const isMarked = outlineStyle !== 'none' || boxShadow !== 'none' || element.matches('input, textarea')
    return isMarked ? '' : `not marked: ${element.outerHTML.slice(0, 200)}`
  })

/** Whether the chart of the page has lines in the colour of the theme's lines. */
const hasThemeLines = (page: Page) =>
  page.evaluate(() => {
    const chart = document.querySelector('main canvas')
    if (!(chart instanceof HTMLCanvasElement)) return false
    const swatch = document.createElement('canvas').getContext('2d')
    const pixels = chart.getContext('2d')?.getImageData(0, 0, chart.width, chart.height).data
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.cssText = 'transition: none !important; color: var(--line)'
    if (!swatch || !pixels) return false
    swatch.fillStyle = getComputedStyle(probe).color
    probe.remove()
    swatch.fillRect(0, 0, 1, 1)
    const line = swatch.getImageData(0, 0, 1, 1).data.join()
    for (let at = 0; at < pixels.length; at += 4) if (pixels.slice(at, at + 4).join() === line) return true
    return false
  })

const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
]
/** 1280 × 800 at a zoom of 200 %. */
const zoomed = { width: 640, height: 400 }

const places = ['Library', 'Running', 'Transfers', 'Playground', 'Hosts'] as const

/** One model is loaded and another pulled, so that each place has something to show. */
async function loadAndPull(page: Page) {
  const { row, pull, place } = partsOf(page)
  await row('llama3.2:latest').waitFor()
  await row('llama3.2:latest').focus()
  await page.keyboard.press('l')
  await pull('mistral:7b')
  await place('Library').click()
}

// The page is the same in window and browser, so it is checked once.
describe.skipIf(skipped || target === 'window').each(['light', 'dark'] as const)(
  'every place in the %s theme',
  (colorScheme) => {
    let corral: Corral
    beforeAll(async () => {
      corral = await launchCorral({ args: ['--sandbox'], colorScheme })
      // During a fade colours belong to no theme.
      await corral.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await loadAndPull(corral.page)
    })
    afterAll(() => corral?.close())

    const resize = async (size: { width: number; height: number }) => {
      await corral.page.setViewportSize(size)
      await corral.page.waitForFunction((wide) => Math.abs(window.innerWidth - wide) < 40, size.width)
    }

    it.each(colorScheme === 'light' ? [...sizes, zoomed] : sizes)(
      'has no serious axe finding and nothing cut off at $width × $height',
      async (size) => {
        await resize(size)
        const { place, row, command } = partsOf(corral.page)
        const check = async (where: string) => {
          expect(await serious(corral.page), where).toEqual([])
          await expect.poll(() => overflows(corral.page), { message: where }).toBe(false)
        }
        for (const name of places) {
          await place(name).click()
          await corral.page.getByRole('heading', { level: 1 }).waitFor()
          await check(name)
          if (name === 'Running') await expect.poll(() => hasThemeLines(corral.page)).toBe(true)
        }
        await corral.page.getByRole('button', { name: 'Settings' }).click()
        await check('Settings')
        await place('Library').click()
        await row('llama3.2:latest').click()
        await corral.page.getByRole('tab', { name: 'Overview' }).waitFor()
        await check('inspector')
        const acts = corral.page.getByRole('complementary').getByRole('button', { name: /^(Copy|Delete)/ })
        const tops = await acts.evaluateAll((all) => all.map((act) => act.getBoundingClientRect().top))
        if (size !== zoomed) expect(new Set(tops.slice(0, 2)).size).toBe(1)
        await corral.page.keyboard.press('Escape')
        await corral.page.keyboard.press('ControlOrMeta+k')
        await corral.page.getByRole('combobox').waitFor()
        await check('palette')
        await corral.page.keyboard.press('Escape')
        await command('try llama3.2:latest', 'Try llama3.2:latest')
        await corral.page.getByRole('dialog', { name: /^Try / }).waitFor()
        await check('try')
        await corral.page.keyboard.press('Escape')
        await corral.page.getByRole('dialog').waitFor({ state: 'detached' })
        await corral.page.getByRole('button', { name: 'Pull model' }).click()
        const pullDialog = corral.page.getByRole('dialog', { name: 'Pull a model' })
        await pullDialog.waitFor()
        await check('pull dialog')
        await corral.page.keyboard.press('Escape')
        await pullDialog.waitFor({ state: 'detached' })
      },
    )
  },
)

describe.skipIf(skipped || target === 'window')('in high contrast', () => {
  let corral: Corral
  beforeAll(async () => {
    corral = await launchCorral({ args: ['--sandbox'] })
    await corral.page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
    await loadAndPull(corral.page)
  })
  afterAll(() => corral?.close())
  const styleOf = (locator: Locator, property: string) =>
    locator.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)

  it('outlines what is selected and where one is', async () => {
    const { row, place } = partsOf(corral.page)
    await row('qwen3:32b').click({ modifiers: ['ControlOrMeta'] })
    expect(await styleOf(place('Library'), 'outline-style')).toBe('solid')
    expect(await styleOf(place('Running'), 'outline-style')).toBe('none')
    await corral.page.keyboard.press('ArrowUp')
    expect(await styleOf(row('qwen3:32b'), 'outline-style')).toBe('solid')
    expect(await styleOf(corral.page.locator(':focus'), 'outline-style')).toBe('double')
    await corral.page.keyboard.press('Escape')
  })

  it('keeps dots and bars apart from the background', async () => {
    const { place } = partsOf(corral.page)
    const dot = (name: string) => corral.page.getByRole('grid').getByRole('img', { name, exact: true }).first()
    await dot('Loaded').waitFor()
    const [loaded, idle] = [
      await styleOf(dot('Loaded'), 'background-color'),
      await styleOf(dot('Not loaded'), 'background-color'),
    ]
    const background = await styleOf(corral.page.locator('body'), 'background-color')
    expect(new Set([loaded, idle, background]).size).toBe(3)
    await place('Transfers').click()
    const bar = corral.page.getByRole('progressbar').first()
    expect(await styleOf(bar, 'border-top-style')).toBe('solid')
    const segment = bar.locator('> span').first()
    expect(await styleOf(segment.locator('> span'), 'background-color')).not.toBe(
      await styleOf(segment, 'background-color'),
    )
    await place('Running').click()
    const part = corral.page.locator('dd li').first()
    expect(await styleOf(part, 'background-color')).not.toBe(background)
  })

  it('has no serious axe finding', async () => {
    const { place } = partsOf(corral.page)
    for (const name of places) {
      await place(name).click()
      await corral.page.getByRole('heading', { level: 1 }).waitFor()
      expect(await serious(corral.page), name).toEqual([])
    }
  })
})

describe.skipIf(skipped)('with the keyboard alone', () => {
  let corral: Corral
  beforeAll(async () => {
    corral = await launchCorral({ args: ['--sandbox'] })
    await partsOf(corral.page).row('llama3.2:latest').waitFor()
  })
  afterAll(() => corral?.close())
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => corral.page.keyboard.press(key)), Promise.resolve())
  const rowInFocus = () => corral.page.evaluate(() => document.querySelector('[role=row]:focus')?.textContent ?? '')

  it('moves, filters, opens and closes in the library', async () => {
    const { row, tabTo } = partsOf(corral.page)
    await press('/')
    await corral.page.keyboard.type('llama3.2')
    await row('qwen3:32b').waitFor({ state: 'detached' })
    await press('ArrowDown')
    await tabTo(corral.page.getByRole('row').filter({ hasText: 'llama3.2' }))
    await press('Enter')
    await corral.page.getByRole('tab', { name: 'Overview' }).waitFor()
    await press('Escape')
    await corral.page.getByRole('tab', { name: 'Overview' }).waitFor({ state: 'detached' })
  })

  it('goes to every place by number and to the shortcuts by ?', async () => {
    for (const [key, heading] of [
      ['2', 'Running'],
      ['3', 'Transfers'],
      ['4', 'playground'],
      ['5', 'Hosts'],
      ['6', 'History'],
      ['1', 'Library'],
    ] as const) {
      await press(`ControlOrMeta+${key}`)
      await corral.page.getByRole('heading', { level: 1, name: new RegExp(heading, 'i') }).waitFor()
    }
    await press('?')
    await corral.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await press('Escape')
  })

  it('has the focus where the keys of a place work, and on the row that was left', async () => {
    const { row } = partsOf(corral.page)
    const active = () => corral.page.evaluate(() => document.activeElement?.closest('main')?.id ?? null)
    await press('ControlOrMeta+2')
    await expect.poll(active).toBe('content')
    await press('ControlOrMeta+1', '/', 'Escape')
    await row('qwen3:32b').waitFor()
    await press('Escape', 'Home', 'ArrowDown')
    await expect.poll(rowInFocus).toContain('deepseek-r1')
    await press('ArrowUp')
    await expect.poll(rowInFocus).toContain('bge-m3')
    await press('l')
    await row('bge-m3:latest').getByRole('img', { name: /^Load/ }).waitFor()
    await press('ControlOrMeta+2')
    await corral.page.locator('[data-card]:focus').waitFor()
    await press('ControlOrMeta+4')
    await corral.page.locator('textarea:focus').waitFor()
    await press('ControlOrMeta+5')
    await corral.page.locator('[data-card]:focus').waitFor()
    await press('ControlOrMeta+,')
    await corral.page.locator('[data-arrival]:focus').waitFor()
    await partsOf(corral.page).command('go library', 'Go to Library')
    await expect.poll(rowInFocus).toContain('bge-m3')
    await press('p')
    await corral.page.getByRole('dialog', { name: 'Pull a model' }).waitFor()
    await press('Escape')
    await expect.poll(rowInFocus).toContain('bge-m3')
  })

  it('clears a search by Escape before it closes what is around it', async () => {
    await press('Enter')
    await partsOf(corral.page).tab('Metadata')
    const search = corral.page.getByRole('tabpanel').getByRole('searchbox')
    await search.fill('zzz')
    await press('Escape')
    await expect.poll(() => search.inputValue()).toBe('')
    await press('Escape')
    await search.waitFor({ state: 'detached' })
    await expect.poll(rowInFocus).toContain('bge-m3')
    await partsOf(corral.page).command('compare bge', 'Compare bge-m3:latest')
    await corral.page.getByRole('heading', { name: 'Compare' }).waitFor()
    // The list of models to choose from takes the first.
    await corral.page.locator('[role=combobox]:focus').waitFor()
    await press('Escape')
    await corral.page.getByRole('button', { name: 'Second model' }).and(corral.page.locator(':focus')).waitFor()
    await press('Escape')
    await expect.poll(rowInFocus).toContain('bge-m3')
  })

  it('pulls by P and finds everything in the palette', async () => {
    await partsOf(corral.page).command('pull', 'Pull a model')
    const pullDialog = corral.page.getByRole('dialog', { name: 'Pull a model' })
    await pullDialog.locator('[role=combobox]:focus').waitFor()
    await corral.page.keyboard.type('all-minilm:22m')
    await press('Enter')
    await pullDialog.waitFor({ state: 'detached' })
    await press('ControlOrMeta+3')
    await corral.page
      .getByText(/downloaded/)
      .first()
      .waitFor()
    await partsOf(corral.page).command('theme dark', 'Dark')
    await corral.page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark')
  })

  it('does what each place is for, and the focus is always seen', async () => {
    const { row, command } = partsOf(corral.page)
    const { page } = corral
    const type = (text: string) => page.keyboard.type(text)
    const seen = (where: string) => expect.poll(() => focusFault(page), { message: where, timeout: 3000 }).toBe('')
    const dialog = (name: string | RegExp) => page.getByRole('dialog', { name })
    const gone = (name: string | RegExp) => dialog(name).waitFor({ state: 'detached' })

    await press('ControlOrMeta+1', '/')
    await type('nomic')
    await row('llama3.2:latest').waitFor({ state: 'detached' })
    await press('ArrowDown', 'Enter')
    await page.getByRole('tab', { name: 'Overview' }).waitFor()
    await seen('an open model')
    await press('F2')
    await dialog(/Rename/)
      .locator('input:focus')
      .waitFor()
    await press('ControlOrMeta+a')
    await type('mine:v1')
    await press('Enter')
    await row('mine:v1').waitFor()
    await seen('a renamed model')
    await press('F2')
    await page.locator('[role=dialog] input:focus').waitFor()
    await press('ControlOrMeta+a')
    await type('nomic-embed-text:v1.5')
    await press('Enter')
    await row('nomic-embed-text:v1.5').waitFor()
    await seen('a model with its old name')

    await press('ControlOrMeta+2')
    await page.locator('[data-card]:focus').waitFor()
    await seen('Running')
    await command('unload bge', 'Unload bge-m3:latest')
    await page.getByText('Nothing is loaded').first().waitFor()
    await seen('an unloaded model')

    await press('ControlOrMeta+3')
    await seen('Transfers')
    await command('pull', 'Pull a model')
    await dialog('Pull a model').locator('[role=combobox]:focus').waitFor()
    await type('all-minilm:33m')
    await press('Enter')
    await gone('Pull a model')
    await seen('a pull')

    await press('ControlOrMeta+4')
    await page.locator('textarea:focus').waitFor()
    await type('the sky is blue\nthe sky is so blue')
    await press('ControlOrMeta+Enter')
    await page
      .getByText(/2 × \d+/)
      .first()
      .waitFor()
    await seen('a result')

    await press('ControlOrMeta+5')
    await seen('Hosts')
    await command('add', /^Add/)
    await page.locator('[role=dialog] input:focus').waitFor()
    await seen('the fields of a host')
    await type('127.0.0.1:7')
    await press('Enter')
    await page.locator('[role=dialog] form').waitFor({ state: 'detached' })
    await page.getByRole('main').getByText('127.0.0.1:7').first().waitFor()
    await seen('an added host')

    await press('ControlOrMeta+,')
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    await seen('Settings')
    const units = page.getByRole('group', { name: 'Sizes' })
    for (let tabs = 0; tabs < 30 && (await units.locator(':focus').count()) === 0; tabs++) {
      await press('Tab')
      await seen('a setting')
    }
    await press('ArrowRight', 'Space')
    await units.locator(':focus[aria-pressed=true]').waitFor()
    await seen('a changed setting')
    await press('ControlOrMeta+1')
    await row('nomic-embed-text:v1.5').getByText('MiB').first().waitFor()
  })

  it('is entirely in Chinese when set', async () => {
    await partsOf(corral.page).command('简体', '简体中文')
    await corral.page.getByRole('navigation').getByText('模型库').or(corral.page.getByText('运行')).first().waitFor()
    expect(await corral.page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
    // Its texts are loaded apart.
    await press('ControlOrMeta+4')
    await corral.page.getByRole('heading', { level: 1, name: '嵌入' }).waitFor()
    expect(await corral.page.locator('main').innerText()).not.toMatch(/\bplayground\./)
  })
})
