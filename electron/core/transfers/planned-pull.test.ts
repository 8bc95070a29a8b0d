import { describe, expect, it } from 'vitest'
import type { LayerKind } from '#shared/ollama/manifest.ts'
import { parseName, type NameParts } from '#shared/ollama/name.ts'
import { fail } from '../problem.ts'
import type { PullPlan } from './pull-plan.ts'
import { layer, manifest, scripted, success } from './test-job.ts'

const digest = (letter: string) => `sha256:${letter.repeat(64)}`

function planOf(layers: [letter: string, size: number, isPresent: boolean, kind?: LayerKind][]): PullPlan {
  const listed = layers.map(([letter, size, isPresent, kind = 'weights']) => {
    return { kind, digest: digest(letter), size, isPresent }
  })
  const total = listed.reduce((sum, { size }) => sum + size, 0)
  const config = { kind: 'config' as const, digest: digest('f'), size: 0 }
  return {
    model: { base: 'https://registry', name: parseName('m') as NameParts },
    respelledBy: null,
    tags: [],
    manifest: { config, layers: listed, digest: 'the-manifest', total },
    layers: listed,
  }
}
const whole = planOf([
  ['a', 100e6, false],
  ['b', 50e6, true],
])

describe('a pull whose manifest is known', () => {
  it('has its whole size while it is being prepared, and to the end', async () => {
    const { job, turn } = scripted([[[5000, manifest, layer(40e6), 1000, layer(100e6), success], null]], {
      plan: async () => whole,
    })
    await turn(0)
    const first = { state: 'preparing', isWhole: true, total: 150e6, completed: 50e6, share: 1 / 3 }
    expect(job.snapshot()).toMatchObject(first)
    await turn(5000)
    expect(job.snapshot()).toMatchObject({ state: 'running', isWhole: true, total: 150e6, completed: 90e6 })
    await turn(1000)
    await job.ended
    expect(job.snapshot()).toMatchObject({
      state: 'done',
      total: 150e6,
      completed: 150e6,
      share: 1,
      moved: 60e6,
      cached: 90e6,
    })
  })

  it('waits for it for two seconds at most, and goes on without it', async () => {
    let isAborted = false
    const { job, turn, gaps } = scripted([[[manifest, layer(40e6)], 'silence']], {
      plan: (signal) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => {
            isAborted = true
            reject(fail('cancelled'))
          }),
        ),
    })
    await turn(1999)
    expect([gaps(), isAborted]).toEqual([[], false])
    await turn(1)
    await turn(0)
    expect([gaps(), isAborted]).toEqual([[2000], true])
    expect(job.snapshot()).toMatchObject({ state: 'running', isWhole: false, total: 100e6 })
  })

  it('is told to stop waiting by a pause', async () => {
    const plan = (signal: AbortSignal) =>
      new Promise<PullPlan>((_, reject) => signal.addEventListener('abort', () => reject(fail('cancelled'))))
    const { job, gaps } = scripted([[[manifest], 'silence']], { plan })
    await job.pause()
    expect([job.state, gaps()]).toEqual(['paused', []])
  })

  it('does not fail with it', async () => {
    const { job, turn } = scripted([[[manifest, layer(100e6), success], null]], {
      plan: () => Promise.reject(fail('registry_not_reached')),
    })
    await turn(0)
    await job.ended
    expect(job.snapshot()).toMatchObject({ state: 'done', problem: null, total: 100e6 })
  })

  it('has not begun by it: a problem that a new pull reports at once is reported at once', async () => {
    const { job, turn } = scripted([[[manifest], 'registry_error']], { plan: async () => whole })
    await turn(0)
    await job.ended
    expect(job.snapshot()).toMatchObject({ state: 'failed', problem: { code: 'registry_error' } })
  })

  it('shows no layers if it is silent, since the server reports none', async () => {
    const { job, turn } = scripted([[[success], null]], { plan: async () => whole, silent: true })
    await turn(0)
    await job.ended
    expect(job.snapshot()).toMatchObject({ state: 'done', total: 0, moved: 0, share: null })
  })
})

describe('after its success', () => {
  const tensors = planOf([
    ['a', 60e6, false, 'tensor'],
    ['b', 40e6, false, 'tensor'],
  ])
  const line = { status: 'pulling model', digest: 'sha256:model', total: 100e6, completed: 100e6 }

  it.each([
    ['that the server has pulled', 'the-manifest', 'layer_missing'],
    ['of another version than it has pulled', 'another', null],
  ])('each layer of the manifest %s is asked for, also of tensor models', async (_, installed, code) => {
    const { job, seconds } = scripted([[[manifest, line, success], null]], {
      plan: async () => tensors,
      missing: [true, false, true, false],
      installed,
    })
    await seconds(5)
    expect(job.snapshot()).toMatchObject({ total: 100e6, state: code ? 'failed' : 'done' })
    expect(job.snapshot().problem?.code ?? null).toBe(code)
  })
})
