/** Keys by their place on the keyboard (`KeyboardEvent.code`), as Electron's accelerators name them. */
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
 * Keys that were pressed together, as Electron writes them (`Control+Alt+U`). `null` while only modifiers are
 * held; `false` where they would take a key away from whoever types: a letter, with Shift or without.
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

/** An accelerator as `Kbd` takes keys. */
export function keysOf(accelerator: string, isMac: boolean): string {
  return accelerator
    .split('+')
    .map((part) => {
      if (part === 'CommandOrControl' || part === (isMac ? 'Command' : 'Control')) return 'mod'
      return part.toLowerCase()
    })
    .join('+')
}
