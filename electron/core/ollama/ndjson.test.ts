import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProblemError } from '../problem.ts'
import { readLines } from './ndjson.ts'

async function* from(chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}

async function collect(chunks: Uint8Array[], maxLine?: number): Promise<unknown[]> {
  const values: unknown[] = []
  for await (const value of readLines(from(chunks), maxLine)) values.push(value)
  return values
}

const bytes = (text: string) => new TextEncoder().encode(text)

/** A recorded pull, shortened, with a multi-byte character added. */
const recorded = bytes(
  [
    '{"status":"pulling manifest"}',
    '{"status":"pulling 458fcd0f7931","digest":"sha256:458f","total":114478944,"completed":3000000}',
    '{"status":"verifying sha256 digest — 验证"}',
    '{"status":"success"}',
    '',
  ].join('\n'),
)

describe('readLines', () => {
  it('reads the same values from any chunks', async () => {
    const whole = await collect([recorded])
    expect(whole).toHaveLength(4)
    for (let cut = 0; cut <= recorded.length; cut++)
      expect(await collect([recorded.subarray(0, cut), recorded.subarray(cut)])).toEqual(whole)
    expect(await collect(Array.from(recorded, (byte) => new Uint8Array([byte])))).toEqual(whole)
  })

  it('reads a last line without a newline, and skips empty lines', async () => {
    expect(await collect([bytes('\n{"a":1}\r\n\n\n{"b":2}')])).toEqual([{ a: 1 }, { b: 2 }])
  })

  it('refuses a line that is no JSON', async () => {
    await expect(collect([bytes('{"a":1}\n<html>\n')])).rejects.toMatchObject({ problem: { code: 'bad_answer' } })
  })

  it('refuses a line beyond the bound without holding more than the bound', async () => {
    let given = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given += 1000
        yield new Uint8Array(1000).fill(0x20)
      }
    }
    await expect(readLines(endless(), 10_000).next()).rejects.toBeInstanceOf(ProblemError)
    expect(given).toBeLessThanOrEqual(11_000)
  })

  it('closes its source when the reader leaves', async () => {
    let closed = false
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield bytes('{"status":"x"}\n')
      } finally {
        closed = true
      }
    }
    for await (const _ of readLines(source())) break
    expect(closed).toBe(true)
  })

  // Every stream ends with values or with the one typed error.
  it('reads 20,000 random streams without any other error', async () => {
    const piece = fc.oneof(
      { weight: 4, arbitrary: fc.json().map((text) => bytes(`${text}\n`)) },
      { weight: 2, arbitrary: fc.uint8Array({ maxLength: 40 }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(bytes('\n'), bytes('\r\n'), bytes('{"a":'), bytes('\u0000'), bytes('"\ud800"')),
      },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 3000 }).map((size) => new Uint8Array(size).fill(0x61)) },
      { weight: 1, arbitrary: fc.nat(recorded.length).map((cut) => recorded.subarray(0, cut)) },
    )
    let survived = 0
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (chunks) => {
        try {
          await collect(chunks, 2048)
        } catch (error) {
          if (!(error instanceof ProblemError) || error.problem.code !== 'bad_answer') throw error
        }
        survived += 1
      }),
      { numRuns: 20_000 },
    )
    expect(survived).toBe(20_000)
  }, 120_000)
})
