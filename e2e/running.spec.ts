import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../electron/sandbox/server.ts'
import { launchCorral, skipped, target, type Corral } from './corral.ts'
import { partsOf } from './parts.ts'
import { inSeconds, startScripted, type Scripted, type ScriptedModel } from './scripted.ts'

const model = (name: string, more: Partial<ScriptedModel> = {}): ScriptedModel => ({
  name,
  size: 10e9,
  size_vram: 10e9,
  expires_at: inSeconds(300),
  context_length: 8192,
  ...more,
})

// The page gets a server's answers in the same way in window and browser: once is enough for these long waits.
describe.skipIf(skipped || target === 'window')('running, on a scripted server', () => {
  let server: Scripted
  let corral: Corral
  beforeAll(async () => {
    server = await startScripted({
      tags: [
        { name: 'qwen3:32b', digest: 'a'.repeat(64) },
        { name: 'qwen3-copy:latest', digest: 'a'.repeat(64) },
      ],
      shows: { 'qwen3:32b': { details: {}, model_info: {}, parameters: 'num_ctx                        16384' } },
    })
    corral = await launchCorral({ args: ['--host', server.url] })
    await partsOf(corral.page).place('Running').click()
    await page().getByText('Nothing is loaded').waitFor()
  })
  afterAll(async () => {
    await corral?.close()
    server?.close()
  })
  beforeEach(() => {
    server.generated = () => {}
  })
  const page = () => corral.page
  const card = (name: string) => page().getByRole('region', { name, exact: true })
  const says = (name: string, words: string | RegExp) => card(name).getByText(words).first().waitFor()

  it('shows where each model is, how long it stays, and contradictions', async () => {
    server.models = [
      model('qwen3:32b', { size_vram: 8.2e9 }),
      model('kept:latest', { expires_at: '2318-12-12T11:47:16.854775807Z', digest: 'b'.repeat(64) }),
      model('leaving:latest', { expires_at: inSeconds(-5), size_vram: 0, digest: 'c'.repeat(64) }),
      model('odd:latest', { size_vram: 14e9, digest: 'd'.repeat(64) }),
      model('none:latest', { size: 0, size_vram: 0, digest: 'e'.repeat(64) }),
    ]
    await says('qwen3:32b', 'GPU 82% · 8.2 GB')
    await says('qwen3:32b', 'CPU 18% · 1.8 GB')
    await says('qwen3:32b', /context 8,192 · qwen3 · 32.8B · Q4_K_M/)
    await says('qwen3:32b', /^4:\d\d$/)
    await says('qwen3:32b', 'a'.repeat(12))
    await says('qwen3:32b', 'qwen3-copy:latest is the same model')
    await says('kept:latest', 'Until you unload it')
    await says('kept:latest', 'all on the GPU')
    await says('kept:latest', 'No longer installed. It stays in memory until the server ends.')
    await says('leaving:latest', 'No longer installed. It leaves the memory as soon as its last request ends.')
    await says('odd:latest', /^No longer installed\. It leaves the memory in [45] min( \d+ s)? if nobody uses it\.$/)
    expect(await card('qwen3:32b').getByText('No longer installed').count()).toBe(0)
    await says('leaving:latest', 'Overdue')
    await says('leaving:latest', 'all in system memory: slower')
    await says('odd:latest', 'It reports 10.0 GB in all, 14.0 GB of it on the GPU.')
    await says('none:latest', 'The server does not report how much memory it takes.')
    const memory = page().getByRole('region', { name: 'Memory used by models' })
    await memory.getByText('at least 18.2 GB').waitFor()
    await memory.getByText('at least 11.8 GB').waitFor()
    await memory.getByText('Unknown').waitFor()
  })

  it('reports that another program used a model between two answers', async () => {
    // It was new in the list, and nothing has changed since.
    await says('qwen3:32b', /^Another program used it [5-9] s ago\./)
    server.models = [model('qwen3:32b', { expires_at: inSeconds(320) })]
    await says('qwen3:32b', /^Another program used it (\d+ ms|[0-3] s) ago\. Seen 2 times in the last hour\.$/)
  })

  it('uses the clock of the server, and says if it is wrong', async () => {
    server.clock = 190_000
    // Its clock is only known to a second.
    await page()
      .getByText(/^The server’s clock is 3 min (9|10|11) s ahead of this computer’s\./)
      .waitFor()
    server.clock = 0
    await page().getByText('The server’s clock is', { exact: false }).waitFor({ state: 'detached' })
  })

  it('keeps a model longer with the context it has', async () => {
    const asked: unknown[] = []
    server.generated = (body) => {
      asked.push(body)
      server.models = [model('qwen3:32b', { expires_at: inSeconds(3600) })]
    }
    await card('qwen3:32b').getByRole('button', { name: 'Keep' }).click()
    const menu = page().getByRole('menu')
    await menu.getByText('Its context of 8,192 stays.', { exact: false }).waitFor()
    await menu.getByRole('menuitem', { name: '1 hour' }).click()
    await page().getByText('qwen3:32b stays for 1 hour').waitFor()
    expect(asked).toEqual([{ model: 'qwen3:32b', keep_alive: '1h', options: { num_ctx: 8192 }, stream: false }])
    await says('qwen3:32b', /^(59:\d\d|1:00:00)$/)
  })

  it('loads a model again with the context of its Modelfile', async () => {
    await says(
      'qwen3:32b',
      'Context: 8,192 loaded · 16,384 in its Modelfile. A client asked for another one than its Modelfile has.',
    )
    const asked: unknown[] = []
    server.generated = (body) => {
      asked.push(body)
      server.models = [model('qwen3:32b', { context_length: 16_384 })]
    }
    const reload = card('qwen3:32b').getByRole('button', { name: 'Reload with its own setting' })
    await reload.click()
    await reload.waitFor({ state: 'detached' })
    expect(asked).toEqual([{ model: 'qwen3:32b', stream: false }])
    await says('qwen3:32b', 'Context: 16,384 loaded · 16,384 in its Modelfile.')
  })

  it('says when an unload only waits for a request to end', async () => {
    server.generated = () => {
      server.models = [model('qwen3:32b', { expires_at: inSeconds(0) })]
    }
    await card('qwen3:32b').getByRole('button', { name: 'Unload' }).click()
    await page().getByText('qwen3:32b is still stopping').waitFor()
    await says('qwen3:32b', 'Stopping…')
  })

  it('says when another program took it again', async () => {
    server.generated = () => {
      server.models = []
      setTimeout(() => (server.models = [model('qwen3:32b', { expires_at: inSeconds(600) })]), 1)
    }
    await card('qwen3:32b').getByRole('button', { name: 'Unload' }).click()
    await page()
      .getByText(/qwen3:32b is (loaded again|unloaded)/)
      .first()
      .waitFor()
    await says('qwen3:32b', /^Another program used it/)
  })

  it('says that it is kept if it does not unload', async () => {
    server.models = [model('qwen3:32b', { expires_at: '2318-12-12T11:47:16Z' })]
    await says('qwen3:32b', 'Until you unload it')
    await card('qwen3:32b').getByRole('button', { name: 'Unload' }).click()
    await page().getByText('qwen3:32b is loaded again').first().waitFor()
  })

  it('asks once before it unloads all, and reports the result of each', async () => {
    server.models = [model('qwen3:32b'), model('other:latest', { digest: 'b'.repeat(64) })]
    await card('other:latest').waitFor()
    server.generated = ({ model: name }) => {
      server.models = server.models
        .filter((one) => one.name !== 'other:latest' || name !== one.name)
        .map((one) => (one.name === name ? { ...one, expires_at: inSeconds(0) } : one))
    }
    await page().getByRole('button', { name: 'Unload all' }).click()
    const ask = page().getByRole('alertdialog')
    await ask.getByText('Unloading 2 models frees 20.0 GB.', { exact: false }).waitFor()
    await ask.getByRole('button', { name: 'Unload all' }).click()
    const result = page().getByRole('dialog', { name: 'Some models are still loaded' })
    await result.getByText('is unloaded').waitFor()
    await result.getByText('is still stopping: a request has to finish first').waitFor()
    await result.getByRole('button', { name: 'Close', exact: true }).first().click()
    await result.waitFor({ state: 'detached' })
  })

  it('shows the last known state while the server does not report', async () => {
    server.stalls = true
    await page()
      .getByText(/^The server was asked what is loaded and has not answered for \d+ s/)
      .waitFor()
    await card('qwen3:32b').waitFor()
    server.stalls = false
    await page()
      .getByText(/^The server was asked what is loaded/)
      .waitFor({ state: 'detached', timeout: 20_000 })
  })

  it('keeps the last hour over a reload, and describes it', async () => {
    await page().reload()
    await partsOf(page()).place('Running').click()
    const hour = page().getByRole('region', { name: /^The last( \d+)? minutes?$/ })
    await hour
      .getByRole('img', { name: /^Memory used\. The last( \d+)? minutes?\. peak at least 40\.0 GB.*loads.*unloads/ })
      .waitFor()
    await hour.getByText('Loads and unloads').click()
    await hour.getByRole('listitem').filter({ hasText: 'odd:latest' }).filter({ hasText: 'unloaded' }).first().waitFor()
    await hour.locator('canvas').waitFor()
    const painted = await hour.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
      return new Set(Array.from({ length: data.length / 4 }, (_, at) => data.slice(at * 4, at * 4 + 4).join())).size
    })
    expect(painted).toBeGreaterThan(20)
  })

  it('reports no error and no policy violation', () => {
    expect(corral.pageErrors).toEqual([])
  })
})

