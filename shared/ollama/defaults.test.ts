import { expect, test } from 'vitest'
import { parameterDefaults } from './defaults.ts'

const penalty = (version: string | null) =>
  parameterDefaults(version).find(({ key }) => key === 'repeat_penalty')?.value

test.each([
  ['0.32.9', 1.1],
  ['0.5.12', 1.1],
  ['0.32.10', 1],
  ['0.33.0-rc2', 1],
  [null, 1],
])('a server %s penalizes repetition by %s', (version, expected) => {
  expect(penalty(version)).toBe(expected)
})

test('every parameter is listed once', () => {
  const keys = parameterDefaults(null).map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})
