import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { listOf } from './list.ts'
import { partsOf } from './parts.ts'
import { startScripted, type Scripted } from './scripted.ts'

describe.skipIf(skipped)('the library, while the server changes', () => {
  let server: Scripted
  let corral: Corral
  const tag = (name: string) => ({ name, digest: Buffer.from(name).toString('hex').padEnd(64, '0') })
  beforeAll(async () => {
    server = await startScripted({ tags: Array.from({ length: 300 }, (_, at) => tag(`model-${at}:latest`)) })
    corral = await launchCorral({ args: ['--host', server.url], size: { width: 900, height: 600 } })
    await partsOf(corral.page).row('model-1:latest').waitFor()
  })
  afterAll(async () => {
    await corral?.close()
    server?.close()
  })
  const focused = () =>
    corral.page.evaluate(() => document.activeElement?.querySelector('[aria-haspopup=menu]')?.ariaLabel)
  /** Without moving the focus, as when the list is refreshed automatically. */
  const refresh = () =>
    corral.page.getByRole('button', { name: 'Refresh' }).evaluate((button: HTMLElement) => button.click())

  it('keeps order, selection, focus and scroll position, in whatever order the server lists ties', async () => {
    const { page } = corral
    const { choose, names, selection } = listOf(page)
    // All have the same modification time.
    await choose('Sort and group', 'Modified')
    await partsOf(page).row('model-0:latest').focus()
    for (let turn = 0; turn < 4; turn++) await page.keyboard.press('PageDown')
    await page.keyboard.press(' ')
    await selection()
      .getByText(/^1 model, /)
      .waitFor()
    const seen = async () => ({
      focus: await focused(),
      top: await page.locator('[data-models]').evaluate(({ scrollTop }) => scrollTop),
      marked: await page.locator('[role=row][aria-selected=true]').getAttribute('aria-rowindex'),
      names: await names(),
    })
    const before = await seen()
    expect(before.top).toBeGreaterThan(500)
    for (let turn = 1; turn <= 3; turn++) {
      server.tags = [...server.tags.slice(150), ...server.tags.slice(0, 150).reverse(), tag(`new-${turn}:latest`)]
      await refresh()
      await page
        .getByRole('status')
        .getByText(`${300 + turn} models`)
        .waitFor()
      expect(await seen()).toEqual(before)
    }
  })

  it('moves the focus to the row that replaces a deleted one', async () => {
    const { page } = corral
    for (const key of ['Escape', 'Home', 'ArrowDown']) await page.keyboard.press(key)
    await expect.poll(focused).toBe('More for model-1:latest')
    server.tags = server.tags.filter(({ name }) => name !== 'model-1:latest')
    await refresh()
    await expect.poll(focused).toBe('More for model-2:latest')
    // A new one before it moves its model to the next row.
    server.tags = [...server.tags, tag('a-model:latest')]
    await refresh()
    await partsOf(page).row('a-model:latest').waitFor()
    await expect.poll(focused).toBe('More for model-2:latest')
    expect(corral.pageErrors).toEqual([])
  })
})

describe.skipIf(skipped)('the library with ten thousand models, in Chinese and in the dark', () => {
  let sandbox: Sandbox
  let corral: Corral
  beforeAll(async () => {
    sandbox = await startSandbox({ models: 10_000 })
    corral = await launchCorral({
      args: ['--host', sandbox.url],
      size: { width: 900, height: 600 },
      colorScheme: 'dark',
      locale: 'zh-CN',
      env: { LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8' },
    })
  })
  afterAll(async () => {
    await corral?.close()
    await sandbox?.close()
  })

  it('draws only what is in view, from the first to the last', async () => {
    const { page } = corral
    const rows = page.locator('[data-models] [role=row]')
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))
    await page
      .getByText(/^10,000 个模型 · 占用磁盘 ≤ /)
      .first()
      .waitFor()
    await rows.nth(1).focus()
    await page.keyboard.press('End')
    await expect.poll(focused).toBe('10001')
    expect(await rows.count()).toBeLessThan(60)
    await page.keyboard.press('Home')
    await expect.poll(focused).toBe('2')
    await page.keyboard.press('/')
    await page.keyboard.type('llama3.2')
    await page
      .getByText(/^2 \/ 10,000 个模型/)
      .first()
      .waitFor()
    // The header and both rows.
    expect(await rows.count()).toBe(3)
  })

  it('cuts nothing off in the smallest window', async () => {
    const { page } = corral
    const outside = () =>
      page.locator('button, input').evaluateAll((elements) =>
        elements
          .map((element) => ({ label: element.ariaLabel ?? element.textContent, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.right > window.innerWidth || box.left < 0))
          .map(({ label }) => label),
      )
    expect(await outside()).toEqual([])
    await partsOf(page)
      .row('llama3.2:latest')
      .click({ modifiers: ['ControlOrMeta'] })
    expect(await outside()).toEqual([])
    await partsOf(page).row('llama3.2:latest').click()
    const panel = await page.locator('aside').last().boundingBox()
    expect((panel?.x ?? 0) + (panel?.width ?? 0)).toBeLessThanOrEqual(await page.evaluate(() => window.innerWidth))
    expect(corral.pageErrors).toEqual([])
  })
})
