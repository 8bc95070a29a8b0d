import { expect, describe, test } from 'vitest'
import { versions } from '../generations.ts'
import { libraryOf, recordedModels } from '../testing/fixture.ts'
import { recorded } from '../testing/recordings.ts'
import { noGpu, started } from '../testing/start.ts'
import type { FaultName } from '../faults.ts'
import { type Machine, readMachine } from './machine.ts'

interface Listed {
  name: string
  size: number
  size_vram: number
  context_length: number
}

const MIB = 2 ** 20
const GIB = 2 ** 30

const computer = (text: string): Machine => readMachine(text) ?? expect.fail(text)

async function running(machine: Machine, more: Parameters<typeof started>[0] = {}) {
  const sandbox = await started({ rate: 0, machine, ...more })
  const ps = async () => ((await sandbox.get('/api/ps')) as { models: Listed[] }).models
  const load = async (model: string, options: object = {}, keep_alive: unknown = '5m') => {
    const sent = { model, options, keep_alive }
    const answer = await sandbox.post('/api/generate', sent)
    return answer.status === 400 ? sandbox.post('/api/embed', sent) : answer
  }
  const loaded = async (model: string, options: object = {}) => {
    await load(model, options)
    return (await ps()).find(({ name }) => name.startsWith(model)) ?? expect.fail(model)
  }
  const held = () => sandbox.runners.list().map(({ footprint }) => footprint)
  return { ...sandbox, ps, load, loaded, held, names: async () => (await ps()).map(({ name }) => name).sort() }
}

/** Not reproduced in detail; the largest relative difference. */
const roughly: Record<string, number> = {
  '0.33.0-rc2 small-llama:latest': 0.05,
  '0.12.0 small-llama:latest': 0.01,
  '0.12.0 all-minilm:22m': 0.01,
  '0.5.12 all-minilm:22m': 0.01,
  '0.5.12 small-llama:latest': 0.6,
}

describe('sizes', () => {
  test.each(versions)('as %s they are those of the recorded server', async (as) => {
    const library = libraryOf(recordedModels[as] ?? expect.fail()).installed
    const { loaded } = await running(noGpu, { as, library })
    const models = recorded(as, 'running').flatMap(
      ({ response }) => (response.json as { models?: Listed[] } | undefined)?.models ?? [],
    )
    const theirs = new Map(models.filter(({ size }) => size > 0).map((model) => [model.name, model]))
    expect(theirs.size).toBe(3)
    for (const { name, size } of theirs.values()) {
      const ours = await loaded(name)
      const tolerance = roughly[`${as} ${name}`] ?? 0.005
      expect(Math.abs(ours.size / size - 1), `${name}: ${ours.size / MIB}, not ${size / MIB} MiB`).toBeLessThan(
        tolerance,
      )
    }
  })

  test.each([
    ['llama3.2:latest', 8192, 3.1],
    ['llama3.2:latest', 131_072, 18],
    ['llama3.1:8b', 131_072, 22.5],
    ['qwen2.5-coder:7b', 4096, 4.7],
  ])('%s with a context of %i takes the %d GB that others saw', async (name, num_ctx, gb) => {
    const { loaded } = await running(computer('1:80'))
    const model = await loaded(name, { num_ctx })
    expect(model.size_vram).toBe(model.size)
    expect(Math.abs(model.size / 1e9 / gb - 1)).toBeLessThan(0.03)
  })

  test('a window keeps the cache small', async () => {
    const { loaded } = await running(computer('1:80'))
    const sizeAt = async (num_ctx: number) => (await loaded('gemma3:12b-it-qat', { num_ctx, num_batch: 512 })).size
    // 8 of 48 layers have the whole context: 8 KiB each a token, and the mask.
    expect((await sizeAt(65_536)) - (await sizeAt(32_768))).toBe(32_768 * (8 * 8 * 1024 + 1024))
  })
})

describe('placement', () => {
  test.each([
    ['none', { num_ctx: 4096 }, 'cpu', 0],
    ['1:24', { num_ctx: 4096 }, 'gpu', 1],
    ['1:24', { num_ctx: 4096, num_gpu: 0 }, 'cpu', 0],
    ['1:8', { num_ctx: 32_768 }, 'split', 1],
    ['2:12,8', { num_ctx: 4096 }, 'gpu', 1],
    ['2:5,5', { num_ctx: 8192 }, 'gpu', 2],
    ['2:4,3', { num_ctx: 16_384 }, 'split', 2],
    ['1:1', { num_ctx: 4096 }, 'cpu', 0],
    ['1:24', { num_ctx: 4096, num_gpu: 10 }, 'split', 1],
    ['1:24', { num_ctx: 4096, num_gpu: 99 }, 'gpu', 1],
    ['unified:16', { num_ctx: 4096 }, 'gpu', 1],
  ] as const)('on %s with %j llama3.1:8b is on %s', async (text, options, kind, used) => {
    const machine = computer(text)
    const { loaded, held } = await running(machine)
    const { size, size_vram } = await loaded('llama3.1:8b', options)
    expect(size_vram === 0 ? 'cpu' : size_vram === size ? 'gpu' : 'split').toBe(kind)
    const [{ gpus, listed } = expect.fail()] = held()
    expect(gpus.filter((bytes) => bytes > 0)).toHaveLength(used)
    for (const [gpu, bytes] of gpus.entries()) expect(bytes).toBeLessThanOrEqual(machine.gpus[gpu] ?? 0)
    if (kind === 'split') expect(size).toBe(Math.round(listed.gpu) + Math.round(listed.cpu))
  })

  test('num_gpu counts the output as a layer, each with its cache', async () => {
    const { loaded } = await running(computer('1:24'))
    const vramOf = async (num_gpu: number) => (await loaded('llama3.1:8b', { num_ctx: 4096, num_gpu })).size_vram
    const [one, two, three] = [await vramOf(1), await vramOf(2), await vramOf(3)]
    // Block 31 has tensors of more bits than block 30 or the same; both have 16 MiB of cache.
    expect(two - one).toBeGreaterThan(100 * MIB)
    expect(three - two).toBeLessThanOrEqual(two - one)
    expect(await vramOf(0)).toBe(0)
  })

  test('a GiB stays free on a GPU with a part of a model', async () => {
    const { loaded, held } = await running(computer('1:12'))
    await loaded('qwen3:32b')
    const free = 12 * GIB - (held()[0]?.gpus[0] ?? 0)
    expect(free).toBeGreaterThanOrEqual(GIB)
    expect(free).toBeLessThan(2 * GIB)
  })
})

