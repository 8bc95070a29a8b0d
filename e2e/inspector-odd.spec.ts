import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchCorral, skipped, type Corral } from './corral.ts'
import { partsOf, repeatedWords } from './parts.ts'
import { startScripted, type Scripted } from './scripted.ts'

const blob = 'c'.repeat(64)

/** Answers of servers of all versions and models of all kinds. */
const shows: Record<string, unknown> = {
  // As before 0.6.1, without later fields.
  'old:latest': {
    modelfile: `FROM C:\\Users\\me\\.ollama\\models\\blobs\\sha256-${blob}\nTEMPLATE "{{ .Prompt }}"\n`,
    template: '{{ .Prompt }}',
    details: { parent_model: '', format: 'gguf', family: 'llama', families: null, parameter_size: '7B' },
  },
  'hf.co/me/Repo-GGUF:Q4_K_M': {
    modelfile: 'FROM llama3.2:latest\n',
    license: 'MIT License\n\nPermission is hereby granted, free of charge…\nLlama 3.2 Community License',
    parameters: 'num_ctx                        1e+06\nstop                           "\\n\\n\\"end\\""\nuse_mmap true',
    details: { format: 'gguf', family: 'llama', families: ['llama', 'clip'] },
    model_info: {
      'general.architecture': 'llama',
      'llama.attention.head_count': null,
      'llama.block_count': 40,
      'llama.rope.freq_base': 500000,
      'llama.unheard_of': true,
      'tokenizer.ggml.add_bos_token': true,
      'tokenizer.ggml.eos_token_id': 128009,
      'tokenizer.ggml.tokens': null,
    },
    tensors: [
      { name: 'blk.0.attn_k.weight', type: 'Q4_K', shape: [4096, 1024] },
      { name: 'blk.1.attn_k.weight', type: 'Q9_Z', shape: [4096, 1024] },
      { name: 'scalar', type: 'F32', shape: null },
    ],
    capabilities: ['completion', 'telepathy'],
    requires: '0.30.0',
  },
  'reg.example:5000/team/mlx:v1': {
    details: { format: 'safetensors', family: '', parameter_size: '', quantization_level: '' },
    model_info: {},
    capabilities: [],
    modified_at: '2026-08-21T18:48:00.123456789-07:00',
  },
  'big:cloud': {
    details: { format: '', family: 'big', families: ['big'], parameter_size: '1.2T', quantization_level: 'FP8' },
    model_info: {},
    remote_model: 'big',
    remote_host: 'https://ollama.com:443',
    capabilities: ['completion', 'tools'],
  },
  'odd-text:latest': {
    system: 'left \u202eright\u202c and \u0007bell <b>not bold</b>',
    messages: [{ role: 'user', content: 'Hi' }, { role: 'assistant' }],
    details: {},
  },
}

