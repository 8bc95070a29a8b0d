import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLocks, layersKey, type Claim, type Release } from './locks.ts'

const claim = (keys: string[], shared: string[] = [], kind: Claim['kind'] = 'copy'): Claim => ({
  kind,
  name: keys[0] ?? shared[0] ?? '',
  keys,
  shared,
})
const taken = (held: ReturnType<ReturnType<typeof createLocks>['take']>): Release =>
  typeof held === 'function' ? held : expect.fail(held.name)

describe('locks', () => {
  it('give a key to one, and say who has it', () => {
    const locks = createLocks()
    const release = taken(locks.take(claim(['a'], [], 'pull')))
    expect(locks.take(claim(['b', 'a']))).toEqual({ kind: 'pull', name: 'a' })
    release()
    release()
    taken(locks.take(claim(['b', 'a'])))
  })

  it('let readers in together, and a writer alone', () => {
    const locks = createLocks()
    const layers = layersKey('http://h')
    const pulls = [taken(locks.take(claim(['a'], [layers]))), taken(locks.take(claim(['b'], [layers])))]
    expect(typeof locks.take(claim([layers]))).toBe('object')
    for (const release of pulls) release()
    taken(locks.take(claim([layers])))
    expect(typeof locks.take(claim(['c'], [layers]))).toBe('object')
  })

  it('let nobody pass by who waits', async () => {
    const locks = createLocks()
    const first = taken(locks.take(claim(['a'])))
    const second = locks.wait(claim(['a', 'b']))
    expect(typeof locks.take(claim(['b']))).toBe('object')
    expect(locks.blockers(claim(['a']))).toHaveLength(2)
    first()
    ;(await second)()
    expect(locks.blockers(claim(['a', 'b']))).toEqual([])
  })

  it('never hold one key twice, and let everybody in at last, in any order of any claims', async () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd')
    const keys = fc.uniqueArray(key, { maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(keys, keys, fc.nat(5)), { maxLength: 12 }), async (claims) => {
        const locks = createLocks()
        const held = new Set<Claim>()
        const run = async ([own, shared, turns]: [string[], string[], number]) => {
          const mine = claim(own, shared)
          const release = await locks.wait(mine)
          for (const other of held)
            for (const wanted of mine.keys)
              expect([...other.keys, ...(other.shared ?? [])], wanted).not.toContain(wanted)
          held.add(mine)
          for (let turn = 0; turn < turns; turn++) await Promise.resolve()
          held.delete(mine)
          release()
        }
        await Promise.all(claims.map(run))
        expect(locks.blockers(claim(['a', 'b', 'c', 'd']))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})