test.each<[FaultName, string, string, (right: Listed, wrong: Listed) => void]>([
  [
    'ps-window',
    '1:24',
    'gemma3:12b-it-qat',
    (right, wrong) => {
      expect(right.size - wrong.size).toBe(8 * 32_768 * 8192)
      expect(wrong.size_vram).toBe(wrong.size)
    },
  ],
  ['ps-window', '1:24', 'llama3.2:latest', (right, wrong) => expect(wrong).toEqual(right)],
  [
    'ps-mmap',
    '1:12',
    'qwen3:32b',
    (right, wrong) => {
      expect(wrong.size).toBeGreaterThan(right.size * 1.2)
      expect(wrong.size_vram).toBe(right.size_vram)
    },
  ],
  ['ps-mmap', '1:24', 'llama3.2:latest', (right, wrong) => expect(wrong).toEqual(right)],
  ['ps-file', '1:24', 'llama3.2:latest', (_, wrong) => expect(wrong.size).toBe(2_019_377_376)],
])('%s on %s changes what is listed of %s', async (fault, text, name, check) => {
  const { loaded, ps, faults } = await running(computer(text))
  const right = await loaded(name)
  faults.set(fault)
  const [wrong = expect.fail()] = await ps()
  check(right, wrong)
})

describe('a lack of memory', () => {
  test('evicts all others, then takes a smaller context if none was asked for, then fails', async () => {
    const { load, loaded, names, faults } = await running(computer('1:24'))
    await load('phi4-mini', { num_ctx: 4096 })
    faults.set('load-oom', { times: 1 })
    expect((await loaded('llama3.2:latest')).context_length).toBe(32_768)
    expect(await names()).toEqual(['llama3.2:latest'])
    faults.set('load-oom', { times: 2 })
    expect((await loaded('qwen2.5-coder:7b')).context_length).toBe(4096)
    faults.set('load-oom', { times: 2 })
    expect(await load('llama3.1:8b', { num_ctx: 9000 })).toMatchObject({
      status: 500,
      body: { error: expect.stringContaining('out of memory') },
    })
  })

  test('comes from layers that are given and do not fit', async () => {
    const { load } = await running(computer('1:4'))
    expect((await load('llama3.1:8b', { num_ctx: 4096, num_gpu: 33 })).status).toBe(500)
    expect((await load('llama3.1:8b', { num_ctx: 4096, num_gpu: 5 })).status).toBe(200)
  })
})

describe('eviction', () => {
  test('goes by the prediction, not by what is needed', async () => {
    // 2.0 GB in the file and 0.9 GB of cache are below 80 % of 4 GiB, but not of what llama3.2 leaves of 6.
    const { load, names } = await running(computer('1:6'))
    await load('llama3.2', { num_ctx: 8192 })
    await load('phi4-mini', { num_ctx: 8192 })
    expect(await names()).toEqual(['phi4-mini:latest'])
  })

  test('never goes by memory without a GPU, only by the count', async () => {
    const { load, names } = await running(computer('none:8'))
    await load('qwen3:32b')
    await load('deepseek-r1:32b')
    await load('llama3.1:8b')
    expect(await names()).toHaveLength(3)
    await load('phi4-mini', {}, '1m')
    expect(await names()).toHaveLength(3)
    expect(await names()).toContain('phi4-mini:latest')
  })

  test('two GPUs hold six models', async () => {
    const { load, names } = await running(computer('2:80,80'))
    for (const name of ['llama3.2', 'phi4-mini', 'llama3.1:8b', 'qwen2.5-coder:7b', 'granite3.3:8b', 'minicpm-v:8b'])
      await load(name, { num_ctx: 4096 })
    expect(await names()).toHaveLength(6)
    await load('bge-m3')
    expect(await names()).toHaveLength(6)
  })

  test('unified memory is that of the models on the CPU, too', async () => {
    const { load, names } = await running(computer('unified:16'))
    await load('llama3.1:8b', { num_ctx: 4096, num_gpu: 0 })
    await load('granite3.3:8b', { num_ctx: 4096 })
    expect(await names()).toHaveLength(2)
    await load('qwen2.5-coder:7b', { num_ctx: 4096 })
    expect(await names()).not.toContain('granite3.3:8b')
  })
})
