import { expect, test } from 'vitest'
import { readRecent, withRecent } from './recent.ts'

test('the newest comes first, each once, and their number is limited', () => {
  expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a'])
  const many = Array.from({ length: 30 }, (_, at) => String(at))
  const next = withRecent(many, 'x')
  expect(next).toHaveLength(12)
  expect(next[0]).toBe('x')
})

test.each([
  [null, []],
  ['["a","b"]', ['a', 'b']],
  ['["a",5,null]', ['a']],
  ['{"a":1}', []],
  ['nonsense', []],
])('%j stored is read as %j', (text, expected) => {
  expect(readRecent(text)).toEqual(expected)
})
