import { expect, test } from 'vitest'
import { loadedAs } from './loaded.ts'

const running = [
  { name: 'small:latest', digest: 'd1' },
  { name: 'large:1', digest: 'd2' },
  { name: 'backup:1', digest: 'd2' },
]

test.each([
  ['small:latest', 'd1', 'small:latest'],
  ['alias:latest', 'd1', 'small:latest'],
  ['backup:1', 'd2', 'backup:1'],
  ['other:1', 'd3', null],
])('%s with digest %s is in memory as %s', (name, digest, expected) => {
  expect(loadedAs({ name, digest, cloud: null }, running)).toBe(expected)
})

test('a cloud stub is never in memory here', () => {
  expect(loadedAs({ name: 'stub:cloud', digest: 'd1', cloud: { model: 'm', host: 'h' } }, running)).toBeNull()
})
