import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { goodPs, goodTag, startOddServer, type OddServer } from './odd-server.ts'
import { partsOf } from './parts.ts'
import { playgroundOf } from './playground.ts'

describe.skipIf(skipped)('a server with odd rows among normal ones', () => {
  let server: OddServer
  let corral: Corral
  beforeAll(async () => {
    server = await startOddServer()
    corral = await launchCorral({ args: ['--host', server.url] })
    await partsOf(corral.page).row('good:1').waitFor()
  })
  afterAll(async () => {
    await corral?.close()
    server?.close()
  })
  const page = () => corral.page
  const parts = () => partsOf(corral.page)
  const seen = (words: string | RegExp) => page().getByText(words).first().waitFor()
  /** The cells of a row other than the name: an unknown value is a dash with the label "unknown". */
  const cells = (name: string) =>
    parts()
      .row(name)
      .getByRole('gridcell')
      .evaluateAll((all) =>
        all.slice(2, -1).map((cell) => cell.querySelector('[role=img]')?.ariaLabel ?? (cell as HTMLElement).innerText),
      )
  /** Nothing is shown for what the server does not report: no figure, date or chip. */
  const nothingMadeUp = async (where = page().locator('body')) => {
    const text = await where.innerText()
    expect(text).not.toMatch(/NaN|undefined|Invalid Date|\bnull\b|\b1970\b|\b0001\b|-1 B|\[object/)
    expect(text).not.toMatch(/(?<![\d.])0 B\b/)
    const emptyChips = await where.locator('span, li, dd').evaluateAll((all) =>
      all
        .filter((element) => {
          const { paddingLeft, borderRadius } = getComputedStyle(element)
          const isChip = parseFloat(paddingLeft) > 0 && parseFloat(borderRadius) > 0
          return isChip && element.checkVisibility() && !element.textContent && !element.querySelector('svg, [role]')
        })
        .map((element) => element.outerHTML),
    )
    expect(emptyChips).toEqual([])
  }

  it('lists all models with a name once, and reports the number of others once', async () => {
    await seen('15 models · ')
    expect(await page().getByText('2 entries could not be read').count()).toBe(1)
    expect(await parts().row('twice:1').count()).toBe(1)
    const nothing = ['Unknown', 'Unknown', 'Unknown', 'Unknown']
    for (const name of ['bare:1', 'only-model:1', 'retyped:1']) expect(await cells(name), name).toEqual(nothing)
    expect(await cells('nulls:1')).toEqual(['Unknown', 'Unknown', '7 B', '1 hour ago'])
    expect(await cells('empty-a:1')).toEqual(['8.0B', 'Q4_K_M', 'Unknown', 'Unknown'])
    expect(await cells('empty-b:1')).toEqual(['Unknown', 'Q4_K_M', '5.0 GB', '1 hour ago'])
    expect(await cells('unparsed:1')).toEqual(['8.0B', 'Q4_K_M', 'Unknown', 'Unknown'])
    // Two empty digests are not the same model.
    expect(await parts().row('empty-a:1').getByText(/share/).count()).toBe(0)
    await parts().row('good:1').getByText('shares 5.0 GB with good-copy:1').waitFor()
    // A capability that nobody knew when this was written.
    await parts().row('embed:1').getByText('telepathy', { exact: true }).waitFor()
    await nothingMadeUp()
  })

  it('shows the same figure for disk and memory everywhere', async () => {
    const diskOf = async (where: string) =>
      /at least [\d.]+ GB on disk/.exec(await page().locator(where).innerText())?.[0]
    const disk = await diskOf('header:has(h1)')
    expect(disk).toBeDefined()
    await parts().row('good:1').focus()
    await page().keyboard.press('ControlOrMeta+a')
    const selection = page().getByRole('region', { name: 'Selection' }).getByRole('status')
    expect(`${(await selection.innerText()).split(', ')[1]} on disk`).toBe(disk)
    await page().keyboard.press('Escape')
    await page().locator('aside').getByText('at least 12.0 GB').waitFor()
    await parts().place('Running').click()
    await seen('6 models use at least 12.0 GB GPU memory, 6.0 GB system memory, 6.0 GB unknown')
    expect(await page().locator('dd.figures').allInnerTexts()).toEqual([
      'at least 12.0 GB',
      'at least 6.0 GB',
      'at least 6.0 GB',
    ])
  })

  it('shows loaded models as far as reported', async () => {
    const card = (name: string) => page().getByRole('region', { name, exact: true })
    await seen('2 entries of the server’s list could not be read: they have no name.')
    for (const name of ['heads:1', 'sees:1', 'only-model:1']) await card(name).getByText('No known expiry').waitFor()
    for (const name of ['bare:1', 'only-model:1'])
      await card(name).getByText('The server does not report how much memory it takes.').waitFor()
    await card('short:1').getByText('The server does not report how much of it is on the GPU.').waitFor()
    expect(await card('short:1').innerText()).not.toContain('context')
    await seen('Not reported for bare:1 and only-model:1.')
    expect(await page().getByText('Another program').count()).toBe(0)
    await nothingMadeUp()
  })

  it('inspects each of them, tab by tab', async () => {
    await parts().place('Library').click()
    const panel = page().locator('aside').last()
    for (const name of ['nulls:1', 'bare:1', 'only-model:1', 'retyped:1', 'heads:1', 'sees:1']) {
      await parts()
        .row(name)
        .click({ position: { x: 60, y: 10 } })
      await panel.getByRole('heading', { name }).waitFor()
      await parts().tab('Overview')
      await panel.locator('dd').first().waitFor()
      if (name === 'sees:1') await panel.getByText('Vision', { exact: true }).waitFor()
      if (name === 'nulls:1') await panel.getByText(/MIT License/).waitFor()
      // The others have nothing odd in their other tabs.
      for (const tab of /nulls|retyped|heads/.test(name) ? await panel.getByRole('tab').all() : []) {
        await tab.press('Enter')
        await panel.getByRole('tabpanel').waitFor()
        // The raw answer may contain anything.
        if ((await tab.innerText()) !== 'Raw') await nothingMadeUp(panel)
      }
      await parts().tab('Overview')
      await nothingMadeUp(panel)
    }
    await parts()
      .row('gone:cloud')
      .click({ position: { x: 60, y: 10 } })
    await panel.getByText('gone:cloud no longer exists at ollama.com').waitFor()
    await panel.getByRole('button', { name: 'Delete' }).first().waitFor()
    await parts().row('gone:cloud').getByText('Gone', { exact: true }).waitFor()
    await page().keyboard.press('Escape')
  })

  it('shows no result of empty vectors, and names the texts without one', async () => {
    await parts().place('Playground').click()
    const { field, embed, text } = playgroundOf(page())
    await field.fill('one')
    await field.press('Enter')
    await field.fill('two')
    await field.press('Enter')
    await field.fill('three')
    await field.press('Enter')
    const marks = () =>
      page()
        .getByRole('img', { name: /^No vector/ })
        .count()
    await embed.click()
    await seen('The server returned no vector for a text')
    expect(await marks()).toBe(3)
    expect(await page().getByRole('application').count()).toBe(0)
    const vectors: Record<string, unknown> = { one: [1, 0, 0], two: [], three: [0, 1, 0] }
    server.embed = (texts) => ({ embeddings: texts.map((text) => vectors[text]) })
    await embed.click()
    await seen('2 of 3 × 3')
    await seen('1 text has no vector')
    await seen('100% and 0% of the variance')
    expect(await marks()).toBe(1)
    await text(/two/)
      .getByRole('img', { name: /^No vector/ })
      .waitFor()
    await nothingMadeUp()
    // A server that returns fewer vectors than it was sent texts.
    server.embed = (texts) => ({ embeddings: texts.filter((text) => text !== 'one').map(() => [1, 2, 3]) })
    await embed.click()
    await text(/one/)
      .getByRole('img', { name: /^No vector/ })
      .waitFor()
    expect(await marks()).toBe(1)
    await nothingMadeUp()
  })

  it('shows within one poll what another client pulls, deletes, loads and unloads', async () => {
    /** One poll, plus the delay of a busy computer. */
    const soon = { timeout: 4000 }
    await parts().place('Library').click()
    await parts().row('good:1').waitFor()
    server.tags = [...server.tags, goodTag('new:1', '8')]
    await parts().row('new:1').waitFor(soon)
    server.ps = [...server.ps, goodPs('new:1', '8')]
    await parts().row('new:1').getByRole('img', { name: 'Loaded', exact: true }).waitFor(soon)
    await parts().place('Running').click()
    const card = page().getByRole('region', { name: 'new:1', exact: true })
    await card.waitFor()
    server.ps = server.ps.slice(0, -1)
    server.tags = server.tags.slice(0, -1)
    await card.waitFor({ state: 'detached', ...soon })
    await parts().place('Library').click()
    await parts()
      .row('new:1')
      .waitFor({ state: 'detached', ...soon })
    await seen('15 models · ')
    await nothingMadeUp()
  })

  it('reports no error and no policy violation', () => {
    expect(corral.pageErrors).toEqual([])
  })
})
