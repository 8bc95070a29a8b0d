import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diskUse, held, removalOf, sharingIn, suspects, type WeightsOf } from './sharing.ts'

const models = [
  { name: 'llama3.2:latest', digest: 'a', size: 2000 },
  { name: 'qwen3:32b', digest: 'b', size: 20_200 },
  { name: 'llama3.2-backup:latest', digest: 'a', size: 2000 },
  { name: 'derived:1', digest: 'c', size: 2010 },
]
const weights: WeightsOf = (digest) => ({ a: 'w', b: 'v', c: 'w' })[digest]
const some = (...names: string[]) => models.filter(({ name }) => names.includes(name))

describe('diskUse', () => {
  it('counts each manifest once', () => {
    expect(diskUse(models)).toEqual({ logical: 26_210, unique: 24_210, shared: 2000 })
    expect(diskUse([])).toEqual({ logical: 0, unique: 0, shared: 0 })
  })

  it('counts weights once where they are known', () => {
    expect(diskUse(models, weights)).toEqual({ logical: 26_210, unique: 22_210, shared: 4000 })
  })
})

describe('held', () => {
  it('tells what some models take, and how much of it others hold', () => {
    expect(held(some('qwen3:32b'), models, weights)).toEqual({ bytes: 20_200, shared: 0 })
    expect(held(some('llama3.2:latest', 'qwen3:32b'), models)).toEqual({ bytes: 22_200, shared: 2000 })
    expect(held(some('derived:1'), models)).toEqual({ bytes: 2010, shared: 0 })
    expect(held(some('derived:1'), models, weights)).toEqual({ bytes: 2010, shared: 2000 })
    expect(held(some('llama3.2:latest', 'llama3.2-backup:latest', 'derived:1'), models, weights)).toEqual({
      bytes: 2010,
      shared: 2000,
    })
  })
})

describe('removalOf', () => {
  it('frees nothing while copies remain, and names them', () => {
    expect(removalOf(['llama3.2:latest'], models)).toEqual({
      bytes: 0,
      kept: [{ name: 'llama3.2:latest', bytes: 2000, keepers: ['llama3.2-backup:latest'] }],
    })
  })

  it('frees it once when all of them go', () => {
    expect(removalOf(['llama3.2:latest', 'llama3.2-backup:latest', 'qwen3:32b'], models)).toEqual({
      bytes: 22_200,
      kept: [],
    })
  })

  it('keeps weights that another manifest has', () => {
    expect(removalOf(['derived:1'], models)).toEqual({ bytes: 2010, kept: [] })
    expect(removalOf(['derived:1'], models, weights)).toEqual({
      bytes: 10,
      kept: [{ name: 'derived:1', bytes: 2000, keepers: ['llama3.2:latest', 'llama3.2-backup:latest'] }],
    })
  })

  it('frees nothing for a name that is not there', () => {
    expect(removalOf(['gone:latest'], models)).toEqual({ bytes: 0, kept: [] })
  })

  const sizes: Record<string, number> = { a: 1, b: 20, c: 300, d: 4000 }
  const list = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
    .map((digests) => digests.map((digest, index) => ({ name: `m${index}`, digest, size: sizes[digest] ?? 0 })))
  const going = fc.array(fc.integer({ min: 0, max: 11 }).map((index) => `m${index}`))
  const blobs = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('v', 'w', null))

  it('agrees with the disk use before and after', () => {
    fc.assert(
      fc.property(list, going, (models, names) => {
        const after = models.filter(({ name }) => !names.includes(name))
        expect(removalOf(names, models).bytes).toBe(diskUse(models).unique - diskUse(after).unique)
      }),
    )
  })

  it('never frees more for knowing more, and never less than nothing', () => {
    fc.assert(
      fc.property(list, going, blobs, (models, names, blobs) => {
        const knowing = removalOf(names, models, (digest) => blobs[digest]).bytes
        expect(knowing).toBeGreaterThanOrEqual(0)
        expect(knowing).toBeLessThanOrEqual(removalOf(names, models).bytes)
      }),
    )
  })
})

describe('sharingIn', () => {
  it('names the others and what is the same', () => {
    const sharing = sharingIn(models)
    expect(models.map(sharing)).toEqual([
      { names: ['llama3.2-backup:latest'], bytes: 2000 },
      undefined,
      { names: ['llama3.2:latest'], bytes: 2000 },
      undefined,
    ])
    expect(models.map(sharingIn(models, weights))[3]).toEqual({
      names: ['llama3.2:latest', 'llama3.2-backup:latest'],
      bytes: 2000,
    })
    expect(models.map(sharing)[0]).toBe(models.map(sharing)[0])
  })
})

describe('suspects', () => {
  const built = (digest: string, family: string, quantization = 'Q4_0', cloud: unknown = null) => ({
    digest,
    cloud,
    details: { family, parameterSize: '7B', quantization },
  })
  it('are manifests of one build', () => {
    expect(
      suspects([
        built('a', 'llama'),
        built('b', 'qwen3'),
        built('a', 'llama'),
        built('c', 'llama', 'Q8_0'),
        built('d', 'qwen3'),
        built('e', 'qwen3', 'Q4_0', {}),
      ]),
    ).toEqual(['b', 'd'])
  })
})
