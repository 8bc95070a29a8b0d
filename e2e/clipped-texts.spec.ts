import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '#shared/i18n/en/index.ts'
import { zhCN } from '#shared/i18n/zh-CN/index.ts'
import { clippedFigures, clippedTexts } from './clipped.ts'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { goodPs, goodTag, startOddServer, type OddServer } from './odd-server.ts'
import { partsOf } from './parts.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const ago = (ms: number) => new Date(Date.now() - ms).toISOString()

/** The longest content of each column. */
const longest = [
  [ago(59.5 * MINUTE), 987e6, '566.70M', 'IQ4_NL', 1e6],
  [ago(23.5 * 60 * MINUTE), 98.7e9, '22.2B', 'Q4_K_M', 10_485_760],
  [ago(6.5 * DAY), 999e9, '405.00B', 'IQ3_XXS', 131_072],
  [ago(29 * DAY), 99.9e9, '30532.12M', 'Q3_K_XL', 262_144],
  [ago(360 * DAY), 1.1e12, '1.20T', 'BF16', 32_768],
  [ago(11 * 365.25 * DAY), 99.9e3, '137M', 'mxfp4', 1024],
] as const

const tags = [
  ...longest.map(([modified_at, size, parameter_size, quantization_level, length], at) =>
    goodTag(`model-${at}:1`, `${at}`, {
      modified_at,
      size,
      details: {
        format: 'safetensors',
        family: at === 0 ? 'nomic-bert' : 'qwen3moe',
        families: ['llama'],
        parameter_size,
        quantization_level,
        context_length: length,
        embedding_length: 12_288,
      },
    }),
  ),
  goodTag('a-model-with-a-long-name-indeed:70b-instruct-q4_K_M', 'ab'),
  goodTag('registry.example.com:5000/a-long-namespace/copy-of-it:70b-instruct-q4_K_M', 'ab'),
  goodTag('unknown:1', 'cd', { size: null }),
  goodTag('embed:1', 'ef', { capabilities: ['embedding'] }),
  null,
]
const ps = [
  goodPs('model-0:1', '0', { size: 987.6e9, size_vram: 123.4e9, context_length: 10_485_760 }),
  goodPs('model-1:1', '1', { size: 98.7e9, size_vram: -1 }),
  goodPs('a-model-with-a-long-name-indeed:70b-instruct-q4_K_M', 'ab', { size: 999e9, size_vram: 998e9 }),
  goodPs('unknown:1', 'cd', { size: 0, size_vram: 0 }),
]

const shows = {
  'model-0:1': {
    details: goodTag('', '').details,
    tensors: [
      { name: 'blk.100.ffn_gate_up_exps.weight', type: 'IQ3_XXS', shape: [12_288, 12_288, 512] },
      { name: 'token_embd.weight', type: 'BF16', shape: [128_256, 12_288] },
    ],
  },
}

const widths = [1280, 900]

