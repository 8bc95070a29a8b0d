import { expect, test } from 'vitest'
import { takeToken, type Place } from './web.ts'

function place(hash: string, stored: Record<string, string> = {}) {
  const shown: unknown[] = []
  const there: Place = {
    location: { hash, pathname: '/', search: '?a=1' },
    history: { replaceState: (_state, _title, url) => void shown.push(url) },
    sessionStorage: {
      getItem: (key) => stored[key] ?? null,
      setItem: (key, value) => {
        stored[key] = value
      },
    },
  }
  return { there, shown, stored }
}

test('the token is kept for this tab and leaves the address bar', () => {
  const { there, shown, stored } = place('#token=s3cr-et_')
  expect(takeToken(there)).toBe('s3cr-et_')
  expect(Object.values(stored)).toEqual(['s3cr-et_'])
  expect(shown).toEqual(['/?a=1'])
})

test('a reload finds the token of this tab again', () => {
  const first = place('#token=one')
  takeToken(first.there)
  const again = place('', first.stored)
  expect(takeToken(again.there)).toBe('one')
  expect(again.shown).toEqual([])
})

test('the token of the address replaces that of the tab', () => {
  const first = place('#token=one')
  takeToken(first.there)
  expect(takeToken(place('#token=two', first.stored).there)).toBe('two')
  expect(Object.values(first.stored)).toEqual(['two'])
})

test('without a token there is none', () => {
  expect(takeToken(place('').there)).toBeNull()
  expect(takeToken(place('#token=').there)).toBeNull()
  expect(takeToken(place('#other=x').there)).toBeNull()
})
