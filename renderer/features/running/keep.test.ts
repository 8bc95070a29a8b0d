import { expect, test } from 'vitest'
import { keepAliveSeconds } from '#shared/ollama/keep-alive.ts'
import { keepAliveOf, keepTimes, noKeep } from './keep.ts'

test('the times worth a click are ones Ollama takes, the last for ever', () => {
  expect(Object.values(keepTimes).map(keepAliveSeconds)).toEqual([300, 3600, -60])
})

test('a choice is a time of its own, none, or what was typed', () => {
  expect(keepAliveOf(noKeep)).toBeNull()
  expect(keepAliveOf({ choice: 'hour', text: 'left over' })).toBe('1h')
  expect(keepAliveOf({ choice: 'other', text: ' 1h30m ' })).toBe('1h30m')
})

test.each(['', '5', '-1', 'soon'])('%j is not a time', (text) => {
  expect(keepAliveOf({ choice: 'other', text })).toBeUndefined()
})