describe.skipIf(skipped)('the inspector, with unusual models and servers', () => {
  let server: Scripted
  let corral: Corral
  beforeAll(async () => {
    const names = [...Object.keys(shows), 'broken:latest', 'stray:local']
    server = await startScripted({
      shows,
      tags: names.map((name, at) => ({
        name,
        digest: String(at).repeat(64),
        ...(name === 'big:cloud' ? { remote_model: 'big', remote_host: 'https://ollama.com:443', size: 338 } : {}),
        ...(name === 'old:latest' ? { details: {} } : {}),
      })),
    })
    corral = await launchCorral({ args: ['--host', server.url], size: { width: 900, height: 600 } })
    await partsOf(corral.page).row('old:latest').waitFor()
  })
  afterAll(async () => {
    await corral?.close()
    server?.close()
  })
  const panel = () => corral.page.locator('aside').last()
  const says = (words: string | RegExp) => panel().getByText(words).first().waitFor()
  const tab = (name: string) => partsOf(corral.page).tab(name)
  const open = async (name: string) => {
    await corral.page.keyboard.press('Escape')
    await partsOf(corral.page)
      .row(name)
      .click({ position: { x: 60, y: 10 } })
    await panel().getByRole('heading', { name }).waitFor()
    if (!name.startsWith('broken') && !name.startsWith('stray')) expect(await repeatedWords(panel())).toEqual([])
  }
  /** The value beside a label in the overview; `null` if the label is missing. */
  const detail = async (label: string) => {
    await panel().locator('dd').first().waitFor()
    const row = panel()
      .locator('dl > div')
      .filter({ has: corral.page.getByText(label, { exact: true }) })
    return (await row.count()) === 0 ? null : ((await row.locator('dd').innerText()) ?? '').trim()
  }

  it('shows what an old server reports', async () => {
    await open('old:latest')
    expect(await detail('Families')).toBe('llama')
    expect(await detail('Parameters')).toBe('7B')
    expect(await detail('Context')).toBe('Not reported')
    expect(await detail('Capabilities')).toBe('Not reported')
    expect(await detail('License')).toBe('Not reported')
    expect(await detail('Weights')).toBe(blob)
    for (const [name, words] of [
      ['Metadata', 'This model has no metadata.'],
      ['Configuration', 'This model sets no parameters: Ollama’s own defaults apply.'],
      ['Tensors', 'This server sends no tensors for this model.'],
    ] as const) {
      await tab(name)
      await says(words)
    }
    await tab('Raw')
    await panel().getByRole('button', { name: 'License', exact: true }).click()
    await says('This model has no license text.')
    await tab('Overview')
  })

  it('reads names of other registries, capabilities and types that came later, and Go’s notation', async () => {
    await open('hf.co/me/Repo-GGUF:Q4_K_M')
    expect(await detail('Comes from')).toBe('me at Hugging Face, by its name')
    expect(await detail('Capabilities')).toMatch(/Completion\s+telepathy/)
    expect(await detail('Requires')).toBe('Ollama 0.30.0 or newer')
    expect(await detail('Families')).toBe('clip')
    expect(await detail('Heads')).toBe('Not reported')
    expect(await detail('Layers')).toBe('40')
    // `FROM` is a name here, which has no blob.
    expect(await detail('Weights')).toBe(null)
    expect((await detail('License')) ?? '').toMatch(/Llama 3\.2 Community License[^]*MIT License/)
    await tab('Metadata')
    await says('unheard_of')
    expect(await panel().getByText('Sent only when verbose').count()).toBe(2)
    await says('128009')
    await tab('Configuration')
    await says('1000000')
    await says('"\\n\\n\\"end\\""')
    await tab('Tensors')
    await says('1 tensor of unknown type is left out.')
    await panel().getByRole('row').filter({ hasText: 'Q9_Z' }).last().waitFor()
    await tab('Overview')
  })

  it('shows safetensors models and cloud stubs', async () => {
    await open('reg.example:5000/team/mlx:v1')
    expect(await detail('Comes from')).toBe('team at reg.example:5000, by its name')
    expect(await detail('Format')).toBe('safetensors')
    expect(await detail('Modified')).toMatch(/^Aug 2[12], 2026/)
    await open('big:cloud')
    expect(await detail('Runs at')).toBe('big at https://ollama.com:443')
    expect(await detail('Size')).toBe(null)
    expect(await partsOf(corral.page).row('big:cloud').innerText()).not.toContain('338')
    expect(await panel().getByRole('button', { name: 'Load', exact: true }).count()).toBe(0)
    expect(await panel().getByRole('button', { name: 'Push', exact: true }).count()).toBe(0)
  })

  it('shows texts unchanged, with invisible characters escaped', async () => {
    await open('odd-text:latest')
    await tab('Configuration')
    const text = await panel().locator('pre').first().innerText()
    expect(text).toContain('<b>not bold</b>')
    for (const unseen of ['\u202e', '\u202c', '\u0007']) expect(text).not.toContain(unseen)
    await says(/user: Hi/)
    await tab('Overview')
  })

  it('offers to pull again a model without weights, and no action for the tag local', async () => {
    await open('broken:latest')
    await panel().getByRole('button', { name: 'Pull again…' }).click()
    const dialog = corral.page.getByRole('dialog', { name: 'Pull a model' })
    await expect.poll(() => dialog.getByRole('combobox', { name: 'Model' }).inputValue()).toBe('broken:latest')
    await corral.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await open('stray:local')
    await says('Corral does not change this model')
    expect(await panel().getByRole('button', { name: 'Delete' }).count()).toBe(0)
  })

  it('reports no error and no policy violation', () => {
    expect(corral.pageErrors).toEqual([])
  })
})
