import { useEffect } from 'react'
import { places, useNavigation } from './navigation.ts'
import { usePalette } from './palette/commands.ts'
import { useShortcutSheet } from './palette/sheet.ts'

/** Whether keys pressed now are text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}

/**
 * What takes the keys while it shows: the list of a select stays in the document when it is closed, and a
 * notice at the edge of the window has the role of a dialog too, but says it is not modal.
 */
const covers = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]:not(main *)'

/** Whether something lies over the page that takes the keys. */
export function isCovered(): boolean {
  return [...document.querySelectorAll(covers)].some(
    (element) => element.ariaModal !== 'false' && element.checkVisibility(),
  )
}

/** Ctrl, or Command on a Mac, and nothing else. */
function isMod(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
}

/**
 * The keys that work everywhere. A place's filter is the input with `data-filter`; keys of a list belong
 * to the list, which handles them where it has the focus.
 */
export function useShortcuts(): void {
  const go = useNavigation((navigation) => navigation.go)
  const setPalette = usePalette((palette) => palette.setOpen)
  const setSheet = useShortcutSheet((sheet) => sheet.setOpen)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (isMod(event) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setPalette(!usePalette.getState().isOpen)
        return
      }
      if (isCovered()) return
      const place = isMod(event) ? (event.key === ',' ? 'settings' : places[Number(event.key) - 1]) : undefined
      if (place !== undefined) {
        event.preventDefault()
        go(place)
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === '/') {
        event.preventDefault()
        document.querySelector<HTMLInputElement>('main input[data-filter]')?.focus()
      } else if (event.key === '?') {
        event.preventDefault()
        setSheet(true)
      }
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [go, setPalette, setSheet])
}
