import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchCorral, skipped, target, type Corral } from './corral.ts'
import { catchDownloads } from './downloads.ts'
import { partsOf } from './parts.ts'

const root = (page: Page, name: string) => page.evaluate((key) => document.documentElement.dataset[key] ?? null, name)

describe.skipIf(skipped)('settings', () => {
  let dataFolder: string
  let corral: Corral
  beforeAll(async () => {
    dataFolder = mkdtempSync(path.join(os.tmpdir(), 'corral-e2e-'))
    corral = await launchCorral({ args: ['--sandbox'], dataFolder })
    await partsOf(corral.page).row('llama3.2:latest').waitFor()
    await corral.page.keyboard.press('ControlOrMeta+,')
    await corral.page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  })
  afterAll(async () => {
    await corral?.close()
    await rm(dataFolder, { recursive: true, force: true })
  })
  const page = () => corral.page
  const choose = (group: string, choice: string) =>
    page().getByRole('group', { name: group }).getByRole('button', { name: choice, exact: true }).click()

  it('change the page at once', async () => {
    await choose('Theme', 'Dark')
    await expect.poll(() => root(page(), 'theme')).toBe('dark')
    await choose('Row height', 'Compact')
    await expect.poll(() => root(page(), 'density')).toBe('compact')
    expect(await page().evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--row'))).toBe(
      '30px',
    )
    await choose('Motion', 'Reduced')
    await expect.poll(() => root(page(), 'motion')).toBe('reduced')
    const slow = await page().evaluate(() =>
      [...document.querySelectorAll('*')].filter(
        (element) => parseFloat(getComputedStyle(element).transitionDuration) > 0,
      ),
    )
    expect(slow).toEqual([])
  })

  it('write sizes in the units that are chosen, everywhere', async () => {
    await choose('Sizes', 'GiB')
    await partsOf(page()).place('Library').click()
    await page()
      .getByText(/ GiB on disk/)
      .waitFor()
    const row = partsOf(page()).row('llama3.2:latest')
    await row.getByText(/^[\d.]+ GiB$/).waitFor()
    expect((await row.boundingBox())?.height).toBe(30)
    await page().keyboard.press('ControlOrMeta+,')
  })

  it('limit transfers to hours and days', async () => {
    const hour = (ahead: number) => new Date(Date.now() + ahead * 3_600_000).toTimeString().slice(0, 5)
    const [from, to] = [hour(2), hour(3)]
    await choose('Hours of transfers', 'At set hours')
    await page().getByLabel('From', { exact: true }).fill(from)
    await page().getByLabel('To', { exact: true }).fill(to)
    await page()
      .getByText(/^Transfers wait until/)
      .waitFor()
    const monday = page().getByRole('button', { name: /Monday/ })
    await monday.click()
    await expect.poll(() => monday.getAttribute('aria-pressed')).toBe('false')
    const saved = () =>
      (JSON.parse(readFileSync(path.join(dataFolder, 'settings.json'), 'utf8')) as { value: object }).value
    await expect.poll(saved).toMatchObject({ transferSchedule: { days: [0, 2, 3, 4, 5, 6], from, to } })
    await choose('Hours of transfers', 'Always')
    await expect.poll(saved).toMatchObject({ transferSchedule: null })
  })

  it('are found in the palette by name and value, and shown in Settings', async () => {
    await partsOf(page()).place('Library').click()
    await partsOf(page()).command('until unloaded', 'Keep alive')
    await page().getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    const focused = () => page().evaluate(() => document.activeElement?.textContent)
    await expect.poll(focused).toBe('Server default')
    await page()
      .getByRole('textbox', { name: /Keep alive/ })
      .fill('5')
    await page().keyboard.press('Tab')
    await page()
      .getByText(/Write a time with a unit/)
      .waitFor()
    await page()
      .getByRole('textbox', { name: /Keep alive/ })
      .fill('45m')
    await page().keyboard.press('Enter')
    await page().getByText('Models stay for 45 min').waitFor()
  })

  it('show the data folder and the log, and open the folder where there is a window', async () => {
    await page().getByText(dataFolder, { exact: true }).waitFor()
    await page().getByRole('button', { name: 'Show recent lines' }).click()
    await page()
      .getByText('The log is empty.')
      .or(page().getByRole('button', { name: 'Copy these lines' }))
      .first()
      .waitFor()
    const open = page().getByRole('button', { name: 'Open folder' })
    expect(await open.count()).toBe(target === 'window' ? 1 : 0)
    const electron = corral.electron
    if (!electron) return
    await electron.evaluate(({ shell }) => {
      Object.assign(globalThis, { opened: [] as string[] })
      shell.openPath = async (folder) => {
        ;(globalThis as unknown as { opened: string[] }).opened.push(folder)
        return ''
      }
    })
    await open.click()
    await expect
      .poll(() => electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened))
      .toEqual([dataFolder])
  })

  it('list the packages and their licenses, and open links only in the browser', async () => {
    await page().getByRole('button', { name: 'Show licenses' }).click()
    const list = page().getByRole('list', { name: 'Licenses' })
    await page()
      .getByText(/^\d+ packages, Corral first$/)
      .waitFor()
    const names = await list.getByRole('listitem').allInnerTexts()
    expect(names[0]).toMatch(/^Corral \d/)
    for (const name of ['electron', 'react-dom', 'umap-js', 'zod'])
      expect(names.some((text) => text.includes(`${name} `))).toBe(true)
    const zod = list.getByRole('listitem').filter({ hasText: /^zod / })
    await zod.getByText('zod', { exact: false }).first().click()
    await zod.getByText('Permission is hereby granted', { exact: false }).waitFor()
    const link = zod.getByRole('link', { name: 'zod on npm' })
    expect(await link.getAttribute('href')).toBe('https://www.npmjs.com/package/zod')
    const electron = corral.electron
    if (!electron) return
    await electron.evaluate(({ shell }) => {
      Object.assign(globalThis, { led: [] as string[] })
      shell.openExternal = async (url) => void (globalThis as unknown as { led: string[] }).led.push(url)
    })
    await link.click()
    await expect
      .poll(() => electron.evaluate(() => (globalThis as unknown as { led: string[] }).led))
      .toEqual(['https://www.npmjs.com/package/zod'])
    expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  it('are exported with notes, and imported after a look at what changes, which can be undone', async () => {
    const saved = await catchDownloads(corral)
    await partsOf(page()).command('open llama3.2:latest', 'llama3.2:latest')
    await page().getByRole('button', { name: 'Add a note' }).click()
    await page().keyboard.type('good at lists')
    await page().keyboard.press('Escape')
    await partsOf(page()).command('export', 'Export…')
    const exported = await saved('.json')
    expect(JSON.parse(exported.toString())).toMatchObject({
      settings: { theme: 'dark' },
      notes: [{ host: 'sandbox', name: 'llama3.2:latest', text: 'good at lists' }],
    })
    await partsOf(page()).command('theme light', 'Light')
    await expect.poll(() => root(page(), 'theme')).toBe('light')
    const chooser = page().waitForEvent('filechooser')
    await partsOf(page()).command('import', 'Import…')
    await (await chooser).setFiles({ name: 'mine.json', mimeType: 'application/json', buffer: exported })
    const dialog = page().getByRole('dialog', { name: 'Import mine.json' })
    await dialog.getByText('Theme', { exact: true }).waitFor()
    expect(await root(page(), 'theme')).toBe('light')
    await page().keyboard.press('Enter')
    await expect.poll(() => root(page(), 'theme')).toBe('dark')
    await page().getByRole('button', { name: 'Undo' }).last().click()
    await expect.poll(() => root(page(), 'theme')).toBe('light')
    await partsOf(page()).command('theme dark', 'Dark')
    await page().keyboard.press('ControlOrMeta+,')
  })

  it('unload all models without a question where none is wanted', async () => {
    await page()
      .getByRole('checkbox', { name: /Ask before unloading all models/ })
      .click()
    await partsOf(page()).place('Library').click()
    await partsOf(page()).row('llama3.2:latest').focus()
    await page().keyboard.press('l')
    await partsOf(page()).place('Running').click()
    await page().getByRole('button', { name: 'Unload all' }).first().click()
    await page().getByText('Nothing is loaded', { exact: false }).first().waitFor()
    expect(await page().getByRole('alertdialog').count()).toBe(0)
  })

  it('are there again after a start', async () => {
    const stored = JSON.parse(readFileSync(path.join(dataFolder, 'settings.json'), 'utf8')) as { value: object }
    expect(stored.value).toMatchObject({
      theme: 'dark',
      density: 'compact',
      motion: 'reduced',
      units: 'binary',
      keepAlive: '45m',
      confirmUnloadAll: false,
    })
    expect(corral.pageErrors).toEqual([])
    await corral.close()
    corral = await launchCorral({ args: ['--sandbox'], dataFolder })
    await partsOf(corral.page).row('llama3.2:latest').waitFor()
    expect(await root(corral.page, 'density')).toBe('compact')
    expect(await root(corral.page, 'theme')).toBe('dark')
  })
})

describe.skipIf(skipped)('the palette', () => {
  let corral: Corral
  beforeAll(async () => {
    corral = await launchCorral({ args: ['--sandbox'] })
    await partsOf(corral.page).row('llama3.2:latest').waitFor()
  })
  afterAll(() => corral?.close())
  const page = () => corral.page
  const search = () => page().getByRole('dialog', { name: 'Search models, run a command' }).getByRole('combobox')
  const open = async (typed: string) => {
    await page().keyboard.press('ControlOrMeta+k')
    await search().fill(typed)
  }
  const options = () => page().getByRole('option').allInnerTexts()

  it('has models, places, hosts and settings in one list, the best first', async () => {
    await open('hosts')
    await expect.poll(async () => (await options())[0]).toContain('Go to Hosts')
    await search().fill('th')
    await expect.poll(async () => (await options()).some((text) => text.startsWith('Theme'))).toBe(true)
    await search().fill('dr32')
    await expect.poll(async () => (await options())[0]).toContain('deepseek-r1')
    await page().keyboard.press('Enter')
    await page().getByRole('option').filter({ hasText: 'Delete…' }).waitFor()
    await search().locator('..').getByTitle('deepseek-r1:32b', { exact: true }).waitFor()
    expect((await options())[0]).toMatch(/^Open\b/)
    expect(await page().getByRole('tab', { name: 'Overview' }).count()).toBe(0)
    await page().keyboard.press('Backspace')
    await expect.poll(async () => (await options())[0]).toContain('deepseek-r1')
    await page().keyboard.press('Enter')
    await page().locator('[role=option][aria-selected=true]').filter({ hasText: 'Open' }).waitFor()
    await page().keyboard.press('Enter')
    await page().getByRole('tab', { name: 'Overview' }).waitFor()
  })

  it('offers actions on the selected model first, and recent ones before them', async () => {
    await page().keyboard.press('ControlOrMeta+k')
    const list = page().getByRole('listbox')
    await list.getByText('Recent', { exact: true }).waitFor()
    const shown = await options()
    expect(shown[0]).toContain('deepseek-r1')
    for (const act of shown.slice(1, 6)) expect(act).toContain('deepseek-r1')
    await page().keyboard.press('Escape')
  })

  it('takes verb and model in either order and language, and asks before it deletes', async () => {
    await open('加载 qwen3')
    await expect.poll(async () => (await options())[0]).toMatch(/^Load qwen3/)
    await search().fill('qwen3:32b delete')
    await expect.poll(async () => (await options())[0]).toBe('Delete qwen3:32b…')
    await page().keyboard.press('Enter')
    await page().getByRole('alertdialog', { name: 'Delete qwen3:32b?' }).waitFor()
    await page().keyboard.press('Escape')
    await page().getByRole('alertdialog').waitFor({ state: 'detached' })
  })

  it('offers to pull what it does not know, and only opens the dialog', async () => {
    await open('zzzzqq')
    await expect.poll(options).toEqual(['Pull zzzzqq:latest…'])
    await search().fill('pull llama3.2:3b')
    await expect.poll(async () => (await options())[0]).toBe('Pull llama3.2:3b…')
    await page().keyboard.press('Enter')
    const dialog = page().getByRole('dialog', { name: 'Pull a model' })
    await expect.poll(() => dialog.getByRole('combobox', { name: 'Model' }).inputValue()).toBe('llama3.2:3b')
    await page().keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  it('says so when it finds nothing, and is left by Escape, which first clears the text', async () => {
    await open('zz zz!')
    await page().getByText('Nothing found').waitFor()
    await page().keyboard.press('Escape')
    await expect.poll(() => search().inputValue()).toBe('')
    await page().keyboard.press('Escape')
    await search().waitFor({ state: 'detached' })
  })

  it('is opened and closed by the same key, also while it fades', async () => {
    await open('')
    // A key in place of a text that is loaded later.
    expect(
      await page()
        .getByRole('option', { name: /^\w+(\.\w+)+$/ })
        .allInnerTexts(),
    ).toEqual([])
    await page().keyboard.press('ControlOrMeta+k')
    await search().waitFor({ state: 'detached' })
    await open('')
    await page().keyboard.press('Escape')
    await page().keyboard.press('ControlOrMeta+k')
    await page().locator('[role=dialog] [role=combobox]:focus').waitFor()
    await page().keyboard.press('Escape')
    await page().keyboard.press('ControlOrMeta+2')
    await page().getByRole('heading', { name: 'Running', level: 1 }).waitFor()
    await search().waitFor({ state: 'detached' })
  })

  it('lists all shortcuts', async () => {
    await page().keyboard.press('Escape')
    await page().getByRole('main').focus()
    await page().keyboard.press('?')
    const sheet = page().getByRole('dialog', { name: 'Keyboard shortcuts' })
    for (const line of ['Search and commands', 'Go to a place', 'Select all', 'Load or unload', 'Rename', 'Delete'])
      await sheet.getByText(line, { exact: true }).waitFor()
    await page().keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(corral.pageErrors).toEqual([])
  })
})

describe.skipIf(skipped || target === 'window')('the language', () => {
  it('is the browser’s own before that of the computer Corral runs on', async () => {
    const corral = await launchCorral({ args: ['--sandbox'], locale: 'zh-CN' })
    await corral.page.getByRole('heading', { level: 1, name: '模型库' }).waitFor()
    expect(await corral.page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
    await corral.close()
  })
})
