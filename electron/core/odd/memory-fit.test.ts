import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryModelSchema } from '#shared/contract/memory-model.ts'
import { curveOf } from '#shared/domain/memory-fit/contexts.ts'
import { estimate } from '#shared/domain/memory-fit/estimate.ts'
import { memoryModelOf } from '#shared/domain/memory-fit/model.ts'
import { readShow, type Show } from '#shared/ollama/show.ts'
import { allRecorded } from '../../sandbox/testing/recordings.ts'
import { toShownModel } from '../library/inspection.ts'
import { mutationOf, withValue } from './mutations.ts'

const answers = allRecorded()
  .filter(({ request, response }) => request.path === '/api/show' && response.status === 200)
  .map(({ response }, at) => [at, response.json as Record<string, unknown>] as const)

const GIB = 2 ** 30
const machine = { devices: [{ free: 8 * GIB, total: 12 * GIB }], ram: { available: 16 * GIB, total: 32 * GIB } }

/** Every figure in a value, at any depth. */
function figures(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(figures) : []
}

describe('every recorded answer of show', () => {
  it.each(answers)('%i: gives figures that are sizes, whatever is changed in it', (_, answer) => {
    const check = (changed: unknown) => {
      const model = memoryModelOf(toShownModel(readShow(changed) as Show, 1e9))
      expect(memoryModelSchema.safeParse(model).error).toBeUndefined()
      for (const version of [null, '0.12.0', '0.33.0']) {
        const made = estimate(model, { context: 4096, version, machine })
        expect(figures(made).filter((figure) => !Number.isFinite(figure) || figure < 0)).toEqual([])
      }
    }
    check(answer)
    fc.assert(
      fc.property(mutationOf(answer, ['model_info']), ({ path, value }) => check(withValue(answer, path, value))),
      { numRuns: 40 },
    )
    fc.assert(
      fc.property(mutationOf(answer), ({ path, value }) => check(withValue(answer, path, value))),
      { numRuns: 40 },
    )
  })

  it('gives no more points to a chart than fit, however large the context', () => {
    const [, answer] = answers[0] ?? []
    const changed = withValue(answer, ['model_info', 'llama.context_length'], 1e15)
    expect(
      curveOf(memoryModelOf(toShownModel(readShow(changed) as Show, 1e9)), { context: 1, version: null, machine })
        .length,
    ).toBeLessThan(80)
  })
})
