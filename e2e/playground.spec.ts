import { mkdtempSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { catchDownloads } from './downloads.ts'
import { partsOf } from './parts.ts'
import { playgroundOf } from './playground.ts'

describe.skipIf(skipped)('the playground', () => {
  let corral: Corral
  beforeAll(async () => {
    corral = await launchCorral({ args: ['--sandbox'] })
    await partsOf(corral.page).place('Playground').click()
    await playgroundOf(corral.page).field.waitFor()
  })
  afterAll(() => corral?.close())
  const page = () => corral.page
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page().keyboard.press(key)), Promise.resolve())

  it('takes texts as they are typed, pasted, dropped and sampled', async () => {
    const { field, list, text, drop, choose } = playgroundOf(page())
    await field.focus()
    await page().keyboard.type('the sky is blue')
    await press('Enter')
    await page().keyboard.type('the sky is so blue')
    await press('Enter')
    expect(await list.getByRole('option').count()).toBe(2)
    await field.evaluate((element) => {
      const data = new DataTransfer()
      data.setData('text/plain', 'one line\n\nanother line\r\n')
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    })
    await text('another line').waitFor()
    await drop(
      { name: 'a.csv', content: 'text,label\n"bread, warm",food\nsoup,food\n' },
      { name: 'b.jsonl', content: '{"text":"invoice 2231","group":"paper"}\n"receipt"\n' },
    )
    await text(/bread, warm/).waitFor()
    await text('receipt').waitFor()
    expect(await text(/soup/).textContent()).toContain('food')
    await choose('Samples', 'Pairs that mean the same')
    await page().getByText('18 texts', { exact: true }).waitFor()
    await drop({ name: 'c.jsonl', content: '"fine"\n{"no":"text"}' })
    await page().getByText('Line 2 is neither a text nor an object with a text.').first().waitFor()
  })

  it('changes, groups and removes them with the keyboard, and puts them back', async () => {
    const { list, text } = playgroundOf(page())
    await list.focus()
    await press('Home', 'Enter')
    const dialog = page().getByRole('dialog', { name: 'Edit text' })
    await dialog.getByRole('textbox', { name: 'Text', exact: true }).fill('the sky was blue')
    await dialog.getByRole('textbox', { name: 'Group' }).fill('sky')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    await text(/the sky was blue/).waitFor()
    await list.focus()
    await press('Home', ' ', 'ArrowDown', ' ')
    await page().getByText('2 selected').waitFor()
    await page().getByRole('button', { name: 'Group', exact: true }).click()
    await page().getByRole('menuitemcheckbox', { name: 'sky' }).click()
    expect(await text(/the sky is so blue/).textContent()).toContain('sky')
    await list.focus()
    await press('Delete')
    await page().getByText('16 texts', { exact: true }).waitFor()
    await page().getByRole('button', { name: 'Undo' }).click()
    await page().getByText('18 texts', { exact: true }).waitFor()
  })

  it('embeds by Ctrl+Enter, and shows timing and checks', async () => {
    const { model, text } = playgroundOf(page())
    const saysEarlier = await page().evaluateHandle(() => {
      const said: string[] = []
      new MutationObserver(() => {
        if (document.body.innerText.includes('Earlier runs')) said.push('Earlier runs')
      }).observe(document.body, { childList: true, subtree: true })
      return said
    })
    await model('Model', 'nomic-embed-text:v1.5')
    await playgroundOf(page()).field.focus()
    await press('ControlOrMeta+Enter')
    await page().getByText('18 × 768').first().waitFor()
    await page()
      .getByText(/[\d,]+ tokens$/)
      .first()
      .waitFor()
    await page()
      .getByText(/tokens\/s$/)
      .waitFor()
    await page().getByText('Nothing was cut, all vectors are valid').waitFor()
    // Each text was counted separately: four words and the start and end tokens.
    expect(await text(/the sky was blue/).textContent()).toMatch(/6$/)
    expect(await saysEarlier.jsonValue()).toEqual([])
  })

  it('is usable by keyboard in matrix and map, and highlights the same text everywhere', async () => {
    await page().getByRole('combobox', { name: 'Order' }).click()
    await page().getByRole('option', { name: 'as listed' }).click()
    const matrix = page().getByRole('application', { name: /^Similarity matrix/ })
    // It starts at the selected text, or under the pointer.
    await page().mouse.move(0, 0)
    await matrix.focus()
    await press('ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowRight')
    const pair = page().getByRole('region', { name: 'Similarity' }).getByRole('status')
    await expect.poll(() => pair.textContent()).toMatch(/0\.\d{3}1 the sky was blue2 the sky is so blue/)
    await press('ArrowDown', 'Enter')
    await page()
      .getByRole('heading', { name: /^Nearest to 2 · the sky is so blue/ })
      .waitFor()
    const map = page().getByRole('application', { name: /^Map of the texts/ })
    await map.focus()
    await press('ArrowRight', 'ArrowRight', 'Enter')
    await expect
      .poll(() =>
        page()
          .getByRole('heading', { name: /^Nearest to/ })
          .textContent(),
      )
      .not.toContain('the sky is so blue')
    await press('+', '+', '0', ' ')
    await page().getByText('1 selected').waitFor()
    await page().getByRole('button', { name: 'Clear selection' }).click()
    await page().getByRole('combobox', { name: 'Order' }).click()
    await page().getByRole('option', { name: 'by group' }).click()
    await page().getByRole('combobox', { name: 'Order' }).click()
    await page().getByRole('option', { name: 'by similarity' }).click()
  })

  it('marks what a line is drawn around', async () => {
    await page().getByRole('button', { name: 'Draw a line around texts to select them' }).click()
    const box = await page()
      .getByRole('application', { name: /^Map of the texts/ })
      .boundingBox()
    if (!box) throw new Error('no map')
    const corners = [
      [2, 2],
      [box.width - 2, 2],
      [box.width - 2, box.height - 2],
      [2, box.height - 2],
    ] as const
    await page().mouse.move(box.x + 2, box.y + 2)
    await page().mouse.down()
    for (const [x, y] of corners) await page().mouse.move(box.x + x, box.y + y, { steps: 4 })
    await page().mouse.up()
    await page().getByText('18 selected').waitFor()
    await page().getByRole('button', { name: 'Clear selection' }).click()
    await page().getByRole('button', { name: 'Draw a line around texts to select them' }).click()
  })

  it('compares a text that is not in the list', async () => {
    const query = page().getByRole('textbox', { name: 'Another text to compare' })
    await query.fill('bake bread at home')
    await query.press('Enter')
    await page().getByRole('heading', { name: 'Nearest to “bake bread at home”' }).waitFor()
    await expect
      .poll(() => page().getByRole('tabpanel').getByRole('listitem').first().textContent())
      .toMatch(/bake bread at home/i)
    await page().getByRole('button', { name: 'Back to the current text' }).click()
    await page()
      .getByRole('heading', { name: /^Nearest to \d/ })
      .waitFor()
  })

  it('shows a vector and lays out the other map', async () => {
    await playgroundOf(page()).tab('Vector').click()
    const panel = page().getByRole('tabpanel')
    await panel.getByText('1.0000').waitFor()
    await panel.getByRole('img', { name: 'Distribution of values' }).waitFor()
    await panel.getByText(/^-?0\.\d{6}, -?0\.\d{6}/).waitFor()
    await page().getByRole('button', { name: 'UMAP' }).click()
    await page()
      .getByText(/^Neighbours are placed together/)
      .waitFor()
    await page().getByRole('button', { name: 'PCA' }).click()
    await page()
      .getByText(/^The two directions in which/)
      .waitFor()
  })

  it('finds the texts that the server cut, and says that fewer dimensions are length one again', async () => {
    const { field, embed, text } = playgroundOf(page())
    await field.fill('word '.repeat(200))
    await field.press('Enter')
    await page()
      .getByRole('button', { name: /^Options/ })
      .click()
    const options = page().getByRole('dialog', { name: 'Options' })
    await options.getByRole('textbox', { name: 'Context (num_ctx)' }).fill('64')
    await options.getByRole('textbox', { name: 'Dimensions' }).fill('128')
    await options.getByRole('textbox', { name: 'Dimensions' }).press('Tab')
    await press('Escape')
    await embed.click()
    await page().getByText('19 × 128').first().waitFor()
    await page().getByText('Cut to 128 dimensions and normalized again by the server').waitFor()
    await page().getByRole('button', { name: '1 text was cut to 64 tokens' }).click()
    await expect
      .poll(() =>
        text(/word word/)
          .getByRole('img')
          .getAttribute('aria-label'),
      )
      .toContain('Cut')
  })

  const toggleCutting = async () => {
    await page()
      .getByRole('button', { name: /^Options/ })
      .click()
    await page()
      .getByRole('checkbox', { name: /^Cut texts/ })
      .click()
    await press('Escape')
  }

  it('names the text that is too long where it may not be cut', async () => {
    const { embed } = playgroundOf(page())
    await toggleCutting()
    await embed.click()
    await page().getByText('A text is longer than the model can read').waitFor()
    await page().getByRole('button', { name: 'Show text 19' }).click()
    await page().getByText('19 × 128').first().waitFor()
    await toggleCutting()
  })

  it('explains that a model makes no embeddings', async () => {
    const { model, embed } = playgroundOf(page())
    await model('Model', 'llama3.2:latest')
    await page()
      .getByText(/^This model is not made for embedding/)
      .waitFor()
    await embed.click()
    await page().getByText('llama3.2:latest makes no embeddings').waitFor()
    await page().getByText('19 × 128').first().waitFor()
  })

  it('puts two models side by side', async () => {
    const { model, embed, tab } = playgroundOf(page())
    await model('Model', 'nomic-embed-text:v1.5')
    await page().getByRole('button', { name: 'Compare', exact: true }).click()
    await model('Second model', 'bge-m3:latest')
    await embed.click()
    await page().getByRole('button', { name: 'Stop comparing' }).first().waitFor({ timeout: 30_000 })
    const maps = page().getByRole('application', { name: /^Map of the texts/ })
    await expect.poll(() => maps.count()).toBe(2)
    await tab('Agreement').click()
    await expect
      .poll(() => page().getByRole('tabpanel').textContent())
      .toMatch(/Rank agreement \(Spearman\) (0\.\d\d|1\.00)Same among the 5 nearest \d+%/)
    await maps.first().focus()
    await press('ArrowUp')
    // The other map highlights the same text.
    const tips = page()
      .getByRole('region', { name: 'Map' })
      .locator('[role=application] > [aria-hidden]')
      .filter({ hasText: /\w/ })
    await expect.poll(() => tips.count()).toBe(2)
    const [first, second] = await tips.allTextContents()
    expect(first).toBe(second)
    await page().getByRole('button', { name: 'Matrices' }).click()
    await expect
      .poll(() =>
        page()
          .getByRole('application', { name: /^Similarity matrix/ })
          .count(),
      )
      .toBe(2)
    await tab('Runs and timing').click()
    await expect.poll(() => page().getByRole('tabpanel').getByRole('row').count()).toBeGreaterThan(3)
    const whole = page().getByRole('tabpanel').locator('tr:has(th [aria-pressed=true]) td').nth(5)
    const head = await page()
      .getByRole('status')
      .filter({ hasText: /tokens\/s$/ })
      .innerText()
    expect(head).toContain(await whole.innerText())
    await page().getByRole('button', { name: 'Stop comparing' }).first().click()
    await page().getByRole('button', { name: 'Remove the second model' }).click()
  })

  it('saves figures and pictures, and opens what it saved', async () => {
    const { choose, drop } = playgroundOf(page())
    const saved = await catchDownloads(corral)
    for (const [entry, ending] of [
      ['Everything as JSON', '.json'],
      ['Vectors as CSV', '.csv'],
      ['Vectors as NumPy .npy', '.npy'],
      ['Similarity as PNG', 'png'],
      ['Similarity as SVG', 'svg'],
    ] as const) {
      await choose('Export', entry)
      const bytes = await saved(ending)
      if (ending === 'png') expect(bytes.subarray(1, 4).toString()).toBe('PNG')
      if (ending === '.npy') expect(bytes.subarray(1, 6).toString()).toBe('NUMPY')
      if (ending === 'svg') expect(bytes.toString().match(/<rect /g)).toHaveLength(19 * 19)
      if (ending === '.csv') expect(bytes.toString().trim().split('\n')).toHaveLength(20)
    }
    const json = (await saved('.json')).toString()
    expect(JSON.parse(json)).toMatchObject({ format: 'corral-embeddings', version: 1, dimensions: 128 })
    await drop({ name: 'again.json', content: json })
    await page().getByRole('combobox', { name: 'Result shown' }).filter({ hasText: 'from a file' }).waitFor()
    await page().getByText('19 × 128').first().waitFor()
    await drop({ name: 'broken.json', content: json.replace('"embeddings":[', '"embeddings":[[1],') })
    await page().getByText('It is damaged or was changed at embeddings.').first().waitFor()
  })

  it('reports no error and no policy violation', () => {
    expect(corral.pageErrors).toEqual([])
  })
})

