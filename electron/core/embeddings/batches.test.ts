import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProblemCode } from '#shared/contract/problem.ts'
import { fail, problemOf } from '../problem.ts'
import { batches, type Range } from './batches.ts'

const WINDOW = 10

/** A server that reads texts of ten characters, and remembers what it was asked. */
function server(texts: readonly string[], code: ProblemCode = 'input_too_long') {
  const asked: (Range & { truncate: boolean })[] = []
  const ask = ({ from, count }: Range, truncate: boolean): Promise<string[]> => {
    asked.push({ from, count, truncate })
    const part = texts.slice(from, from + count)
    if (!truncate && part.some(({ length }) => length > WINDOW)) return Promise.reject(fail(code, { model: 'm' }))
    return Promise.resolve(part.map((text) => text.slice(0, WINDOW)))
  }
  return { ask, asked }
}

async function collect(texts: readonly string[], options: { truncate: boolean; alone: boolean }, code?: ProblemCode) {
  const { ask, asked } = server(texts, code)
  const found = []
  try {
    for await (const batch of batches(texts, options, ask)) found.push(batch)
  } catch (error) {
    return { found, asked, problem: problemOf(error) }
  }
  return { found, asked, problem: null }
}

const text = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: WINDOW }) },
  { weight: 1, arbitrary: fc.string({ minLength: WINDOW + 1, maxLength: 40 }) },
)

describe('batches', () => {
  it('answers every text once and in order, and finds exactly those that were cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 90 }), fc.boolean(), async (texts, alone) => {
        const { found, problem } = await collect(texts, { truncate: true, alone })
        expect(problem).toBeNull()
        expect(found.flatMap(({ answer }) => answer)).toEqual(texts.map((one) => one.slice(0, WINDOW)))
        const cut = found.flatMap(({ cut, from }) => (cut ? [from] : []))
        expect(cut).toEqual(texts.flatMap(({ length }, at) => (length > WINDOW ? [at] : [])))
        for (const { cut, count } of found) if (cut) expect(count).toBe(1)
      }),
      { numRuns: 200 },
    )
  })

  it('asks no more than it must where nothing is too long, and never lets the server cut unseen', async () => {
    const { asked } = await collect(
      Array.from({ length: 100 }, () => 'short'),
      { truncate: true, alone: false },
    )
    expect(asked).toEqual([0, 32, 64, 96].map((from) => ({ from, count: from === 96 ? 4 : 32, truncate: false })))
  })

  it('finds one long text among 32 in a call for each halving', async () => {
    const texts = Array.from({ length: 32 }, (_, at) => (at === 21 ? 'x'.repeat(99) : 'short'))
    const { asked, found } = await collect(texts, { truncate: true, alone: false })
    expect(found.filter(({ cut }) => cut)).toMatchObject([{ from: 21, count: 1 }])
    expect(asked).toHaveLength(12)
  })

  it('sends long texts by themselves, so that a call has an end', async () => {
    const texts = Array.from({ length: 5 }, () => 'x'.repeat(40_000))
    const ranges: Range[] = []
    for await (const { from, count } of batches(texts, { truncate: true, alone: false }, () => Promise.resolve([])))
      ranges.push({ from, count })
    expect(ranges.map(({ count }) => count)).toEqual([1, 1, 1, 1, 1])
  })

  it('names the first text that may not be cut', async () => {
    const texts = ['a', 'b', 'x'.repeat(11), 'y'.repeat(11)]
    const { problem, found } = await collect(texts, { truncate: false, alone: false })
    expect(problem).toMatchObject({ code: 'input_too_long', params: { model: 'm', text: 3 } })
    expect(found.flatMap(({ answer }) => answer)).toEqual(['a', 'b'])
  })

  it.each([true, false])('names the text of which the model makes no numbers, with truncate %s', async (truncate) => {
    const ask = ({ from, count }: Range) =>
      from <= 21 && 21 < from + count ? Promise.reject(fail('vector_not_finite')) : Promise.resolve([])
    const texts = Array.from({ length: 40 }, () => 'text')
    const run = async () => {
      for await (const { from } of batches(texts, { truncate, alone: false }, ask)) expect(from).toBeLessThan(21)
    }
    const problem = await run().then(() => null, problemOf)
    expect(problem).toMatchObject({ code: 'vector_not_finite', params: { text: 22 } })
  })

  it('blames a text for a plain refusal only after another was taken', async () => {
    const bad = 'x'.repeat(11)
    expect((await collect(['a', bad], { truncate: false, alone: false }, 'rejected')).problem?.params).toEqual({
      model: 'm',
      text: 2,
    })
    expect((await collect([bad, 'a'], { truncate: false, alone: false }, 'rejected')).problem?.params).toEqual({
      model: 'm',
    })
  })

  it.each(['busy', 'embedding_unsupported', 'model_not_found', 'cancelled', 'reset'] as const)(
    'does not ask again after %s',
    async (code) => {
      const { asked, problem } = await collect(['x'.repeat(11), 'b'], { truncate: true, alone: false }, code)
      expect(problem?.code).toBe(code)
      expect(asked).toHaveLength(1)
    },
  )
})
