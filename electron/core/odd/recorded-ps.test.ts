import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Loaded } from '#shared/contract/running.ts'
import { readPs } from '#shared/ollama/ps.ts'
import { allRecorded } from '../../sandbox/testing/recordings.ts'
import { noReading, readAnswer, type Reading } from '../running/reading.ts'
import { mutationOf, withValue } from './mutations.ts'

interface Answer {
  models: Record<string, unknown>[]
}

/** Every recorded answer of `ps` with a loaded model, each once. */
const answers = allRecorded()
  .filter(({ request, response }) => request.path === '/api/ps' && response.status === 200)
  .map(({ response }) => response.json as Answer)
  .filter(({ models }) => models.length > 0)
const cases = [...new Map(answers.map((answer) => [JSON.stringify(answer), answer])).values()].map(
  (answer, index) => [index, answer] as const,
)

const NOW = Date.parse('2026-11-23T01:50:00Z')
/** The reading after the recorded answer, so that each model has its colour. */
const read = (answer: unknown, before = noReading, now = NOW): Reading =>
  readAnswer(before, readPs(answer)?.rows ?? [], { now, serverNow: now }, () => false)

/** The fields of a loaded model that follow from one field of the answer. */
const follows: Record<string, (keyof Loaded)[]> = {
  name: ['name', 'slot', 'otherUse', 'usedAt', 'keepAliveMs', 'stoppingSince', 'expiryFollowsClock'],
  digest: ['digest'],
  size: ['size'],
  size_vram: ['sizeVram'],
  context_length: ['contextLength'],
  expires_at: ['expiresAt', 'otherUse', 'usedAt', 'keepAliveMs', 'stoppingSince', 'expiryFollowsClock'],
  'details.family': ['family'],
  'details.parameter_size': ['parameterSize'],
  'details.quantization_level': ['quantization'],
  details: ['family', 'parameterSize', 'quantization'],
}
function beside(model: Loaded | undefined, field: (string | number)[]): object | undefined {
  const changed = follows[field.slice(0, 2).join('.')] ?? []
  return model && { ...model, ...Object.fromEntries(changed.map((key) => [key, undefined])) }
}

it('has answers of every recorded server', () => {
  expect(cases.length).toBeGreaterThan(3)
})

describe('every recorded answer of ps', () => {
  it.each(cases)('%i: a changed field changes what follows from it alone', (_, answer) => {
    const before = read(answer)
    expect(before.models).toHaveLength(answer.models.length)
    const mutation = fc.nat(answer.models.length - 1).chain((at) => mutationOf(answer, ['models', at]))
    fc.assert(
      fc.property(mutation, ({ path, value }) => {
        const [, at, ...field] = path as [string, number, ...(string | number)[]]
        const { models } = read(withValue(answer, path, value), before, NOW + 2500)
        expect(models).toHaveLength(before.models.length)
        for (const [row, model] of before.models.entries())
          if (row === at) expect(beside(models[row], field)).toEqual(beside(model, field))
          else expect(models[row]).toEqual(model)
      }),
      { numRuns: 400 },
    )
  })

  it.each(cases)('%i: no field leads to an invalid number', (_, answer) => {
    const mutation = fc.nat(answer.models.length - 1).chain((at) => mutationOf(answer, ['models', at]))
    fc.assert(
      fc.property(mutation, ({ path, value }) => {
        for (const { name, size, sizeVram, contextLength, expiresAt } of read(withValue(answer, path, value)).models) {
          expect(name).not.toBe('')
          for (const figure of [size, sizeVram, contextLength, expiresAt])
            expect(typeof figure !== 'number' || (Number.isFinite(figure) && figure >= 0)).toBe(true)
          expect([size, contextLength]).not.toContain(0)
        }
      }),
      { numRuns: 400 },
    )
  })

  it.each(cases)('%i: an invalid row leaves the others unchanged', (_, answer) => {
    const before = read(answer)
    const spoiled = fc.tuple(fc.nat(answer.models.length - 1), fc.constantFrom(null, '', 5, [], {}, { size: 7 }))
    fc.assert(
      fc.property(spoiled, ([at, row]) => {
        const answered = withValue(answer, ['models', at], row)
        expect(readPs(answered)?.leftOut).toBe(1)
        expect(read(answered, before, NOW + 2500).models).toEqual(before.models.toSpliced(at, 1))
      }),
    )
  })
})
