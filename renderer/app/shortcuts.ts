import { useEffect } from 'react'
import { tinykeys } from 'tinykeys'
import { type Place, places, useNavigation } from './navigation.ts'
import { usePalette } from './palette/commands.ts'
import { create } from 'zustand'

/** Whether pressed keys are input of a text field. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}

/**
 * Elements that take the keyboard while they are visible. The list of a select stays in the document when it is
 * closed, and a toast has the role of a dialog too, but is not modal.
 */
const covers = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]:not(main *)'

/** Whether a dialog, menu or list over the page takes the keyboard. One that fades out does no longer. */
export function isCovered(): boolean {
  return [...document.querySelectorAll(covers)].some(
    (element) =>
      element.ariaModal !== 'false' && element.closest('[data-closed]') === null && element.checkVisibility(),
  )
}

/** Runs `act` unless the event was handled already or `isAllowed` is false. */
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

/** `/` and `?` need Shift on some keyboard layouts and not on others. */
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
 * Shortcuts that work everywhere. The filter of a page is the input with `data-filter`. A list handles its own
 * shortcuts while it has the focus.
 */
export function useShortcuts(): void {
  useEffect(() => tinykeys(window, bindings), [])
}

/** Whether the list of all shortcuts is open. */
export const useShortcutSheet = create<{ isOpen: boolean; setOpen: (isOpen: boolean) => void }>((set) => ({
  isOpen: false,
  setOpen: (isOpen) => set({ isOpen }),
}))
