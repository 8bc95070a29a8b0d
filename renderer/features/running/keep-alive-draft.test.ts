import { expect, test } from 'vitest'
import { keepAliveSeconds } from '#shared/ollama/keep-alive.ts'
import { keepAliveOf, keepTimes, noKeepAlive } from './keep-alive-draft.ts'

test('Ollama accepts the presets, the last one is for ever', () => {
  expect(Object.values(keepTimes).map(keepAliveSeconds)).toEqual([300, 3600, -60])
})

test('a choice is a preset, no time, or what was typed', () => {
  expect(keepAliveOf(noKeepAlive)).toBeNull()
  expect(keepAliveOf({ choice: 'hour', text: 'left over' })).toBe('1h')
  expect(keepAliveOf({ choice: 'other', text: ' 1h30m ' })).toBe('1h30m')
})

test.each(['', '5', '-1', 'soon'])('%j is not a time', (text) => {
  expect(keepAliveOf({ choice: 'other', text })).toBeUndefined()
})
