import { expect, test } from 'vitest'
import { MAX_TEXT_CHARACTERS, MAX_TEXTS } from '#shared/contract/embedding-bounds.ts'
import { keysOf, newGroups, placesOf, textsFault } from './entries.ts'

const entries = (...texts: string[]) => texts.map((text) => ({ text }))

test('keys differ for duplicate texts, and are the same for the same list', () => {
  const keys = keysOf(entries('a', 'b', 'a', 'a'))
  expect(new Set(keys).size).toBe(4)
  expect(keys.slice(0, 2)).toEqual(['a', 'b'])
  expect(keysOf(entries('x', 'a', 'a')).slice(1)).toEqual([keys[0], keys[2]])
  expect(placesOf(keys).get(keys[3] ?? '')).toBe(3)
})

test('too many or too long texts are reported with the bound', () => {
  expect(textsFault(['a', 'b'])).toBeNull()
  expect(textsFault(Array.from({ length: MAX_TEXTS + 1 }, () => 'a'))).toEqual({ fault: 'many', most: MAX_TEXTS })
  expect(textsFault(['a'.repeat(MAX_TEXT_CHARACTERS), 'b'])).toEqual({ fault: 'long', most: MAX_TEXT_CHARACTERS })
})

test('groups keep their order of appearance', () => {
  const of = (group: string | null) => ({ text: 't', group })
  expect(newGroups([of('b'), of(null), of('a'), of('b'), of('c')], ['a'])).toEqual(['b', 'c'])
})
