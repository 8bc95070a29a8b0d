import { useEffect } from 'react'
import { tinykeys } from 'tinykeys'
import { type Place, places, useNavigation } from './navigation.ts'
import { usePalette } from './palette/commands.ts'
import { create } from 'zustand'

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

/** Does `act` unless something else handled the key or `isAllowed` says no. */
const binding =
  (act: () => void, isAllowed: (event: KeyboardEvent) => boolean) =>
  (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || !isAllowed(event)) return
    event.preventDefault()
    act()
  }

const always = () => true
const uncovered = () => !isCovered()
const notTyping = (event: KeyboardEvent) => !isCovered() && !isTyping(event.target)

const go = (place: Place) => binding(() => useNavigation.getState().go(place), uncovered)
const focusFilter = binding(
  () => document.querySelector<HTMLInputElement>('main input[data-filter]')?.focus(),
  notTyping,
)
const showSheet = binding(() => useShortcutSheet.getState().setOpen(true), notTyping)

/** `/` and `?` need Shift on some keyboards and not on others. */
const bindings = {
  '$mod+k': binding(() => usePalette.setState(({ isOpen }) => ({ isOpen: !isOpen })), always),
  ...Object.fromEntries(places.map((place, at) => [`$mod+${at + 1}`, go(place)])),
  '$mod+,': go('settings'),
  '/': focusFilter,
  'Shift+/': focusFilter,
  '?': showSheet,
  'Shift+?': showSheet,
}

/**
 * The keys that work everywhere. A place's filter is the input with `data-filter`; keys of a list belong
 * to the list, which handles them where it has the focus.
 */
export function useShortcuts(): void {
  useEffect(() => tinykeys(window, bindings), [])
}

/** Whether the list of all keys is shown. */
export const useShortcutSheet = create<{ isOpen: boolean; setOpen: (isOpen: boolean) => void }>((set) => ({
  isOpen: false,
  setOpen: (isOpen) => set({ isOpen }),
}))
