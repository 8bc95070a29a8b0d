import { expect, test } from 'vitest'
import { hasRoom, mostLoaded, victimOf } from './eviction.ts'

const GIB = 2 ** 30
const one = (key: string, users: number, keepAlive: number) => ({ key, users, keepAlive })

test.each([
  ['an idle one', [one('a', 1, 1), one('b', 0, 9)], 'b'],
  ['the shortest keep-alive', [one('a', 0, 9), one('b', 0, 5)], 'b'],
  ['the first path', [one('b', 0, 5), one('a', 0, 5)], 'a'],
  ['of those in use the shortest', [one('a', 2, 9), one('b', 1, 5)], 'b'],
])('evicts %s', (_, loaded, expected) => expect(victimOf(loaded)?.key).toBe(expected))

test('there is no victim without a model', () => expect(victimOf([])).toBeUndefined())

test.each([
  [8, [10], true],
  [8.1, [10], false],
  [12, [10, 10], true],
  [99, [], true],
  [0, [0], true],
] as const)('%d GiB in %j: %s', (predicted, free, expected) => {
  expect(
    hasRoom(
      predicted * GIB,
      free.map((size) => size * GIB),
    ),
  ).toBe(expected)
})

test('three models per GPU, and three without one', () => expect([0, 1, 2].map(mostLoaded)).toEqual([3, 3, 6]))
