import { useCallback } from 'react'

/**
 * Keeps the focus within a list of cards when an act removes the button that was pressed: the focus goes to
 * its card, else to the card now in that position, else to the list, else to the page. Cards are the elements
 * with `data-card` (their id) and `tabIndex={-1}`; the list has `tabIndex={-1}` too.
 *
 * @returns the ref of the list
 */
export function useCardFocus(): (list: HTMLElement | null) => (() => void) | undefined {
  return useCallback((list) => {
    if (list === null) return undefined
    let last: { element: Element; card: string; at: number } | null = null
    const cards = () => [...list.querySelectorAll<HTMLElement>('[data-card]')]
    const remember = ({ target }: FocusEvent) => {
      const card = target instanceof Element ? target.closest<HTMLElement>('[data-card]') : null
      last = card ? { element: target as Element, card: card.dataset['card'] ?? '', at: cards().indexOf(card) } : null
    }
    const look = () => {
      if (last === null || document.activeElement !== document.body) return
      const { element, card, at } = last
      if (element.isConnected && !element.matches(':disabled')) return
      if (!list.isConnected) {
        document.querySelector<HTMLElement>('main')?.focus()
        return
      }
      const there = cards()
      const next = there.find(({ dataset }) => dataset['card'] === card) ?? there[at] ?? there.at(-1) ?? list
      next.focus()
    }
    const observer = new MutationObserver(look)
    observer.observe(list, { subtree: true, childList: true, attributeFilter: ['disabled'] })
    list.addEventListener('focusin', remember)
    return () => {
      observer.disconnect()
      list.removeEventListener('focusin', remember)
      // The list may be gone together with its last card.
      queueMicrotask(look)
    }
  }, [])
}
