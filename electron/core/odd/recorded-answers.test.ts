import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textParts } from '#shared/contract/library.ts'
import { tensorTotals } from '#shared/domain/ggml.ts'
import { readEmbed, readLegacyEmbedding } from '#shared/ollama/embed.ts'
import { readShow, type Show } from '#shared/ollama/show.ts'
import { allRecorded } from '../../sandbox/testing/recordings.ts'
import { textOf, toInspection, toTensors } from '../library/inspection.ts'
import { mutationOf, withValue, type Path } from './mutations.ts'

const answersOf = (path: string) =>
  allRecorded()
    .filter(({ request, response }) => request.path === path && response.status === 200)
    .map(({ response }, at) => [at, response.json as Record<string, unknown>] as const)

/** The same without the field at `path`: in `details` only that part, of a list the whole list. */
function beside(show: Show | undefined, [field = '', part]: Path): unknown {
  const { answer: _, ...read }: Record<string, unknown> = { ...show }
  if (field !== 'details' || part === undefined) return { ...read, [field]: undefined }
  return { ...read, details: { ...(read['details'] as object), [part]: undefined } }
}

describe('every recorded answer of show', () => {
  it.each(answersOf('/api/show'))('%i: a changed field changes that field alone', (_, answer) => {
    const before = readShow(answer)
    expect(before?.model_info).toEqual(answer['model_info'])
    fc.assert(
      fc.property(mutationOf(answer), ({ path, value }) => {
        const changed = withValue(answer, path, value)
        const after = readShow(changed)
        expect(beside(after, path)).toEqual(beside(before, path))
        expect(after?.answer).toEqual(changed)
        // Every value that was read can be sent to a page.
        expect(toInspection('m:1', null, after as Show).name).toBe('m:1')
        for (const part of textParts) expect(typeof textOf(after as Show, part)).toBe('string')
        expect(tensorTotals(toTensors(after as Show)).bytes).not.toBeNaN()
      }),
      { numRuns: 80 },
    )
  })

  it.each(answersOf('/api/show'))('%i: an odd tensor leaves the others', (_, answer) => {
    const tensors = answer['tensors']
    const before = readShow(answer)?.tensors
    if (!Array.isArray(tensors) || !before) return expect(before).toBeUndefined()
    expect(before).toMatchObject({ leftOut: 0, rows: { length: tensors.length } })
    const spoiled = fc.tuple(fc.nat(tensors.length - 1), fc.constantFrom(null, '', 5, [], {}, { type: 'F32' }))
    return fc.assert(
      fc.property(spoiled, ([at, row]) => {
        const after = readShow(withValue(answer, ['tensors', at], row))?.tensors
        expect(after).toEqual({ rows: before.rows.toSpliced(at, 1), leftOut: 1 })
      }),
      { numRuns: 50 },
    )
  })
})

describe('every recorded embedding', () => {
  it.each(answersOf('/api/embed'))('%i: a changed field changes that field alone', (_, answer) => {
    const before = readEmbed(answer)
    const rows = answer['embeddings'] as unknown[]
    expect(before?.vectors).toEqual(rows)
    fc.assert(
      fc.property(mutationOf(answer), ({ path, value }) => {
        const after = readEmbed(withValue(answer, path, value))
        const [field, at] = path
        if (field !== 'embeddings') expect(after?.vectors).toEqual(before?.vectors)
        else if (path.length > 2 || (at !== undefined && value !== undefined))
          expect(after?.vectors.toSpliced(Number(at), 1)).toEqual(before?.vectors.toSpliced(Number(at), 1))
        for (const figure of ['total_duration', 'load_duration', 'prompt_eval_count'] as const)
          if (figure !== field) expect(after?.[figure]).toEqual(before?.[figure])
      }),
      { numRuns: 40 },
    )
  })

  it.each(answersOf('/api/embeddings'))('%i: is a vector or is recognized as none', (_, answer) => {
    fc.assert(
      fc.property(mutationOf(answer), ({ path, value }) => {
        const read = readLegacyEmbedding(withValue(answer, path, value))
        if (typeof read === 'string') expect(['missing', 'invalid']).toContain(read)
        else expect(read?.every((one) => one === null || typeof one === 'number')).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})
