import { useCallback, useState } from 'react'

/** What has the keys of a page: its active row, its first card, or what the page marks as such. */
const keyed = '[data-models] [role="row"][tabindex="0"], [data-arrival], [data-card]'

/** The part of the page on which its keys work, if it is rendered. */
export function keyedPart(page: ParentNode): HTMLElement | null {
  return page.querySelector<HTMLElement>(keyed)
}

/**
 * Tells which element gets the focus when a dialog closes: the one that had it when it opened, or if that is gone
 * the part of the page that has the keys. A focus that moved while the dialog was closing stays.
 */
export function useFinalFocus(open: boolean): () => HTMLElement | null {
  const [last, setLast] = useState<{ open: boolean; opener: Element | null }>({ open: false, opener: null })
  // Read while rendering: afterwards a field of the dialog has the focus.
  if (last.open !== open) setLast({ open, opener: open ? document.activeElement : last.opener })
  const { opener } = last
  return useCallback(() => {
    const { activeElement } = document
    // Another dialog may have opened from this one.
    const isMoved = activeElement !== document.body && !activeElement?.closest('[data-closed]')
    if (isMoved && activeElement instanceof HTMLElement) return activeElement
    // A closing menu is still in the document for a moment; the focus would keep it open. So is a dialog.
    const isLasting =
      opener?.isConnected === true &&
      opener !== document.body &&
      opener.closest('[role="menu"], [role="dialog"]') === null
    if (isLasting && opener instanceof HTMLElement) return opener
    const page = document.querySelector('main')
    return page && (keyedPart(page) ?? page)
  }, [opener])
}