describe.skipIf(skipped).each([
  ['en-US', 'en_US.UTF-8', en],
  ['zh-CN', 'zh_CN.UTF-8', zhCN],
] as const)('no text is cut, in %s:', (locale, lang, words) => {
  let server: OddServer
  let corral: Corral
  beforeAll(async () => {
    const embed = (texts: string[]) => ({ embeddings: texts.map((text, at) => [text.length, at, 0.5]) })
    server = await startOddServer({ tags, ps, embed, shows })
    corral = await launchCorral({ args: ['--host', server.url], locale, env: { LANG: lang, LC_ALL: lang } })
    await partsOf(corral.page).row('model-0:1').waitFor()
  })
  afterAll(async () => {
    await corral?.close()
    server?.close()
  })
  const page = () => corral.page
  const place = (name: keyof typeof words.common.places) => partsOf(page()).place(words.common.places[name]).click()
  const allWhole = async (what: string, at = widths) => {
    for (const width of at) {
      await page().setViewportSize({ width, height: width === 900 ? 600 : 800 })
      await expect.poll(() => clippedFigures(page()), { message: `${what} at ${width}`, timeout: 1000 }).toEqual([])
      await expect.poll(() => clippedTexts(page()), { message: `${what} at ${width}`, timeout: 1000 }).toEqual([])
    }
  }

  it('the library, whose figures are near the names in a wide window, and whose models are in sight in a small one', async () => {
    await page().setViewportSize({ width: 1920, height: 1000 })
    const last = page().getByRole('columnheader', { name: words.library.column.modified, exact: true })
    const list = page().getByRole('grid')
    await expect.poll(async () => (await list.boundingBox())?.width ?? 0).toBeGreaterThan(1600)
    const [all, modified] = [await list.boundingBox(), await last.boundingBox()]
    expect((modified?.x ?? Infinity) - (all?.x ?? 0)).toBeLessThan(900)
    await page().setViewportSize({ width: 900, height: 600 })
    const bottom = async () => (await list.boundingBox())?.height ?? 0
    await expect.poll(bottom).toBeLessThan(500)
    // The header and nine rows.
    expect(await bottom()).toBeGreaterThan(28 + 9 * 38)
  })

  it('the library, with all columns', async () => {
    await page().getByRole('button', { name: words.library.columns.title, exact: true }).click()
    const columns = page().getByRole('dialog', { name: words.library.columns.title })
    for (const id of ['context', 'family', 'embedding', 'format', 'digest'] as const)
      await columns.getByText(words.library.column[id], { exact: true }).click()
    await page().keyboard.press('Escape')
    await columns.waitFor({ state: 'detached' })
    expect(await page().getByRole('columnheader').getByRole('button').count()).toBeGreaterThan(4)
    await allWhole('library', [1500, ...widths])
  })

  it('its selection and its groups', async () => {
    await partsOf(page()).row('model-0:1').focus()
    await page().keyboard.press('ControlOrMeta+a')
    await page().getByRole('region', { name: words.library.selection.label }).waitFor()
    await allWhole('selection')
    await page().keyboard.press('Escape')
    await page().getByRole('button', { name: words.library.sort }).click()
    await page().getByRole('menu').getByText(words.library.groups.weights, { exact: true }).click()
    await page().getByText(words.library.group.shared).first().waitFor()
    await allWhole('groups')
  })

  it('the inspector beside the list', async () => {
    await page().setViewportSize({ width: 1280, height: 800 })
    await partsOf(page())
      .row('model-0:1')
      .click({ position: { x: 60, y: 10 } })
    await page().locator('aside').last().getByRole('heading', { name: 'model-0:1' }).waitFor()
    // The narrowest window with the inspector beside the list.
    await allWhole('inspector', [1100, ...widths])
    await partsOf(page()).tab(words.inspector.tabs.tensors)
    await page().getByRole('tabpanel').getByText('token_embd.weight').waitFor()
    await allWhole('tensors')
    await page().keyboard.press('Escape')
  })

  it('running', async () => {
    await place('running')
    await page().getByRole('region', { name: 'model-0:1', exact: true }).waitFor()
    await allWhole('running')
    await page().setViewportSize({ width: 900, height: 600 })
    const isInSight = async () => {
      const box = await page().getByRole('region', { name: 'model-0:1', exact: true }).boundingBox()
      return box !== null && box.y + box.height < 600
    }
    await expect.poll(isInSight).toBe(true)
  })

  it('transfers, and the status bar beside them', async () => {
    await page().keyboard.press('ControlOrMeta+k')
    const palette = page().locator('[role=dialog]:has([role=listbox]) [role=combobox]')
    await palette.fill('registry.example.com/someone/a-model-with-a-long-name:70b-instruct-q4_K_M')
    await page().keyboard.press('Enter')
    const dialog = page().getByRole('dialog', { name: words.transfers.pull.title })
    await dialog.getByRole('button', { name: words.transfers.pull.act, exact: true }).click()
    await place('transfers')
    await page().getByText(/\/s/).first().waitFor()
    await allWhole('transfers')
    await page().locator('footer').getByRole('button').first().click()
    await page().getByRole('dialog', { name: words.transfers.title }).getByText(/\/s/).first().waitFor()
    await allWhole('the list of the status bar')
    await page().keyboard.press('Escape')
  })

  it('hosts', async () => {
    await place('hosts')
    await page().getByText('Ollama 0.33.0').first().waitFor()
    await allWhole('hosts')
  })

  it('the playground', async () => {
    await place('playground')
    await page().getByRole('button', { name: words.playground.empty.act }).first().click()
    await page()
      .getByText(/^\d+ × \d+/)
      .first()
      .waitFor()
    await allWhole('playground')
    for (const tab of ['vector', 'runs'] as const) {
      await page().getByRole('tab', { name: words.playground.tab[tab] }).click()
      await allWhole(tab)
    }
  })

  it('settings', async () => {
    await page().keyboard.press('ControlOrMeta+,')
    await page().getByRole('heading', { level: 1, name: words.settings.title }).waitFor()
    await allWhole('settings')
  })

  it('the palette and the dialogs', async () => {
    const dialog = () => page().getByRole('dialog')
    const open = async (typed: string, what: string) => {
      await page().keyboard.press('ControlOrMeta+k')
      await page().locator('[role=dialog]:has([role=listbox]) [role=combobox]').fill(typed)
      await allWhole(`palette: ${typed}`)
      await page().keyboard.press('Enter')
      await dialog().getByRole('heading', { name: what }).waitFor()
      await allWhole(what)
      await page().keyboard.press('Escape')
      await dialog().waitFor({ state: 'detached' })
    }
    await open(words.running.loadOpen, words.running.loadDialog.title)
    await open(words.transfers.commands.pull, words.transfers.pull.title)
    await open(words.hosts.add, words.hosts.dialog.add)
  })

  it('finds one that is', async () => {
    await page()
      .locator('footer')
      .evaluate((footer: HTMLElement) => Object.assign(footer.style, { width: '60px', overflow: 'hidden' }))
    expect((await clippedFigures(page())).length).toBeGreaterThan(0)
    expect(await clippedTexts(page())).not.toContainEqual(expect.stringContaining(words.common.places.library))
    await partsOf(page())
      .place(words.common.places.library)
      .evaluate((button: HTMLElement) => Object.assign(button.style, { width: '40px', overflow: 'hidden' }))
    expect(await clippedTexts(page())).toContainEqual(expect.stringContaining(words.common.places.library))
    expect(corral.pageErrors).toEqual([])
  })
})
