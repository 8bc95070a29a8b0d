import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTags, type Tag } from '#shared/ollama/tags.ts'
import { allRecorded } from '../../sandbox/testing/recordings.ts'
import { mutationOf, withValue } from './mutations.ts'

const lists = allRecorded()
  .filter(({ request, response }) => request.path === '/api/tags' && response.status === 200)
  .map(({ response }) => response.json as { models: Record<string, unknown>[] })
  .filter(({ models }) => models.length > 0)

/** A row without the field that was changed. */
function beside(tag: Tag | undefined, [field, part]: (string | number)[]): unknown {
  if (!tag || field === undefined) return tag
  if (field !== 'details' || part === undefined || !tag.details) return { ...tag, [field]: undefined }
  return { ...tag, details: { ...tag.details, [part]: undefined } }
}

describe('every recorded list', () => {
  it.each(lists.map((list, at) => [at, list] as const))('%i: a changed field changes that field alone', (_, list) => {
    const before = readTags(list)?.rows ?? []
    expect(before).toHaveLength(list.models.length)
    const mutation = fc.nat(list.models.length - 1).chain((at) => mutationOf(list, ['models', at]))
    fc.assert(
      fc.property(mutation, ({ path, value }) => {
        const [, at, ...field] = path as [string, number, ...(string | number)[]]
        const after = readTags(withValue(list, path, value))
        expect(after?.leftOut).toBe(0)
        for (const [row, tag] of before.entries()) {
          if (row === at) expect(beside(after?.rows[row], field)).toEqual(beside(tag, field))
          else expect(after?.rows[row]).toEqual(tag)
        }
      }),
      { numRuns: 400 },
    )
  })

  it.each(lists.map((list, at) => [at, list] as const))('%i: an invalid row leaves the others unchanged', (_, list) => {
    const before = readTags(list)?.rows ?? []
    const spoiled = fc.tuple(fc.nat(list.models.length - 1), fc.constantFrom(null, '', 5, [], {}, { size: 7 }))
    fc.assert(
      fc.property(spoiled, ([at, row]) => {
        const after = readTags(withValue(list, ['models', at], row))
        expect(after).toEqual({ rows: before.toSpliced(at, 1), leftOut: 1 })
      }),
    )
  })
})