/** Each step continues the one before. */
describe.skipIf(skipped)('the playground keeps', () => {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'corral-playground-'))
  let corral: Corral | undefined
  afterAll(async () => {
    await corral?.close()
    await rm(dataFolder, { recursive: true, force: true })
  })
  const page = () => (corral ?? expect.fail()).page
  const start = async () => {
    corral = await launchCorral({ args: ['--sandbox'], dataFolder })
    await partsOf(page()).place('Playground').click()
    await playgroundOf(page()).field.waitFor()
  }
  const isSelected = (text: string) => playgroundOf(page()).text(text).getAttribute('aria-selected')
  /** What is written of it. */
  const written = async () => {
    const names = (await readdir(dataFolder)).filter((name) => name.startsWith('playground'))
    return (await Promise.all(names.map((name) => readFile(path.join(dataFolder, name), 'utf8')))).join('\n')
  }
  const rows = () => page().getByRole('row').filter({ hasText: '11 ×' })

  it('everything over a reload of the page', async () => {
    await start()
    const { field, text, list, model, embed, tab, choose } = playgroundOf(page())
    await field.fill('zebra crossing')
    await field.press('Enter')
    await choose('Samples', 'Pairs that mean the same')
    await model('Model', 'nomic-embed-text:v1.5')
    await page().getByRole('button', { name: 'Compare', exact: true }).click()
    await model('Second model', 'bge-m3:latest')
    await embed.click()
    await page().getByRole('button', { name: 'Stop comparing' }).first().waitFor()
    await tab('Agreement').click()
    await text('zebra crossing').click()
    await list.press(' ')
    await field.fill('half a sent')
    await page().reload()
    await page().getByRole('button', { name: 'Stop comparing' }).first().waitFor()
    expect(await tab('Agreement').getAttribute('aria-selected')).toBe('true')
    expect(await field.inputValue()).toBe('half a sent')
    expect(await isSelected('zebra crossing')).toBe('true')
    await page().getByRole('combobox', { name: 'Second model' }).filter({ hasText: 'bge-m3:latest' }).waitFor()
    await tab('Runs and timing').click()
    await expect.poll(() => rows().count()).toBe(2)
    await expect.poll(() => page().getByRole('button', { name: 'Run again' }).count()).toBe(0)
    await expect.poll(written).toMatch(/"tab": ?"runs"/)
  })

  it('texts, settings and the list of runs over a restart, and runs one again', async () => {
    await corral?.close()
    await start()
    const { field, tab } = playgroundOf(page())
    await page().getByRole('heading', { name: 'Earlier runs' }).waitFor()
    expect(await rows().count()).toBe(2)
    expect(await rows().last().textContent()).toMatch(/nomic-embed-text.*11 × 768.*\d m?s/)
    expect(await field.inputValue()).toBe('half a sent')
    expect(await isSelected('zebra crossing')).toBe('true')
    await page().getByRole('combobox', { name: 'Second model' }).filter({ hasText: 'bge-m3:latest' }).waitFor()
    await rows().last().getByRole('button', { name: 'Run again' }).click()
    await page().getByText('11 × 768').first().waitFor()
    await expect.poll(() => page().getByRole('button', { name: 'Run again' }).count()).toBe(1)
    await expect.poll(() => tab('Runs and timing').getAttribute('aria-selected')).toBe('true')
  })

  it('nothing of it after Clear, on disk either, unless that is undone', async () => {
    const { text } = playgroundOf(page())
    await expect.poll(written).toContain('zebra crossing')
    const clear = page().getByRole('button', { name: 'Clear', exact: true })
    await clear.click()
    await page().getByText('See which texts are similar').waitFor()
    await expect.poll(written).not.toMatch(/zebra|half a sent|nomic/)
    await page().getByRole('button', { name: 'Undo' }).click()
    await text('zebra crossing').waitFor()
    await page().getByText('11 × 768').first().waitFor()
    await expect.poll(written).toContain('zebra crossing')
    await clear.click()
    await page().reload()
    await page().getByText('See which texts are similar').waitFor()
    await expect.poll(written).not.toMatch(/zebra|half a sent|nomic/)
    expect(corral?.pageErrors).toEqual([])
  })
})
