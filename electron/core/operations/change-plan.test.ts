import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/domain/random.ts'
import { digestOf, isBefore, nextChange, reversed, type Change } from './change-plan.ts'

type List = Record<string, string>
const tagsOf = (list: List) => Object.entries(list).map(([name, digest]) => ({ name, digest }))

/** The list after the next step; `null` at the end. */
function step(change: Change, list: List): List | null {
  const next = nextChange(change, tagsOf(list))
  if (next.act === 'end') return null
  const after = { ...list }
  if (next.act === 'remove') delete after[next.name]
  else after[next.to] = list[next.from] ?? expect.fail(`no ${next.from}`)
  return after
}
/** All lists on the way, the last one is where it ends. */
function way(change: Change, list: List): List[] {
  const next = step(change, list)
  return next ? [list, ...way(change, next)] : [list]
}
const last = (lists: List[]) => lists.at(-1)

const binned: Change = { before: { a: 'x', bin: null }, after: { a: null, bin: 'x' } }
const replaced: Change = { before: { a: 'x', bin: null }, after: { a: 'y', bin: 'x' } }
const restored: Change = { before: { a: 'y', bin: 'x', more: null }, after: { a: 'x', bin: null, more: 'y' } }
const kept: Change = { before: { a: 'x', bin: null }, after: { a: 'x', bin: 'x' } }
const copied: Change = { before: { a: null }, after: { a: 'x' } }
const gone: Change = { before: { a: 'x' }, after: { a: null } }

describe('nextChange', () => {
  it.each<[string, Change, List, ReturnType<typeof nextChange>]>([
    ['copies before it removes', binned, { a: 'x' }, { act: 'copy', from: 'a', to: 'bin' }],
    ['removes once the copy is there', binned, { a: 'x', bin: 'x' }, { act: 'remove', name: 'a' }],
    ['is done', binned, { bin: 'x' }, { act: 'end', state: 'done' }],
    ['is done in any letter case', binned, { BIN: 'x' }, { act: 'end', state: 'done' }],
    ['copies again what somebody deleted', binned, { a: 'x', other: 'y' }, { act: 'copy', from: 'a', to: 'bin' }],
    ['leaves a name that has another manifest', binned, { a: 'z', bin: 'x' }, { act: 'end', state: 'changed' }],
    ['leaves a copy that is another one', binned, { a: 'x', bin: 'z' }, { act: 'end', state: 'changed' }],
    ['gives up where nothing has the manifest', binned, {}, { act: 'end', state: 'changed' }],
    ['keeps what is replaced first', replaced, { a: 'x', b: 'y' }, { act: 'copy', from: 'a', to: 'bin' }],
    ['then replaces it', replaced, { a: 'x', bin: 'x', b: 'y' }, { act: 'copy', from: 'b', to: 'a' }],
    ['not where the new one is gone', replaced, { a: 'x', bin: 'x' }, { act: 'end', state: 'changed' }],
    ['deletes for good', gone, { a: 'x' }, { act: 'remove', name: 'a' }],
    ['as it is spelled', gone, { A: 'x' }, { act: 'remove', name: 'A' }],
    ['not another version', gone, { a: 'y' }, { act: 'end', state: 'changed' }],
    ['not one of two spellings', gone, { a: 'x', A: 'y' }, { act: 'end', state: 'changed' }],
    ['copies from no such name', copied, { b: 'x', B: 'y', c: 'x' }, { act: 'copy', from: 'c', to: 'a' }],
    ['copies from no name that is none', copied, { 'x://y/z/w/v': 'x', c: 'x' }, { act: 'copy', from: 'c', to: 'a' }],
    ['does not take a missing digest for a manifest', binned, { a: '', bin: '' }, { act: 'end', state: 'changed' }],
  ])('%s', (_, change, list, next) => {
    expect(nextChange(change, tagsOf(list))).toEqual(next)
  })

  it.each<[string, Change, List]>([
    ['a delete to the bin', binned, { a: 'x', other: 'y' }],
    ['a copy over another model', replaced, { a: 'x', b: 'y' }],
    ['a restore that replaces', restored, { a: 'y', bin: 'x' }],
    ['a kept version', kept, { a: 'x' }],
    ['a copy', copied, { b: 'x' }],
  ])('does and reverses %s, from any step on', (_, change, list) => {
    const lists = way(change, list)
    const done = last(lists) ?? {}
    expect(nextChange(change, tagsOf(done))).toEqual({ act: 'end', state: 'done' })
    for (const half of lists) {
      expect(last(way(change, half))).toEqual(done)
      expect(last(way(reversed(change), half))).toEqual(list)
    }
    expect(isBefore(change, tagsOf(list))).toBe(true)
    expect(isBefore(reversed(change), tagsOf(done))).toBe(true)
  })

  it('takes no manifest that is to stay from its last name, whatever the list is', () => {
    const random = seededRandom(20261127)
    const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T
    const names = ['a', 'A', 'b', 'c', 'bin', 'l/d']
    const digests = ['x', 'y', 'z']
    const acts = { copy: 0, remove: 0, end: 0 }
    for (let round = 0; round < 20_000; round++) {
      const some = (values: readonly (string | null)[], share: number) =>
        Object.fromEntries(names.flatMap((name) => (random() < share ? [[name, pick(values)] as const] : [])))
      const change = { before: some([...digests, null], 0.5), after: some([...digests, null], 0.5) }
      const list = some(digests, 0.6) as List
      const wanted = Object.values(change.after)
      const next = nextChange(change, tagsOf(list))
      acts[next.act] += 1
      const after = step(change, list)
      for (const digest of Object.values(list))
        if (wanted.includes(digest) && after)
          expect(Object.values(after), JSON.stringify({ change, list, next })).toContain(digest)
      if (next.act !== 'copy') continue
      expect(list[next.from]).toBe(change.after[next.to])
      // Only what the change knows of is replaced.
      expect([null, change.before[next.to] ?? null]).toContain(digestOf(tagsOf(list), next.to))
    }
    expect(Math.min(...Object.values(acts))).toBeGreaterThan(50)
  })
})
