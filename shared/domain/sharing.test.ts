import * as fc from 'fast-check'
import type { Stored } from './builds.ts'
import { describe, expect, it } from 'vitest'
import { diskUse, held, removalOf, sharingIn, digestsToCheck, possiblySharing, type WeightsOf } from './sharing.ts'

const stored = (name: string, digest: string | null, size: number | null, build = digest ?? 'one'): Stored => ({
  name,
  digest,
  size,
  cloud: null,
  details: { format: 'gguf', family: build, parameterSize: '7B', quantization: 'Q4_0' },
})
const models = [
  stored('llama3.2:latest', 'a', 2000, 'llama'),
  stored('qwen3:32b', 'b', 20_200, 'qwen'),
  stored('llama3.2-backup:latest', 'a', 2000, 'llama'),
  stored('derived:1', 'c', 2010, 'llama'),
]
const weights: WeightsOf = (digest) => ({ a: 'w', b: 'v', c: 'w' })[digest]
const some = (...names: string[]) => models.filter(({ name }) => names.includes(name))
const exact = (bytes: number) => ({ bytes, exactness: 'exact' })
const atMost = (bytes: number) => ({ bytes, exactness: 'at_most' })
const atLeast = (bytes: number) => ({ bytes, exactness: 'at_least' })

describe('diskUse', () => {
  it('counts each manifest once', () => {
    expect(diskUse(some('llama3.2:latest', 'llama3.2-backup:latest'))).toEqual({
      unique: exact(2000),
      shared: exact(2000),
    })
    expect(diskUse([])).toEqual({ unique: exact(0), shared: exact(0) })
  })

  it('is an upper bound while sharing is unknown', () => {
    expect(diskUse(models)).toEqual({ unique: atMost(24_210), shared: atLeast(2000) })
    expect(diskUse(models, weights)).toEqual({ unique: exact(22_210), shared: exact(4000) })
    expect(diskUse(models, (digest) => (digest === 'a' ? 'w' : null)).unique).toEqual(atMost(24_210))
  })

  it('is a lower bound if sizes are unknown', () => {
    expect(diskUse([stored('a', 'a', null), stored('b', 'b', 5)]).unique).toEqual(atLeast(5))
    expect(diskUse([stored('a', 'a', null)])).toMatchObject({ unique: { exactness: 'unknown' } })
    expect(diskUse([stored('a', 'a', null), stored('b', null, 5, 'x'), stored('c', null, 7, 'x')]).unique).toEqual(
      atLeast(7),
    )
    // These two may be the same model.
    expect(diskUse([stored('a', 'a', 7, 'x'), stored('b', 'b', 7, 'x'), stored('c', null, null)]).unique).toEqual(
      atLeast(7),
    )
  })

  it('counts models of unknown digest as different ones that may share', () => {
    expect(diskUse([stored('a', null, 5), stored('b', null, 5)]).unique).toEqual(atMost(10))
    expect(diskUse([stored('a', null, 5)]).unique).toEqual(exact(5))
  })

  it('does not count a model of unknown details as another build', () => {
    const known = [stored('a', 'a', 5, 'x'), stored('b', 'b', 7, 'y')]
    const listed = [...known, stored('c', 'c', 7, '')]
    expect(diskUse(known)).toEqual({ unique: exact(12), shared: exact(0) })
    expect(diskUse(listed)).toEqual({ unique: atMost(19), shared: atLeast(0) })
    expect(diskUse([...listed, stored('d', null, null, '')]).unique).toEqual(atLeast(12))
    expect([...possiblySharing(listed)].map(({ name }) => name)).toEqual(['c'])
    expect(digestsToCheck(listed).toSorted()).toEqual(['a', 'b', 'c'])
    expect(held(known.slice(0, 1), listed).shared).toEqual(atLeast(0))
    expect(diskUse(listed, (digest) => (digest === 'a' ? 'v' : 'w'))).toEqual({ unique: exact(12), shared: exact(7) })
    // Without a digest nothing tells it, and nothing is asked.
    const nameless = [...known, stored('c', null, 7, '')]
    expect(diskUse(nameless, (digest) => digest).unique).toEqual(atMost(19))
    expect(digestsToCheck(nameless)).toEqual([])
    // What is known of it may still tell it from the others.
    const other = stored('c', 'c', 7, '')
    expect(diskUse([...known, { ...other, details: { ...other.details, format: 'safetensors' } }]).unique).toEqual(
      exact(19),
    )
  })

  it('leaves out cloud models, whatever their size', () => {
    const elsewhere = [null, 7e9].map((size) => ({ ...stored('b', 'b', size), cloud: {} }))
    expect(diskUse([stored('a', 'a', 5), ...elsewhere]).unique).toEqual(exact(5))
  })

  it('is never wrong, however little is known', () => {
    const knows = fc.boolean()
    const truth = fc.array(
      fc.record({ manifest: fc.nat(5), knowsSize: knows, knowsDigest: knows, knowsBuild: knows }),
      { maxLength: 8 },
    )
    const knowledge = fc.dictionary(fc.constantFrom('0', '1', '2', '3', '4', '5'), fc.boolean())
    // Six manifests of two builds, whose weights are shared in pairs; a blob is no larger than any model that has it.
    const sizes = [10, 12, 10, 300, 310, 300]
    const blobs = ['w', 'w', 'v', 'x', 'x', 'x']
    fc.assert(
      fc.property(truth, knowledge, (rows, known) => {
        const seen = rows.map(({ manifest, knowsSize, knowsDigest, knowsBuild }, at) =>
          stored(
            `m${at}`,
            knowsDigest ? String(manifest) : null,
            knowsSize ? (sizes[manifest] ?? 0) : null,
            knowsBuild ? (manifest < 3 ? 'one' : 'other') : '',
          ),
        )
        const real = seen.map((model, at) => {
          const manifest = rows[at]?.manifest ?? 0
          return { ...model, digest: String(manifest), size: sizes[manifest] ?? 0 }
        })
        const { bytes } = diskUse(real, (digest) => blobs[Number(digest)]).unique
        const weights: WeightsOf = (digest) => (known[digest] ? blobs[Number(digest)] : undefined)
        const told = diskUse(seen, weights).unique
        if (told.exactness === 'exact') expect(told.bytes).toBe(bytes)
        if (told.exactness === 'at_most') expect(told.bytes).toBeGreaterThanOrEqual(bytes)
        if (told.exactness === 'at_least') expect(told.bytes).toBeLessThanOrEqual(bytes)
        if (told.exactness === 'unknown') expect(seen.every(({ size }) => size === null)).toBe(true)
        // A part of a list is summed in another way.
        for (const part of [seen.slice(2), seen.filter((_, at) => at % 2 === 0)])
          expect(diskUse(part, weights, seen)).toEqual(diskUse(part, weights))
      }),
    )
  })
})

