import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { catchDownloads } from './downloads.ts'
import { partsOf } from './parts.ts'

/** Each step needs the one before it. No pull finishes on its own at this rate. */
describe.skipIf(skipped)('the queue of transfers', () => {
  let sandbox: Sandbox
  let corral: Corral
  beforeAll(async () => {
    sandbox = await startSandbox({ rate: 20e6 })
    corral = await launchCorral({ args: ['--host', sandbox.url] })
    await partsOf(corral.page).row('llama3.2:latest').waitFor()
    await partsOf(corral.page).place('Transfers').click()
  })
  afterAll(async () => {
    await corral?.close()
    await sandbox?.close()
  })
  const page = () => corral.page
  const section = (name: string) => page().getByRole('region', { name, exact: true })
  const card = (name: string) => section(`Pull ${name}`)
  const handle = (name: string) => card(name).getByRole('button', { name: /^Move/ })
  const status = () => page().getByRole('contentinfo')
  const shown = (name: string) => async () => {
    const labels = await section(name)
      .locator('[data-card]')
      .evaluateAll((cards) => cards.map((each) => each.getAttribute('aria-label')))
    return labels.map((label) => label?.replace('Pull ', ''))
  }
  const holds = async (name: string, ...models: string[]) => expect.poll(shown(name)).toEqual(models)

  it('runs two at a time, and the third waits for its turn', async () => {
    for (const name of ['mistral:7b', 'qwen3:8b', 'phi4:14b']) await partsOf(page()).pull(name)
    await holds('Active', 'mistral:7b', 'qwen3:8b')
    await holds('Queue', 'phi4:14b')
    await card('phi4:14b').getByText('queued', { exact: true }).waitFor()
    await status()
      .getByText(/^2 pulls, 1 queued/)
      .waitFor()
    await expect.poll(() => sandbox.open()).toBe(2)
  })

  it('adds no second transfer for a model that is there', async () => {
    await partsOf(page()).pull('phi4')
    await partsOf(page()).pull('phi4:14b')
    await holds('Queue', 'phi4:14b', 'phi4:latest')
    await card('phi4:latest')
      .getByRole('button', { name: /^Cancel/ })
      .click()
    await holds('Queue', 'phi4:14b')
    await card('phi4:latest').getByText('It had not begun.').waitFor()
  })

  it('is listed behind the status bar, and what has ended behind the bell', async () => {
    await status()
      .getByRole('button', { name: /^2 pulls, 1 queued/ })
      .click()
    const active = page().getByRole('dialog', { name: 'Transfers' }).getByRole('listitem')
    await expect.poll(() => active.count()).toBe(3)
    await active.filter({ hasText: 'phi4:14b' }).getByText('queued', { exact: true }).waitFor()
    await page().keyboard.press('Escape')
    await page()
      .getByRole('button', { name: /^Events/ })
      .click()
    await page()
      .getByRole('dialog', { name: 'Events' })
      .getByText(/cancelled/i)
      .waitFor()
    await page().keyboard.press('Escape')
  })

  it('gives the turn of a paused one to the next', async () => {
    await card('mistral:7b')
      .getByText(/MB\/s · /)
      .waitFor()
    await card('mistral:7b')
      .getByRole('button', { name: /^Pause/ })
      .click()
    await holds('Active', 'qwen3:8b', 'phi4:14b')
    await holds('Queue', 'mistral:7b')
    await card('mistral:7b').getByText('paused', { exact: true }).waitFor()
    await card('mistral:7b')
      .getByText(/^\d+% .* · .* of /)
      .waitFor()
    await section('Queue')
      .getByText(/OLLAMA_NOPRUNE/)
      .waitFor()
  })

  it('is put in another order by keys, which is announced', async () => {
    await partsOf(page()).pull('gemma3:1b')
    await holds('Queue', 'mistral:7b', 'gemma3:1b')
    await handle('gemma3:1b').focus()
    await page().keyboard.press('ArrowUp')
    await holds('Queue', 'gemma3:1b', 'mistral:7b')
    await page().getByText('gemma3:1b is now 1 of 2 in the queue', { exact: true }).waitFor({ state: 'attached' })
    const focused = () => page().evaluate(() => document.activeElement?.getAttribute('aria-label'))
    expect(await focused()).toMatch(/^Move gemma3:1b/)
    // Moves that come faster than they are made are made one after the other.
    await page().evaluate(() => {
      const announced: (string | undefined)[] = []
      new MutationObserver((changes) => {
        for (const { target } of changes) announced.push(/is now (\d)/.exec(target.textContent ?? '')?.[1])
      }).observe(document.querySelector('section ul ~ [role=status]')!, { characterData: true, subtree: true })
      Object.assign(globalThis, { announced })
    })
    for (const key of ['ArrowDown', 'ArrowUp', 'End', 'Home']) await page().keyboard.press(key)
    await expect
      .poll(() => page().evaluate(() => (globalThis as { announced?: unknown }).announced))
      .toEqual(['2', '1', '2', '1'])
    await holds('Queue', 'gemma3:1b', 'mistral:7b')
  })

  it('is put in another order by dragging, unless Escape is pressed', async () => {
    /** Presses the handle of a card, and returns where another one begins: cards above it can become lower meanwhile. */
    const grip = async (from: string, onto: string) => {
      const start = await handle(from).boundingBox()
      const end = await card(onto).boundingBox()
      if (!start || !end) throw new Error('a card is not in sight')
      await page().mouse.move(start.x + start.width / 2, start.y + start.height / 2)
      await page().mouse.down()
      return [start.x + start.width / 2, end.y + 3] as const
    }
    await page().mouse.move(...(await grip('mistral:7b', 'gemma3:1b')), { steps: 5 })
    await page().keyboard.press('Escape')
    await page().mouse.up()
    await page().mouse.move(...(await grip('mistral:7b', 'gemma3:1b')), { steps: 5 })
    expect(await shown('Queue')()).toEqual(['gemma3:1b', 'mistral:7b'])
    await page().mouse.up()
    await holds('Queue', 'mistral:7b', 'gemma3:1b')
    // Moved and released before the page has rendered.
    const place = await grip('gemma3:1b', 'mistral:7b')
    const busy = page().evaluate(() => {
      for (const end = performance.now() + 500; performance.now() < end;);
    })
    await Promise.all([busy, page().mouse.move(...place), page().mouse.up()])
    await holds('Queue', 'gemma3:1b', 'mistral:7b')
    await handle('gemma3:1b').press('End')
    await holds('Queue', 'mistral:7b', 'gemma3:1b')
    await handle('gemma3:1b').press('Home')
    await holds('Queue', 'gemma3:1b', 'mistral:7b')
  })

  it('gives turns in its order', async () => {
    await card('mistral:7b').getByRole('button', { name: 'Resume' }).click()
    await card('mistral:7b').getByText('queued', { exact: true }).waitFor()
    await card('qwen3:8b')
      .getByRole('button', { name: /^Pause/ })
      .click()
    await expect.poll(async () => (await shown('Active')()).includes('gemma3:1b')).toBe(true)
    await expect.poll(async () => new Set(await shown('Queue')())).toEqual(new Set(['mistral:7b', 'qwen3:8b']))
  })

  it('stops all traffic when all are paused', async () => {
    await page().getByRole('button', { name: 'Pause all', exact: true }).click()
    await section('Active').waitFor({ state: 'detached' })
    await expect.poll(() => sandbox.open()).toBe(0)
    await status().getByText('4 paused', { exact: true }).waitFor()
    // The button has become the other one and kept the focus.
    expect(await page().evaluate(() => document.activeElement?.textContent)).toBe('Resume all')
  })

  it('is the same after a reload, and goes on', async () => {
    const order = await shown('Queue')()
    expect(order).toHaveLength(4)
    await page().reload()
    await partsOf(page()).place('Transfers').click()
    await holds('Queue', ...(order as string[]))
    await partsOf(page()).command('resume all', 'Resume all transfers')
    await holds('Active', ...(order.slice(0, 2) as string[]))
    await holds('Queue', ...(order.slice(2) as string[]))
    await status()
      .getByText(/^2 pulls, 2 queued/)
      .waitFor()
  })

  it('follows the number at a time of the settings', async () => {
    await page().getByRole('button', { name: '2 at a time for each host' }).click()
    await page().getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    const field = page().getByRole('textbox', { name: 'Transfers at a time' })
    await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true)
    await page().keyboard.press('ArrowUp')
    await partsOf(page()).place('Transfers').click()
    await status()
      .getByText(/^3 pulls, 1 queued/)
      .waitFor()
  })

  it('keeps what has ended, to be found, filtered and exported', async () => {
    const ended = section('Ended')
    for (const name of ['qwen3:8b', 'mistral:7b'])
      await card(name)
        .getByRole('button', { name: /^Cancel/ })
        .click()
    await expect.poll(async () => (await shown('Ended')()).length).toBeGreaterThanOrEqual(3)
    await ended.getByRole('searchbox').fill('QWEN')
    await holds('Ended', 'qwen3:8b')
    await ended.getByRole('button', { name: 'Failed', exact: true }).click()
    await ended.getByText('None of them matches.').waitFor()
    await ended.getByRole('button', { name: 'Show all' }).click()
    await ended.getByRole('button', { name: 'Cancelled', exact: true }).click()
    await ended.getByRole('searchbox').fill('qwen')
    const saved = await catchDownloads(corral)
    await ended.getByRole('button', { name: 'Export as JSON' }).click()
    const { transfers } = JSON.parse((await saved('.json')).toString()) as { transfers: object[] }
    expect(transfers).toMatchObject([{ model: 'qwen3:8b', kind: 'pull', outcome: 'cancelled', problem: null }])
    await ended.getByRole('button', { name: 'Clear cancelled' }).click()
    await ended.getByText('None of them matches.').waitFor()
    expect(corral.pageErrors).toEqual([])
  })
})

