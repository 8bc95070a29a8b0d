import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProblemCode } from '#shared/contract/problem.ts'
import { fail, problemOf } from '../problem.ts'
import { batches, MAX_REFUSALS, type Answered, type Range, type Refused } from './batches.ts'

const WINDOW = 10

/** A server whose context is ten characters, and which records the requests. */
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
  return { ...(await gather(batches(texts, options, ask))), asked }
}

async function gather<Answer>(all: AsyncIterable<Answered<Answer> | Refused>) {
  const found: Answered<Answer>[] = []
  const refused: Refused[] = []
  let problem = null
  try {
    for await (const batch of all)
      if ('problem' in batch) refused.push(batch)
      else found.push(batch)
  } catch (error) {
    problem = problemOf(error)
  }
  return { found, refused, problem }
}

/** A server that refuses every call that contains one of `bad`. */
function refusing(bad: ReadonlySet<number>, code: ProblemCode = 'server_error') {
  const asked: Range[] = []
  const ask = (range: Range) => {
    asked.push(range)
    const rows = Array.from({ length: range.count }, (_, at) => range.from + at)
    return rows.some((row) => bad.has(row)) ? Promise.reject(fail(code)) : Promise.resolve(rows)
  }
  return { ask, asked }
}
const texts = (count: number) => Array.from({ length: count }, () => 'text')
const rowsOf = (refused: readonly Refused[]) =>
  refused.flatMap(({ from, count }) => Array.from({ length: count }, (_, at) => from + at))

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

  it('makes the fewest calls if nothing is too long, and never lets the server cut unnoticed', async () => {
    const { asked } = await collect(
      Array.from({ length: 100 }, () => 'short'),
      { truncate: true, alone: false },
    )
    expect(asked).toEqual([0, 32, 64, 96].map((from) => ({ from, count: from === 96 ? 4 : 32, truncate: false })))
  })

  it('finds one long text among 32 by halving', async () => {
    const texts = Array.from({ length: 32 }, (_, at) => (at === 21 ? 'x'.repeat(99) : 'short'))
    const { asked, found } = await collect(texts, { truncate: true, alone: false })
    expect(found.filter(({ cut }) => cut)).toMatchObject([{ from: 21, count: 1 }])
    expect(asked).toHaveLength(12)
  })

  it('sends long texts in calls of their own', async () => {
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

  it.each(['vector_not_finite', 'vector_missing', 'vector_invalid', 'server_error', 'rejected'] as const)(
    'finds the texts that are to blame for %s, and asks for all others',
    async (code) => {
      const bad = fc.uniqueArray(fc.integer({ min: 0, max: 79 }), { maxLength: 4 })
      await fc.assert(
        fc.asyncProperty(bad, fc.boolean(), fc.boolean(), async (rows, truncate, alone) => {
          const { ask } = refusing(new Set(rows), code)
          const { found, refused, problem } = await gather(batches(texts(80), { truncate, alone }, ask))
          expect(problem).toBeNull()
          expect(rowsOf(refused)).toEqual(rows.toSorted((a, b) => a - b))
          expect(refused.every(({ problem }) => problem.code === code)).toBe(true)
          expect(found.flatMap(({ answer }) => answer)).toEqual(
            texts(80).flatMap((_, row) => (rows.includes(row) ? [] : row)),
          )
        }),
        { numRuns: 50 },
      )
    },
  )

  it.each([true, false])('does not try each text on a server that refuses all, alone %s', async (alone) => {
    const { ask, asked } = refusing(new Set(texts(1000).keys()))
    const { found, refused, problem } = await gather(batches(texts(1000), { truncate: true, alone }, ask))
    expect(problem?.code).toBe('server_error')
    expect(found).toEqual([])
    expect(refused.length).toBeLessThan(MAX_REFUSALS)
    expect(asked).toHaveLength(MAX_REFUSALS)
  })

  it('keeps the answers before a server began to refuse everything, and stops there', async () => {
    const { ask, asked } = refusing(new Set(Array.from({ length: 900 }, (_, at) => 100 + at)))
    const { found, refused, problem } = await gather(batches(texts(1000), { truncate: true, alone: false }, ask))
    expect(problem).toBeNull()
    expect(found.flatMap(({ answer }) => answer)).toHaveLength(100)
    expect(rowsOf(refused)).toEqual(Array.from({ length: 900 }, (_, at) => 100 + at))
    expect(asked.length).toBeLessThan(30)
  })

  it('reports the reason for each of a few texts if none is accepted', async () => {
    const { ask } = refusing(new Set([0, 1, 2]), 'vector_missing')
    const { refused, problem } = await gather(batches(texts(3), { truncate: true, alone: false }, ask))
    expect(problem).toBeNull()
    expect(rowsOf(refused)).toEqual([0, 1, 2])
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
