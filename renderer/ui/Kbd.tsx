import { classes } from './classes.ts'

const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform)

const names: Record<string, string> = isMac
  ? {
      mod: '⌘',
      shift: '⇧',
      alt: '⌥',
      enter: '↵',
      delete: '⌫',
      backspace: '⌫',
      up: '↑',
      down: '↓',
      space: '␣',
      escape: 'esc',
      pageup: '⇞',
      pagedown: '⇟',
      home: '↖',
      end: '↘',
    }
  : {
      mod: 'Ctrl',
      shift: 'Shift',
      alt: 'Alt',
      enter: '↵',
      delete: 'Del',
      backspace: '⌫',
      up: '↑',
      down: '↓',
      space: 'Space',
      escape: 'Esc',
      pageup: 'PgUp',
      pagedown: 'PgDn',
      home: 'Home',
      end: 'End',
    }

/** `mod+k` as the user's platform writes it: `Ctrl K` or `⌘K`. */
export function keyText(shortcut: string): string {
  return shortcut
    .split('+')
    .map((key) => names[key] ?? key.toUpperCase())
    .join(isMac ? '' : ' ')
}

/** A keyboard shortcut. `mod` is Ctrl, or Command on a Mac. */
export function Kbd({ shortcut, plain = false }: { shortcut: string; plain?: boolean }) {
  return (
    <kbd
      className={classes(
        'shrink-0 font-mono text-[11px] leading-16 whitespace-nowrap',
        plain ? 'opacity-90' : 'rounded-small border border-line-strong bg-panel px-5 text-ink-2',
      )}
    >
      {keyText(shortcut)}
    </kbd>
  )
}
