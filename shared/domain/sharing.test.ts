import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diskUse, freedBy } from './sharing.ts'

const models = [
  { name: 'llama3.2:latest', digest: 'a', size: 2000 },
  { name: 'qwen3:32b', digest: 'b', size: 20_200 },
  { name: 'llama3.2-backup:latest', digest: 'a', size: 2000 },
  { name: 'llama3.2:mine', digest: 'a', size: 2000 },
]

describe('diskUse', () => {
  it('counts each digest once', () => {
    expect(diskUse(models)).toEqual({ logical: 26_200, unique: 22_200, shared: 4000 })
    expect(diskUse([])).toEqual({ logical: 0, unique: 0, shared: 0 })
  })
})

describe('freedBy', () => {
  it('frees nothing while copies remain, and names them', () => {
    expect(freedBy('llama3.2:latest', models)).toEqual({
      bytes: 0,
      sharedWith: ['llama3.2-backup:latest', 'llama3.2:mine'],
    })
  })

  it('frees all of a model without copies', () => {
    expect(freedBy('qwen3:32b', models)).toEqual({ bytes: 20_200, sharedWith: [] })
  })

  it('frees nothing for a name that is not there', () => {
    expect(freedBy('gone:latest', models)).toEqual({ bytes: 0, sharedWith: [] })
  })

  const sizes: Record<string, number> = { a: 1, b: 20, c: 300, d: 4000 }
  const list = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
    .map((digests) => digests.map((digest, index) => ({ name: `m${index}`, digest, size: sizes[digest] ?? 0 })))

  it('agrees with the disk use before and after', () => {
    fc.assert(
      fc.property(list, (models) => {
        for (const { name } of models) {
          const after = models.filter((model) => model.name !== name)
          expect(freedBy(name, models).bytes).toBe(diskUse(models).unique - diskUse(after).unique)
        }
      }),
    )
  })
})
