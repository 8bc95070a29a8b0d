import { expect, test } from 'vitest'
import { acceleratorOf, keysOf } from './accelerator.ts'

const press = (code: string, ...held: ('ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey')[]) => ({
  code,
  ctrlKey: held.includes('ctrlKey'),
  altKey: held.includes('altKey'),
  shiftKey: held.includes('shiftKey'),
  metaKey: held.includes('metaKey'),
})

test.each([
  [press('KeyU', 'ctrlKey', 'altKey'), 'Control+Alt+U'],
  [press('Digit0', 'ctrlKey', 'shiftKey'), 'Control+Shift+0'],
  [press('ArrowUp', 'altKey'), 'Alt+Up'],
  [press('F9'), 'F9'],
  [press('F24', 'shiftKey'), 'Shift+F24'],
  [press('KeyU', 'metaKey'), 'Super+U'],
  [press('KeyU'), false],
  [press('KeyU', 'shiftKey'), false],
  [press('Space'), false],
  [press('ControlLeft', 'ctrlKey'), null],
  [press('F25', 'ctrlKey'), null],
  [press('Quote', 'ctrlKey'), null],
])('%j are %s', (keys, accelerator) => {
  expect(acceleratorOf(keys, false)).toBe(accelerator)
})

test('a Mac has its own key for commands', () => {
  expect(acceleratorOf(press('KeyU', 'metaKey', 'shiftKey'), true)).toBe('Command+Shift+U')
  expect(keysOf('Command+Shift+U', true)).toBe('mod+shift+u')
  expect(keysOf('Control+Alt+U', true)).toBe('control+alt+u')
  expect(keysOf('Control+Alt+PageUp', false)).toBe('mod+alt+pageup')
  expect(keysOf('CommandOrControl+U', false)).toBe('mod+u')
})