describe('held', () => {
  it('gives the size of some models, and the part that others share', () => {
    expect(held(some('qwen3:32b'), models, weights)).toEqual({ bytes: exact(20_200), shared: exact(0) })
    expect(held(some('llama3.2:latest', 'qwen3:32b'), models)).toEqual({
      bytes: exact(22_200),
      shared: atLeast(2000),
    })
    expect(held(some('derived:1'), models)).toEqual({ bytes: exact(2010), shared: atLeast(0) })
    expect(held(some('derived:1'), models, weights)).toEqual({ bytes: exact(2010), shared: exact(2000) })
    expect(held(some('llama3.2:latest', 'llama3.2-backup:latest', 'derived:1'), models, weights)).toEqual({
      bytes: exact(2010),
      shared: exact(2000),
    })
  })
})

describe('removalOf', () => {
  it('frees nothing while copies remain, and names them', () => {
    expect(removalOf(['llama3.2:latest'], models)).toEqual({
      bytes: 0,
      kept: [{ name: 'llama3.2:latest', bytes: 2000, usedBy: ['llama3.2-backup:latest'] }],
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
      kept: [{ name: 'derived:1', bytes: 2000, usedBy: ['llama3.2:latest', 'llama3.2-backup:latest'] }],
    })
  })

  it('frees nothing for an unknown name', () => {
    expect(removalOf(['gone:latest'], models)).toEqual({ bytes: 0, kept: [] })
  })

  it('is unknown without sizes, but still lists what is kept', () => {
    expect(removalOf(['a'], [stored('a', 'a', null), stored('b', 'b', 5)])).toEqual({ bytes: null, kept: [] })
    expect(removalOf(['a'], [stored('a', 'x', null), stored('b', 'x', null)])).toEqual({
      bytes: 0,
      kept: [{ name: 'a', bytes: null, usedBy: ['b'] }],
    })
    // Two models of unknown digest are not taken for one.
    expect(removalOf(['a'], [stored('a', null, 5), stored('b', null, 5)])).toEqual({ bytes: 5, kept: [] })
  })

  const sizes: Record<string, number> = { a: 1, b: 20, c: 300, d: 4000 }
  const list = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
    .map((digests) => digests.map((digest, index) => stored(`m${index}`, digest, sizes[digest] ?? 0)))
  const going = fc.array(fc.integer({ min: 0, max: 11 }).map((index) => `m${index}`))
  const blobs = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('v', 'w', null))

  it('agrees with the disk use before and after', () => {
    fc.assert(
      fc.property(list, going, (models, names) => {
        const after = models.filter(({ name }) => !names.includes(name))
        expect(removalOf(names, models).bytes).toBe(diskUse(models).unique.bytes - diskUse(after).unique.bytes)
      }),
    )
  })

  it('never frees more with more knowledge, and never less than 0', () => {
    fc.assert(
      fc.property(list, going, blobs, (models, names, blobs) => {
        const knowing = removalOf(names, models, (digest) => blobs[digest]).bytes
        expect(knowing).toBeGreaterThanOrEqual(0)
        expect(knowing).toBeLessThanOrEqual(removalOf(names, models).bytes ?? 0)
      }),
    )
  })
})