const oneGpu = { gpus: [8 * 2 ** 30], ram: 64 * 2 ** 30, isUnified: false }

describe.skipIf(skipped)('running, in the sandbox', () => {
  let sandbox: Sandbox
  let corral: Corral
  beforeAll(async () => {
    sandbox = await startSandbox({ rate: 0, machine: oneGpu })
    corral = await launchCorral({ args: ['--host', sandbox.url], size: { width: 900, height: 600 } })
    await partsOf(corral.page).place('Running').click()
  })
  afterAll(async () => {
    await corral?.close()
    await sandbox?.close()
  })

  const option = (name: string) =>
    corral.page.getByRole('option').filter({ has: corral.page.getByTitle(name, { exact: true }) })

  const card = (name: string) => corral.page.getByRole('region', { name, exact: true })
  const dialog = () => corral.page.getByRole('dialog', { name: 'Load a model' })
  const optionField = (name: RegExp) => dialog().getByRole('textbox', { name })

  async function openLoad(name: string) {
    await partsOf(corral.page).command(`load with options ${name}`, name)
    await dialog().getByText('llama3.2:latest is already in memory', { exact: false }).waitFor()
  }

  async function close() {
    await corral.page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  }

  it('estimates a load before it, measures it, and predicts another context from it', async () => {
    const { page } = corral
    await page.getByRole('button', { name: 'Load a model' }).click()
    // The picker has the focus, and typing begins its search.
    await dialog().getByRole('button', { name: 'Choose a model' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.type('llama3.2:lat')
    await option('llama3.2:latest').getByText('2.0 GB').waitFor()
    await page.keyboard.press('Enter')
    await dialog().getByText('Whether it fits is not known').waitFor()
    await dialog()
      .getByText(/^about 2\.6 GB \(±5%\) with a context of 4,096 tokens$/)
      .waitFor()
    await dialog().getByRole('textbox', { name: 'GPU memory' }).fill('8')
    await dialog().getByText('Fits wholly on the GPU').waitFor()
    await dialog().getByRole('slider', { name: 'Context' }).press('End')
    await dialog()
      .getByText(/^\d+ of 29 layers fit on the GPU/)
      .waitFor()
    await dialog().getByText('with a context of 131,072 tokens', { exact: false }).waitFor()
    await optionField(/Context/).fill('2048')
    await dialog().getByText('with a context of 2,048 tokens', { exact: false }).waitFor()
    await dialog().getByRole('button', { name: 'Load', exact: true }).click()
    await card('llama3.2:latest').getByText('all on the GPU').waitFor()

    // The copy is the same model, so the load that was just measured is its own.
    await openLoad('llama3.2-backup:latest')
    await optionField(/Context/).fill('2048')
    await dialog()
      .getByText(/^[\d.]+ GB \(measured\) with a context of 2,048 tokens/)
      .waitFor()
    await optionField(/Context/).fill('3072')
    await dialog()
      .getByText(/^about [\d.]+ GB \(±5%\) with a context of 3,072 tokens$/)
      .waitFor()
    const followed = dialog().getByText('from 1 load of this model')
    await followed.waitFor()
    await dialog().getByText('Fits wholly on the GPU').waitFor()
    // A load with another batch has other buffers, of which nothing was measured.
    await dialog().getByText('More loader options').click()
    await optionField(/num_batch/).fill('2048')
    await followed.waitFor({ state: 'detached' })
    await close()
  })

  it('loads a model with options', async () => {
    const { page } = corral
    await openLoad('llama3.2:latest')
    await optionField(/Context/).fill('2048')
    await optionField(/Layers/).fill('10')
    await dialog().getByText('More loader options').click()
    await optionField(/num_thread/).fill('4')
    await dialog()
      .getByRole('checkbox', { name: /^Use these settings/ })
      .click()
    await dialog().getByRole('button', { name: 'Load', exact: true }).click()
    await card('llama3.2:latest').getByText('context 2,048', { exact: false }).waitFor()
    await card('llama3.2:latest').getByText('slower: part of it is in system memory').waitFor()
    await page.getByText('llama3.2:latest is loaded').first().waitFor()
    expect(await card('llama3.2:latest').getByText('Another program').count()).toBe(0)
  })

  it('proposes what to unload, and says before a load what will go', async () => {
    const { page } = corral
    await page.getByRole('button', { name: 'Free memory…' }).click()
    const free = page.getByRole('dialog', { name: 'Free memory' })
    await free.getByRole('list', { name: 'To be unloaded' }).getByText('llama3.2').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Load a model' }).click()
    await page.keyboard.type('qwen3:32b')
    await option('qwen3:32b').first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('The server will probably unload llama3.2:latest', { exact: false }).waitFor()
    if (target === 'web') {
      // With the note and the chart it fits into a low window.
      await page.setViewportSize({ width: 1280, height: 760 })
      const chart = page.getByRole('dialog').getByRole('slider', { name: 'Context' })
      await chart.waitFor()
      const hidden = () =>
        chart.evaluate((slider) => {
          const area = slider.closest('.overflow-y-auto')
          return area ? area.scrollHeight - area.clientHeight : -1
        })
      expect(await hidden()).toBe(0)
      await page.setViewportSize({ width: 900, height: 600 })
      expect(await hidden()).toBeGreaterThan(0)
      expect(
        await page.getByRole('dialog').getByRole('button', { name: 'Load', exact: true }).boundingBox(),
      ).toMatchObject({ height: 28 })
    }
    await page.getByRole('dialog').getByRole('button', { name: 'Load', exact: true }).click()
    await page.getByRole('region', { name: 'qwen3:32b', exact: true }).waitFor()
    await page.getByRole('region', { name: 'llama3.2:latest', exact: true }).waitFor({ state: 'detached' })
    await page
      .locator('[data-notice]:visible')
      .getByText(/^It took .*\. The server unloaded llama3\.2:latest to make room\.$/)
      .waitFor()
  })

  it('unloads it for good', async () => {
    const { page } = corral
    await page.getByRole('button', { name: 'Unload', exact: true }).click()
    await page.getByText('qwen3:32b is unloaded').first().waitFor()
    await page.getByText('Nothing is loaded').waitFor()
    // By the memory that was typed before.
    await partsOf(page).place('Library').click()
    const row = (name: string) => page.getByRole('row').filter({ has: page.getByTitle(name, { exact: true }) })
    await row('llama3.2:latest').getByRole('gridcell', { name: 'Fits', exact: true }).waitFor()
    await row('deepseek-r1:32b').getByRole('gridcell', { name: 'Part on CPU', exact: true }).waitFor()
  })

  it('loads a model with the preset that was kept, and lists it in Settings', async () => {
    const { page } = corral
    await partsOf(page).place('Running').click()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('load llama3.2:latest')
    await page.keyboard.press('Enter')
    await page.getByText('Its preset was used.', { exact: false }).first().waitFor()
    await page.getByRole('region', { name: 'llama3.2:latest', exact: true }).getByText('2,048 in its preset').waitFor()
    await page.getByRole('button', { name: 'Settings' }).first().click()
    await page.getByRole('button', { name: 'Show 1 preset' }).click()
    await page.getByText('num_ctx=2048 num_gpu=10 num_thread=4').waitFor()
    expect(corral.pageErrors).toEqual([])
  })
})

describe.skipIf(skipped)('running, while a model loads slowly', () => {
  let corral: Corral
  beforeAll(async () => {
    corral = await launchCorral({ args: ['--sandbox'] })
  })
  afterAll(() => corral?.close())

  it('shows a load that was asked for in the library, and stops it', async () => {
    const { page } = corral
    const { place, row } = partsOf(page)
    await place('Library').click()
    await row('deepseek-r1:32b').focus()
    await page.keyboard.press('l')
    await place('Running').click()
    const card = page.getByRole('region', { name: 'deepseek-r1:32b', exact: true })
    await card.getByText(/^Loading for \d+ s/).waitFor()
    await card.getByRole('button', { name: 'Cancel loading' }).click()
    await card.waitFor({ state: 'detached' })
    await page.getByText('Loading deepseek-r1:32b was cancelled').first().waitFor()
  })

  it('continues loading while the page reloads, and can still be cancelled', async () => {
    const { page } = corral
    const { place, row } = partsOf(page)
    await place('Library').click()
    await row('deepseek-r1:32b').focus()
    await page.keyboard.press('l')
    await row('deepseek-r1:32b')
      .getByText(/^Loading/)
      .waitFor()
    await page.reload()
    await page
      .getByRole('contentinfo')
      .getByRole('button', { name: /^Loading deepseek-r1:32b · \d+ s$/ })
      .click()
    const card = page.getByRole('region', { name: 'deepseek-r1:32b', exact: true })
    await card.getByText(/^Loading for \d+ s/).waitFor()
    await card.getByRole('button', { name: 'Cancel loading' }).click()
    await card.waitFor({ state: 'detached' })
    await page.getByText('Nothing is loaded').waitFor()
  })

  it('shows the memory of the computer, and that the next model fits into what is free', async () => {
    const { page } = corral
    const { place, row } = partsOf(page)
    await place('Running').click()
    const measured = page.getByRole('region', { name: 'Memory of the sandbox’s made-up computer' })
    await measured.getByText('0 B of 25.8 GB used').waitFor()
    await place('Library').click()
    await row('nomic-embed-text:v1.5').getByText('Fits').waitFor()
    await row('nomic-embed-text:v1.5').focus()
    await page.keyboard.press('l')
    await place('Running').click()
    await measured.getByText(/^\d+ MB of 25\.8 GB used$/).waitFor()
    await measured.getByText(/^Ollama \d+ MB · other programs 0 B · free 25\.\d GB$/).waitFor()
    await page.getByText('all programs, GPU').waitFor()
    await page
      .getByRole('complementary')
      .getByText(/^free 25\.\d GB$/)
      .waitFor()
  })
})

// What a page shows of readings is the same in window and browser.
describe.skipIf(skipped || target === 'window')('running, on a computer without a GPU', () => {
  let corral: Corral
  beforeAll(async () => {
    corral = await launchCorral({ args: ['--sandbox'], env: { CORRAL_SANDBOX_GPUS: 'none:32' } })
  })
  afterAll(() => corral?.close())

  it('shows system memory in the sidebar, and what is free of it in the chart of the load dialog', async () => {
    const { page } = corral
    const { row, command } = partsOf(page)
    const sidebar = page.getByRole('complementary')
    await sidebar.getByRole('heading', { name: 'System memory' }).waitFor()
    await sidebar.getByText(/^[\d.]+ MB of 34\.4 GB used$/).waitFor()
    expect(await sidebar.getByText('GPU').count()).toBe(0)
    await row('llama3.2:latest').focus()
    await page.keyboard.press('l')
    await sidebar.getByText(/^2\.\d GB of 34\.4 GB used$/).waitFor()
    await sidebar.getByText(/^free 31\.\d GB$/).waitFor()
    await partsOf(page).place('Running').click()
    const used = page.getByRole('region', { name: 'Memory used by models' })
    await used.getByText('System', { exact: true }).waitFor()
    expect(await used.getByText('GPU').count()).toBe(0)
    await command('load with options qwen3:32b', 'qwen3:32b')
    const dialog = page.getByRole('dialog', { name: 'Load a model' })
    await dialog.getByText('Fits in system memory').waitFor()
    const free = dialog.getByRole('term').filter({ hasText: 'Free system memory' })
    await free.waitFor()
    expect(await dialog.locator('svg path.stroke-bad').count()).toBe(1)
    expect(corral.pageErrors).toEqual([])
  })
})
