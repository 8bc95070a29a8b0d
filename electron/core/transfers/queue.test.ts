import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { transferStates } from '#shared/domain/transfer-state.ts'
import { giveTurns, lastRank, ranksToMove, type Place } from './queue.ts'

const place = (id: string, rank: number, more: Partial<Place> = {}): Place => ({
  id,
  hostId: 'a',
  state: 'queued',
  rank,
  ...more,
})
function begun(places: Place[], parallel: number, held: string[] = []): string[] {
  const ids: string[] = []
  giveTurns(places, parallel, (id) => {
    if (held.includes(id)) return false
    ids.push(id)
    return true
  })
  return ids
}

describe('turns', () => {
  it('go by rank, as many as there is room for on each host', () => {
    const places = [place('c', 3), place('a', 1), place('b', 2), place('x', 9, { hostId: 'b' })]
    expect(begun(places, 2)).toEqual(['a', 'b', 'x'])
    expect(begun(places, 8)).toEqual(['a', 'b', 'c', 'x'])
  })

  it.each(transferStates)('with one %s beside them', (state) => {
    const takesATurn = ['preparing', 'running', 'verifying', 'waiting', 'pausing', 'cancelling'].includes(state)
    const other = place('other', 0, { state })
    expect(begun([other, place('a', 1)], 1)).toEqual(state === 'queued' ? ['other'] : takesATurn ? [] : ['a'])
  })

  it('pass by what is held', () => {
    expect(begun([place('a', 1), place('b', 2), place('c', 3)], 2, ['a'])).toEqual(['b', 'c'])
  })
})

describe('moving', () => {
  const order = (places: Place[], moves: [string, string | null][]) => {
    let now = places
    for (const [id, before] of moves) {
      const ranks = ranksToMove(now, id, before)
      now = now.map((one) => ({ ...one, rank: ranks.get(one.id) ?? one.rank }))
    }
    return [...now].sort((a, b) => a.rank - b.rank).map(({ id }) => id)
  }
  const abc = [place('a', 1), place('b', 2), place('c', 3)]

  it.each([
    ['c', 'a', ['c', 'a', 'b']],
    ['c', 'b', ['a', 'c', 'b']],
    ['a', null, ['b', 'c', 'a']],
    ['a', 'a', ['a', 'b', 'c']],
    ['a', 'gone', ['b', 'c', 'a']],
    ['gone', 'a', ['a', 'b', 'c']],
  ] as const)('%s before %s', (id, before, wanted) => expect(order(abc, [[id, before]])).toEqual(wanted))

  it('does the same as moving in a list, however often', () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    const move = fc.tuple(fc.constantFrom(...ids), fc.option(fc.constantFrom(...ids)))
    fc.assert(
      fc.property(fc.array(move, { maxLength: 200 }), (moves) => {
        const list = [...ids]
        for (const [id, before] of moves) {
          if (id === before) continue
          list.splice(list.indexOf(id), 1)
          list.splice(before === null ? list.length : list.indexOf(before), 0, id)
        }
        const places = ids.map((id, index) => place(id, index + 1))
        expect(order(places, moves)).toEqual(list)
      }),
    )
  })

  it('finds a place between two however close they are', () => {
    // Always between the first two: half the way each time.
    const moves = Array.from({ length: 200 }, (_, index): [string, string] =>
      index % 2 === 0 ? ['c', 'b'] : ['b', 'c'],
    )
    expect(order(abc, moves)[0]).toBe('a')
  })
})

it('a new one is last', () => {
  expect([lastRank([]), lastRank([place('a', 4), place('b', -2)])]).toEqual([1, 5])
})