describe.skipIf(skipped)('many ended transfers', () => {
  let sandbox: Sandbox
  let corral: Corral
  beforeAll(async () => {
    sandbox = await startSandbox({ rate: 0 })
    corral = await launchCorral({ args: ['--host', sandbox.url] })
    await partsOf(corral.page).row('llama3.2:latest').waitFor()
    await partsOf(corral.page).place('Transfers').click()
  })
  afterAll(async () => {
    await corral?.close()
    await sandbox?.close()
  })

  it('are rendered fifty at a time, and the failed ones counted until they are seen', async () => {
    const { page } = corral
    const place = partsOf(page).place('Transfers')
    await partsOf(page).place('Library').click()
    await partsOf(page).pull('missing:latest')
    await place.getByText('1 failed', { exact: true }).waitFor()
    await place.click()
    await place.getByText('1 failed', { exact: true }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Pull model' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Pull a model' })
    await dialog.getByRole('button', { name: 'Several' }).click()
    const names = Array.from({ length: 52 }, (_, at) => `missing-${at}:latest`)
    await dialog.getByRole('textbox').first().fill(names.join('\n'))
    await dialog.getByRole('button', { name: 'Pull 52' }).click()
    // Each pull is on the disk before the next is started.
    await dialog.waitFor({ state: 'detached', timeout: 40_000 })
    const ended = page.getByRole('region', { name: 'Ended', exact: true })
    const cards = ended.locator('[data-card]')
    await ended.getByText('53 transfers', { exact: true }).waitFor({ timeout: 40_000 })
    expect(await cards.count()).toBe(50)
    // It stays where it was scrolled to: cards that come into view have the height they had.
    const more = ended.getByRole('button', { name: 'Show 3 more' })
    const places = await more.evaluate(async (button) => {
      button.scrollIntoView({ block: 'nearest' })
      const at = () => Math.round(button.getBoundingClientRect().top)
      const before = at()
      for (let frames = 0; frames < 10; frames++) await new Promise((resolve) => requestAnimationFrame(resolve))
      return { before, after: at() }
    })
    expect(places.after).toBe(places.before)
    await more.click()
    await expect.poll(() => cards.count()).toBe(53)
    await ended.getByRole('searchbox').fill('missing-51')
    await expect.poll(() => cards.count()).toBe(1)
    await cards.getByRole('button', { name: 'Remove from list' }).click()
    await ended.getByText('None of them matches.').waitFor()
    expect(corral.pageErrors).toEqual([])
  })
})