describe('sharingIn', () => {
  it('names the others and what is the same', () => {
    const sharing = sharingIn(models)
    expect(models.map(sharing)).toEqual([
      { names: ['llama3.2-backup:latest'], amount: exact(2000) },
      undefined,
      { names: ['llama3.2:latest'], amount: exact(2000) },
      // It may share with the others of its build.
      { names: [], amount: { bytes: 0, exactness: 'unknown' } },
    ])
    expect(models.map(sharingIn(models, weights))[3]).toEqual({
      names: ['llama3.2:latest', 'llama3.2-backup:latest'],
      amount: exact(2000),
    })
    // One whose build is not fully known may share more with another.
    const partly = models.map((model) => ({
      ...model,
      details: { ...model.details, ...(model.digest === 'c' ? { family: '' } : {}) },
    }))
    const open = partly.concat(stored('x', 'x', 5, 'llama'))
    expect(open.map(sharingIn(open, weights))[3]?.amount).toEqual(atLeast(2000))
    expect(models.map(sharing)[0]).toBe(models.map(sharing)[0])
  })

  it('names them without a size where none is known, and nobody without a digest', () => {
    const copies = [stored('a', 'x', null), stored('b', 'x', null)]
    expect(copies.map(sharingIn(copies))[0]).toEqual({
      names: ['b'],
      amount: { bytes: 0, exactness: 'unknown' },
    })
    const others = [stored('a', null, 5), stored('b', null, 5)]
    expect(others.map(sharingIn(others)).map((sharing) => sharing?.names)).toEqual([[], []])
  })
})

describe('what is to be learned', () => {
  const built = (
    name: string,
    digest: string | null,
    family: string,
    quantization = 'Q4_0',
    cloud: unknown = null,
  ) => ({
    ...stored(name, digest, 5),
    cloud,
    details: { format: 'gguf', family, parameterSize: '7B', quantization },
  })
  const list = [
    built('a:1', 'a', 'llama'),
    built('b:1', 'b', 'qwen3'),
    built('a:2', 'a', 'llama'),
    built('c:1', 'c', 'llama', 'Q8_0'),
    built('d:1', 'd', 'qwen3'),
    built('e:1', 'e', 'qwen3', 'Q4_0', {}),
    built('f:1', null, 'qwen3'),
  ]
  const namesOf = (models: ReadonlySet<Stored>) => [...models].map(({ name }) => name)

  it('is the weights of manifests of one build', () => {
    expect(digestsToCheck(list)).toEqual(['b', 'd'])
  })

  it('is known after an answer with the weights, and not otherwise', () => {
    // Computed once for all figures of a list.
    expect(possiblySharing(list)).toBe(possiblySharing(list))
    expect(namesOf(possiblySharing(list))).toEqual(['b:1', 'd:1', 'f:1'])
    expect(namesOf(possiblySharing(list, (digest) => (digest === 'b' ? 'w' : null)))).toEqual(['d:1', 'f:1'])
  })
})
