import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { clipboardOf } from './list.ts'
import { partsOf, repeatedWords } from './parts.ts'

interface Show {
  template: string
  modelfile: string
  tensors: { name: string }[]
}

describe.skipIf(skipped)('the inspector', () => {
  let sandbox: Sandbox
  let corral: Corral
  let show: Show
  beforeAll(async () => {
    sandbox = await startSandbox({ rate: 0 })
    corral = await launchCorral({ args: ['--host', sandbox.url] })
    const answer = await fetch(`${sandbox.url}/api/show`, { method: 'POST', body: '{"model":"qwen3:32b"}' })
    show = (await answer.json()) as Show
    await partsOf(corral.page).row('qwen3:32b').click()
  })
  afterAll(async () => {
    await corral?.close()
    await sandbox?.close()
  })
  const page = () => corral.page
  const panel = () => page().locator('aside').last()
  const says = (words: string | RegExp) => panel().getByText(words).first().waitFor()
  const tab = (name: string) => partsOf(page()).tab(name)
  const copies = async (button: string, text: string) => {
    await panel().getByRole('button', { name: button }).first().click()
    await expect.poll(() => clipboardOf(corral)).toBe(text)
  }

  it('says each thing about the model once', async () => {
    await says('4.8 bits per weight')
    const facts = await panel().locator('dl').first().innerText()
    expect(facts.split(/\n+/)).toEqual(
      'Parameters,32.8B,Quantization,Q4_K_M,4.8 bits per weight,Context,40|960,Layers,64,Heads,64 (8 KV),Embedding length,5|120'
        .split(',')
        .map((text) => text.replace('|', ',')),
    )
    for (const words of ['Apache License 2.0', 'Free use, commercial too', 'Ollama’s library or this host', '20.2 GB'])
      await says(words)
    expect(await repeatedWords(panel())).toEqual([])
    const digest =
      (await panel()
        .getByText(/^[0-9a-f]{64}$/)
        .first()
        .textContent()) ?? ''
    await copies('Copy digest', digest)
  })

  it('tells of the size what the list tells, and where the model may be from', async () => {
    const row = (name: string) => partsOf(page()).row(name)
    await row('llama3.2:latest').getByText('shares 2.0 GB').first().waitFor()
    await row('llama3.2:latest').click()
    await says('2.0 GB, all of it shared')
    await says('(the same model)')
    await says('Ollama’s library or this host: the name tells no more')
    await row('gpt-oss:120b-cloud').getByText('117B').waitFor()
    await row('gpt-oss:120b-cloud').click()
    await says(/^gpt-oss:120b at https:/)
    await says('117B')
    expect(await repeatedWords(panel())).toEqual([])
    expect(await panel().getByText('338').count()).toBe(0)
    await row('bge-m3:latest').click()
    await says('not quantized')
    expect(await repeatedWords(panel())).toEqual([])
    await row('qwen3:32b').click()
    await says('32.8B')
    await panel().getByRole('button', { name: 'Load with options…' }).click()
    const load = page().getByRole('dialog', { name: 'Load a model' })
    await load.getByRole('button', { name: 'Choose a model: qwen3:32b' }).waitFor()
    await page().keyboard.press('Escape')
    await load.waitFor({ state: 'detached' })
  })

  it('explains and searches the metadata, and requests what is sent only with verbose', async () => {
    await tab('Metadata')
    const entries = panel().getByRole('region', { name: 'qwen3', exact: true })
    await entries.getByText('64 layers').waitFor()
    await says('Repeated layers of attention and feed-forward network, not counting input and output.')
    const search = panel().getByRole('searchbox')
    await search.fill('kv heads')
    await entries.getByText('8 heads').waitFor()
    expect(await panel().getByRole('region', { name: 'general', exact: true }).count()).toBe(0)
    await search.fill('nothing has this')
    await says('No key or value matches.')
    await search.fill('ggml.tokens')
    await says('Sent only when verbose')
    await panel().getByRole('button', { name: 'Ask for it' }).click()
    await says('1–50 of 151,936')
    await panel().getByRole('button', { name: 'Next' }).click()
    await says('51–100 of 151,936')
    await search.fill('')
    const heading = panel().getByRole('button', { name: /^general/ })
    await heading.click()
    await panel().getByText('basename').waitFor({ state: 'detached' })
    await heading.click()
    await says('basename')
  })

  it('keeps the scroll of each tab', async () => {
    const scroller = panel().getByRole('tabpanel').locator('[tabindex="0"]').first()
    const top = () => scroller.evaluate((element) => element.scrollTop)
    await scroller.evaluate((element) => element.scrollTo(0, 333))
    await tab('Configuration')
    await expect.poll(top).toBe(0)
    await tab('Metadata')
    await expect.poll(top).toBe(333)
  })

  it('parses the template as Go does', async () => {
    await tab('Template')
    await says(/\.System {2}\.Tools {2}\.Messages/)
    await says('system user assistant tool'.replaceAll(' ', '  '))
    const pre = panel().locator('pre')
    expect(await pre.textContent()).toBe(show.template)
    const colours = await pre
      .locator('span')
      .evaluateAll((spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size)
    expect(colours).toBeGreaterThan(3)
    await copies('Copy all', show.template)
  })

  it('lists parameters beside what the server takes by itself', async () => {
    await tab('Configuration')
    await says('This model has no system prompt.')
    const row = (name: string) =>
      panel()
        .locator('dl > div')
        .filter({ has: page().getByText(name, { exact: true }) })
    expect(await row('stop').getByRole('listitem').allTextContents()).toEqual(['"<|im_start|>"', '"<|im_end|>"'])
    await row('temperature').getByText('0.6').waitFor()
    await row('temperature').getByText('instead of 0.8').waitFor()
    await row('repeat_penalty').getByText('same as the default').waitFor()
    await row('num_ctx').getByText('chosen by the server').waitFor()
  })

  it('shows and copies whole texts', async () => {
    await tab('Raw')
    await says(/^# Modelfile generated by/)
    await panel().getByRole('button', { name: 'Copy all' }).click()
    // The server writes parameters in another order each time.
    const lines = (text: string) => text.split('\n').sort()
    await expect.poll(async () => lines(await clipboardOf(corral))).toEqual(lines(show.modelfile))
    await panel().getByRole('button', { name: 'License', exact: true }).click()
    await says('Apache License 2.0')
    await says(/use, change and share it/)
  })

  it('sums tensors up and lists them all', async () => {
    await tab('Tensors')
    await says('in 32,762,123,264 weights')
    const types = panel().getByRole('table', { name: 'By type' }).getByRole('row')
    await types.filter({ hasText: 'Q4_K' }).getByText('4.50 bits').waitFor()
    await says('67 layers and parts; the largest is output with 638 MB')
    const cells = panel().getByRole('row').filter({ hasText: 'token_embd.weight' })
    expect((await cells.getByRole('cell').allTextContents()).slice(1)).toEqual(['Q4_K', '5120×151936', '438 MB'])
    const table = panel().getByRole('table').last()
    await table.focus()
    await page().keyboard.press('End')
    await says(show.tensors.at(-1)?.name ?? '')
    await panel().getByRole('button', { name: 'Copy as a table' }).click()
    await expect.poll(async () => (await clipboardOf(corral)).split('\n').length).toBe(show.tensors.length)
  })

  it('shows the vocabulary: special tokens, any token by ID or text, spaces and bytes, merges', async () => {
    await tab('Tokens')
    await says('151,936 tokens')
    const special = panel().getByRole('list', { name: 'Special tokens' })
    await special.getByText('<|im_end|>').waitFor()
    expect(await special.getByRole('listitem').count()).toBe(3)
    const tokens = panel().getByRole('table', { name: 'Tokens' })
    await tokens.getByText('⟨00⟩').waitFor()
    await special.getByRole('button').filter({ hasText: '<|im_end|>' }).click()
    await tokens.getByRole('row').filter({ hasText: '151645' }).getByText('Control').waitFor()

    await panel().getByRole('textbox', { name: 'Go to ID' }).fill('32')
    await page().keyboard.press('Enter')
    const blank = tokens.getByRole('row').filter({ has: page().getByRole('cell', { name: '32', exact: true }) })
    await blank.getByText('·', { exact: true }).waitFor()

    const search = panel().getByRole('searchbox')
    const found = panel().getByRole('table', { name: 'Tokens found' }).getByRole('row')
    await search.fill('im_end')
    await says('1 token found')
    expect(await found.count()).toBe(1)
    await found.getByRole('button', { name: 'Copy token 151645' }).click()
    await expect.poll(() => clipboardOf(corral)).toBe('<|im_end|>')
    await search.fill('151644')
    await found.filter({ hasText: '<|im_start|>' }).waitFor()
    await search.fill('qqqzzzqqq')
    await says('No token contains this text.')
    await search.fill('')
    await panel()
      .getByRole('button', { name: /^Control 20/ })
      .click()
    await says('20 tokens found')
    await panel()
      .getByRole('button', { name: /^Control 20/ })
      .click()
    await panel()
      .getByRole('radio', { name: 'Merges' })
      .or(panel().getByRole('button', { name: 'Merges' }))
      .first()
      .click()
    await panel().getByRole('table', { name: 'Merges' }).getByRole('row').first().waitFor()
  })

  it('gives other programs the address and an example with the options set', async () => {
    await tab('Use elsewhere')
    await copies('Copy the address: As OpenAI’s API', `${sandbox.url}/v1`)
    await panel().getByLabel('Context length').fill('8192')
    await panel().getByRole('button', { name: 'Python', exact: true }).click()
    await says(/"options": \{ "num_ctx": 8192 \}/)
    await panel().getByRole('button', { name: 'Copy the example' }).click()
    await expect.poll(() => clipboardOf(corral)).toContain('"model": "qwen3:32b"')
    await copies('Copy the lines for Open WebUI', `export OLLAMA_BASE_URL=${sandbox.url}`)
  })

  it('folds and searches the raw answer', async () => {
    await tab('Raw')
    await panel().getByRole('button', { name: 'JSON', exact: true }).click()
    const tree = panel().getByRole('tree')
    await tree.getByText('model_info:').click()
    await tree.getByText('general.architecture:').waitFor()
    await tree.getByText('model_info:').click()
    await tree.getByText('general.architecture:').waitFor({ state: 'detached' })
    await panel().getByRole('searchbox').fill('block_count')
    await says('1 of 1')
    await tree.getByRole('treeitem', { selected: true }).getByText('64').waitFor()
    await panel().getByRole('searchbox').fill('blk.63')
    await says(/^1 of \d+$/)
    await page().keyboard.press('Enter')
    await says(/^2 of \d+$/)
    await tree
      .getByRole('treeitem', { selected: true })
      .getByText(/blk\.63/)
      .waitFor()
  })

  it('has the tabs without room in a menu, reaches all by arrow keys, and closes by Escape', async () => {
    await tab('Overview')
    /** The names of the tabs that can be pressed where they are. */
    const shown = () =>
      panel()
        .getByRole('tab')
        .evaluateAll((tabs) =>
          tabs
            .filter((tab) => {
              const { x, y, width, height } = tab.getBoundingClientRect()
              return [x + 2, x + width - 2].every((at) => document.elementFromPoint(at, y + height / 2) === tab)
            })
            .map((tab) => tab.textContent),
        )
    const all = await panel().getByRole('tab').allTextContents()
    const first = await shown()
    expect(first).toEqual(all.slice(0, first.length))
    await panel().getByRole('button', { name: 'More tabs' }).click()
    const menu = page().getByRole('menu')
    expect(await menu.getByRole('menuitem').allTextContents()).toEqual(all.slice(first.length))
    await menu.getByText('Tokens', { exact: true }).click()
    await expect.poll(shown).toContain('Tokens')
    await tab('Overview')
    await panel().getByRole('tab', { name: 'Overview' }).focus()
    for (const next of all.slice(1)) {
      await page().keyboard.press('ArrowRight')
      await expect.poll(() => page().evaluate(() => document.activeElement?.textContent)).toBe(next)
      expect(await shown()).toContain(next)
    }
    await tab('Template')
    await panel().locator('pre').waitFor()
    await page().keyboard.press('Escape')
    await panel().getByRole('tab').first().waitFor({ state: 'detached' })
    await expect.poll(() => page().evaluate(() => document.activeElement?.getAttribute('role'))).toBe('row')
  })

  it('has a width to drag or to set by keys, kept over a reload, and by a double click the first one again', async () => {
    await partsOf(page()).row('qwen3:32b').click()
    await panel().getByRole('tab', { name: 'Overview' }).waitFor()
    const edge = page().getByRole('separator', { name: 'Width of the inspector' })
    const width = async () => Math.round((await panel().boundingBox())?.width ?? 0)
    const first = await width()
    const { x = 0, y = 0, width: thick = 0 } = (await edge.boundingBox()) ?? {}
    await page().mouse.move(x + thick / 2, y + 200)
    await page().mouse.down()
    await page().mouse.move(x + thick / 2 - 64, y + 210, { steps: 4 })
    await page().mouse.up()
    await expect.poll(width).toBe(first + 64)
    await edge.press('ArrowRight')
    await expect.poll(width).toBe(first + 48)
    expect(await edge.getAttribute('aria-valuenow')).toBe(String(first + 48))
    const saved = () => readFile(path.join(corral.dataFolder, 'library.json'), 'utf8').catch(() => '')
    await expect.poll(saved).toMatch(new RegExp(`"inspectorWidth":\\s*${first + 48}`))
    await page().reload()
    await partsOf(page()).row('qwen3:32b').click()
    await panel().getByRole('tab', { name: 'Overview' }).waitFor()
    expect(await width()).toBe(first + 48)
    await edge.press('End')
    const most = Number(await edge.getAttribute('aria-valuemax'))
    await expect.poll(width).toBe(most)
    await partsOf(page()).row('qwen3:32b').getByText('20.2 GB').waitFor()
    await edge.press('Home')
    await expect.poll(width).toBe(Number(await edge.getAttribute('aria-valuemin')))
    await edge.dblclick({ position: { x: thick / 2, y: 200 } })
    await expect.poll(width).toBe(first)
  })

  it('puts two models side by side and marks what differs', async () => {
    await partsOf(page()).row('qwen3:32b').click({ button: 'right' })
    await page().getByRole('menu').getByText('Compare with…').click()
    await page().getByRole('combobox', { name: 'Second model' }).fill('deepseek')
    await page().keyboard.press('Enter')
    const section = (name: string) => page().getByRole('region', { name, exact: true })
    const row = (name: string, key: string) =>
      section(name)
        .getByRole('row')
        .filter({ has: page().getByRole('rowheader', { name: key, exact: true }) })
    await row('Details', 'Context').getByRole('img', { name: 'Different' }).waitFor()
    await row('Details', 'Layers').getByRole('img', { name: 'Same' }).waitFor()
    for (const [key, words] of [
      ['Size', '20.2 GB'],
      ['Memory', 'Not loaded'],
      ['Modified', '20'],
    ] as const)
      await row('Details', key).getByRole('cell').first().getByText(words).waitFor()
    await row('Parameters', 'top_k').getByText('Missing').waitFor()
    await row('Metadata', 'tokenizer.ggml.tokens').getByRole('img', { name: 'Not compared' }).waitFor()
    await row('Metadata', '[…].block_count').waitFor()
    await section('Template')
      .getByText(/\d+ differences/)
      .waitFor()
    await page().getByRole('button', { name: 'Only differences' }).click()
    await row('Details', 'Layers').waitFor({ state: 'detached' })
    await row('Details', 'Context').waitFor()
    const left = () => row('Details', 'Architecture').getByRole('cell').first().textContent()
    expect(await left()).toBe('qwen3')
    await page().getByRole('button', { name: 'Swap' }).click()
    await expect.poll(left).toBe('qwen2')
    await page().getByRole('button', { name: 'First model' }).click()
    await page().getByRole('combobox', { name: 'First model' }).fill('llama3.2:latest')
    await page().keyboard.press('Enter')
    await page().getByRole('button', { name: 'Second model' }).click()
    await page().getByRole('combobox', { name: 'Second model' }).fill('llama3.2')
    await page()
      .getByRole('option')
      .getByText(/the same model/)
      .waitFor()
    expect(await page().getByRole('option').count()).toBe(1)
    await page().keyboard.press('Enter')
    await page().getByText('Both names are of the same model').waitFor()
    await page().keyboard.press('Escape')
    await partsOf(page()).row('qwen3:32b').waitFor()
  })

  it('reports no error and no policy violation', () => {
    expect(corral.pageErrors).toEqual([])
  })
})
