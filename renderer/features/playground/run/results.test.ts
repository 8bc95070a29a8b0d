import { expect, test } from 'vitest'
import { keysOf } from '../texts/entries.ts'
import { comparable, isOpen, keptOf, type Result } from './results.ts'

const result = (texts: number, dimensions: number) =>
  ({
    matrix: new Float32Array(),
    facts: { texts: Array.from({ length: texts }, () => ({ text: 't', group: null })), dimensions },
  }) as unknown as Result

test('at most ten runs are kept, and the vectors of the newest, which always has them', () => {
  const opened = (runs: readonly Result[]) => keptOf(runs).map(isOpen)
  const small = Array.from({ length: 14 }, () => result(10, 768))
  expect(keptOf(small)).toEqual(small.slice(0, 10))
  const large = Array.from({ length: 10 }, () => result(10_000, 4096))
  expect(opened(large)).toEqual([true, true, ...Array.from({ length: 8 }, () => false)])
  expect(opened([result(10_000, 100_000), ...small])).toEqual([true, ...Array.from({ length: 9 }, () => false)])
})

test('results are comparable if they have the same texts in the same order', () => {
  const of = (id: string, ...texts: string[]) => ({ id, keys: keysOf(texts.map((text) => ({ text }))) })
  expect(comparable(of('1', 'a', 'b', 'a'), of('2', 'a', 'b', 'a'))).toBe(true)
  expect(comparable(of('1', 'a', 'b'), of('2', 'b', 'a'))).toBe(false)
  expect(comparable(of('1', 'a', 'b'), of('2', 'a'))).toBe(false)
  expect(comparable(of('1', 'a'), of('1', 'a'))).toBe(false)
})
