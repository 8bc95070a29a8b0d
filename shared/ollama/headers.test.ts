import { expect, test } from 'vitest'
import { headerFault, isToken } from './headers.ts'

test.each([
  ['X-Api-Key', 'abc', null],
  ['CF-Access-Client-Secret', 'a b', null],
  ['Authorization', 'Key x', null],
  ['', 'x', 'name'],
  ['X Api', 'x', 'name'],
  ['X-Api:', 'x', 'name'],
  ['Näme', 'x', 'name'],
  ['Host', 'x', 'own'],
  ['ORIGIN', 'http://x', 'own'],
  ['transfer-encoding', 'chunked', 'own'],
  ['X-Api-Key', '', 'value'],
  ['X-Api-Key', '  ', 'value'],
  ['X-Api-Key', 'a\r\nX-Evil: b', 'value'],
  ['X-Api-Key', 'schlüssel', 'value'],
] as const)('%s: %j has the fault %s', (name, value, fault) => {
  expect(headerFault(name, value)).toBe(fault)
})

test.each([
  ['sk-abc.DEF_123~+/=', true],
  ['two words', false],
  ['', false],
  ['line\n', false],
  ['ключ', false],
])('%j as a token: %s', (text, expected) => {
  expect(isToken(text)).toBe(expected)
})
