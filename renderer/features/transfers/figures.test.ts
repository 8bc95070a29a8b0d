import { expect, test } from 'vitest'
import { formatBytes } from '#shared/domain/format.ts'
import { resultOf, segmentsOf, sharedUnit, shortDigest, sparkline } from './figures.ts'

const digest = `sha256:${'0123456789ab'.padEnd(64, 'f')}`
const layer = { digest, total: 100, completed: 40, cached: 10, isReached: true }

test('the bar has a segment per layer, also for two with one digest', () => {
  const segments = segmentsOf([layer, { ...layer, completed: 100 }])
  expect(segments.map(({ size, done }) => [size, done])).toEqual([
    [100, 40],
    [100, 100],
  ])
  expect(new Set(segments.map(({ key }) => key)).size).toBe(2)
})

test('layers below one percent are not drawn as dots, and their bytes still count', () => {
  const sized = (...totals: number[]) => segmentsOf(totals.map((total) => ({ ...layer, total, completed: total / 2 })))
  const sizes = (...totals: number[]) => sized(...totals).map(({ size }) => size)
  expect(sizes(4_000_000, 900_000, 1500, 8000, 400)).toEqual([4_000_000, 909_900])
  expect(sizes(400, 4_000_000)).toEqual([4_000_400])
  expect(sizes(...Array.from({ length: 400 }, () => 10))).toEqual(Array.from({ length: 100 }, () => 40))
  expect(sizes(0, 0)).toEqual([0, 0])
  const done = sized(4_000_000, 1500, 8000).reduce((sum, segment) => sum + segment.done, 0)
  expect(done).toBe((4_000_000 + 1500 + 8000) / 2)
})

test('a unit shared by both figures is written once', () => {
  const of = (done: number, total: number) => sharedUnit(formatBytes(done, 'en'), formatBytes(total, 'en'))
  expect(of(39.4e9, 65.3e9)).toBe('39.4')
  expect(of(394e6, 65.3e9)).toBe('394 MB')
  expect(of(0, 900)).toBe('0')
  expect(of(12, 1.9e3)).toBe('12 B')
})

test('a digest is shown as Ollama shows it', () => {
  expect(shortDigest(digest)).toBe('0123456789ab')
  expect(shortDigest('sha256:model')).toBeNull()
})

test('the result depends on the transferred and the cached bytes', () => {
  expect(resultOf({ moved: 5, cached: 0 })).toBe('moved')
  expect(resultOf({ moved: 5, cached: 3 })).toBe('movedRest')
  expect(resultOf({ moved: 0, cached: 3 })).toBe('nothing')
  expect(resultOf({ moved: 0, cached: 0 })).toBe('untold')
})

test('a curve has its maximum at the top, and fills the width from left to right', () => {
  expect(sparkline([0, 50, 100])).toEqual({ line: 'M0 19L5 10L10 1', area: 'M0 19L5 10L10 1L10 20L0 20Z' })
  expect(sparkline(Array.from({ length: 51 }, () => 7)).line).toMatch(/^M0 1L2 1L4 1.*L100 1$/)
  expect(sparkline([0, 0]).line).toBe('M0 19L5 19')
})
