import { expect, it } from 'vitest'
import type { Loaded } from '#shared/contract/running.ts'
import { loaded as loadedModel } from '#shared/domain/test-fixtures.ts'
import { createSettling } from './settled.ts'

const model = (more: Partial<Loaded> = {}): Loaded => ({
  ...loadedModel('a:1', { digest: 'd', size: 9, sizeVram: 9, contextLength: 4096 }),
  ...more,
})
const unknown = { gpuLayers: null, batch: null }
const auto = { gpuLayers: 'auto', batch: 'auto' }

function settling() {
  const { loaded, answered } = createSettling()
  let time = 0
  return {
    loaded: (options?: Parameters<typeof loaded>[1], name = 'a:1') => loaded(name, options, ++time),
    /** The answer that is requested next. */
    next: (...models: Loaded[]) => answered(models, ++time),
    /** An answer that was requested so long ago. */
    late: (ago: number, ...models: Loaded[]) => answered(models, time - ago),
  }
}

it('a load has settled when two answers are the same, and is told once', () => {
  const { next } = settling()
  expect(next(model())).toEqual([])
  expect(next(model())).toEqual([{ name: 'a:1', digest: 'd', context: 4096, ...unknown, size: 9, sizeVram: 9 }])
  expect(next(model())).toEqual([])
})

it('a load that still changes has not', () => {
  const { next } = settling()
  expect(next(model({ size: 7 }))).toEqual([])
  expect(next(model({ size: 8 }))).toEqual([])
  expect(next(model({ size: 9 }))).toEqual([])
  expect(next(model({ size: 9 }))).toMatchObject([{ size: 9 }])
})

it('is told again after a reload with another context, or after it was unloaded', () => {
  const { next } = settling()
  next(model())
  expect(next(model())).toHaveLength(1)
  next(model({ contextLength: 8192 }))
  expect(next(model({ contextLength: 8192 }))).toMatchObject([{ context: 8192 }])
  next()
  next(model())
  expect(next(model())).toHaveLength(1)
})

it.each([
  [undefined, auto],
  [{}, auto],
  [{ num_gpu: -1, num_batch: 0 }, auto],
  [
    { num_gpu: 0, num_batch: 256 },
    { gpuLayers: 0, batch: 256 },
  ],
  [{ num_gpu: '5', num_ctx: 1.5 }, auto],
])('has the options %j of Corral’s own load', (options, expected) => {
  const { next, loaded } = settling()
  loaded(options)
  next(model())
  expect(next(model())).toMatchObject([expected])
})

it('has the context of Corral’s own load where ps says none', () => {
  const { next, loaded } = settling()
  loaded({ num_ctx: 2048 })
  next(model({ contextLength: null }))
  expect(next(model({ contextLength: null }))).toMatchObject([{ context: 2048 }])
  loaded({ num_ctx: 2048 })
  next(model())
  expect(next(model())).toMatchObject([{ context: 4096 }])
})

it('has no context where nobody says one', () => {
  const { next } = settling()
  next(model({ contextLength: null }))
  expect(next(model({ contextLength: null }))).toMatchObject([{ context: null }])
})

it('has the options of Corral’s own load also if another program had loaded it the same way', () => {
  const { next, loaded } = settling()
  next(model())
  expect(next(model())).toMatchObject([unknown])
  loaded({})
  next(model())
  expect(next(model())).toMatchObject([auto])
})

it('has unknown options after another program loaded it again', () => {
  const { next, loaded } = settling()
  loaded({})
  next(model())
  next(model({ size: 8 }))
  expect(next(model({ size: 8 }))).toMatchObject([unknown])
})

it('an answer that was requested before the load ended is not of it', () => {
  const { next, late, loaded } = settling()
  loaded({ num_gpu: 5 })
  expect(late(1, model({ size: 7 }))).toEqual([])
  expect(next(model())).toEqual([])
  expect(next(model())).toMatchObject([{ size: 9, gpuLayers: 5 }])
})

it('of models without a digest nothing is told, and each of several is', () => {
  const { next } = settling()
  const models = [model({ digest: null }), model({ name: 'b:1' }), model({ name: 'c:1' })]
  next(...models)
  expect(next(...models).map(({ name }) => name)).toEqual(['b:1', 'c:1'])
})
