/** Names in Electron's accelerators by `KeyboardEvent.code`. */
const named: Record<string, string> = {
  Space: 'Space',
  Tab: 'Tab',
  Enter: 'Return',
  Backspace: 'Backspace',
  Delete: 'Delete',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
}

function keyOf(code: string): string | null {
  const [, letter] = /^(?:Key|Digit)([A-Z0-9])$/.exec(code) ?? []
  if (letter !== undefined) return letter
  return /^F([1-9]|1\d|2[0-4])$/.test(code) ? code : (named[code] ?? null)
}

type Press = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>

/**
 * A pressed shortcut as an Electron accelerator (`Control+Alt+U`). `null` while only modifiers are pressed;
 * `false` for a key needed for typing: a letter with or without Shift.
 */
export function acceleratorOf(press: Press, isMac: boolean): string | false | null {
  const key = keyOf(press.code)
  if (key === null) return null
  const { ctrlKey, altKey, shiftKey, metaKey } = press
  if (!ctrlKey && !altKey && !metaKey && !/^F\d/.test(key)) return false
  return [ctrlKey && 'Control', metaKey && (isMac ? 'Command' : 'Super'), altKey && 'Alt', shiftKey && 'Shift', key]
    .filter((part) => part !== false)
    .join('+')
}

/** An accelerator in the notation of `Kbd`. */
export function keysOf(accelerator: string, isMac: boolean): string {
  return accelerator
    .split('+')
    .map((part) => {
      if (part === 'CommandOrControl' || part === (isMac ? 'Command' : 'Control')) return 'mod'
      return part.toLowerCase()
    })
    .join('+')
}
