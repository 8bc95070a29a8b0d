import type { Page } from 'playwright-core'

/**
 * Finds texts of any kind that are cut, also those of empty fields. Those may be that a title has in full, and the
 * content of a whole that is hidden.
 *
 * @returns the text of each and how it is cut; empty if none is
 */
export function clippedTexts(page: Page): Promise<string[]> {
  return page.evaluate(clippedIn, 'texts' as const)
}

/**
 * Finds figures that are cut: text with digits that extends beyond its container, where it is neither visible nor can
 * be scrolled to. Names may be truncated if a title has them in full, so the whole text counts only in `figures` and
 * cells; elsewhere only a number with its unit.
 *
 * @returns the text of each and how it is cut; empty if none is
 */
export function clippedFigures(page: Page): Promise<string[]> {
  return page.evaluate(clippedIn, 'figures' as const)
}

/** Runs in the page. */
function clippedIn(what: 'figures' | 'texts'): string[] {
  /** Digits that are not part of a name, and the unit after them. */
  const figure = /(?<![\p{L}\p{N}.:/_-])\d[\d.,:]*(?:[ \u00a0]?[%\p{L}]+(?:\/s)?)?/gu
  /** Tolerance in pixels, since boxes are rounded. */
  const tolerance = 1
  const cuts = (style: CSSStyleDeclaration) =>
    /hidden|clip/.test(style.overflow) || /strict|paint|content/.test(style.contain)

  const cutBy = (rect: DOMRect, from: Element): string | null => {
    for (let element: Element | null = from; element; element = element.parentElement) {
      const style = getComputedStyle(element)
      const box = element.getBoundingClientRect()
      const isCell = element.role?.endsWith('cell') === true
      if (/auto|scroll/.test(style.overflow)) return null
      // Only a screen reader reads it.
      if (box.width <= 1) return null
      // It is hidden above the window, and cut by nothing else.
      if (style.position === 'fixed' && rect.bottom <= 0) return null
      if (!isCell && !cuts(style)) continue
      // Badges without room in their row are hidden as a whole.
      if (style.flexWrap === 'wrap' && rect.top >= box.bottom) return null
      const isShortened = style.textOverflow === 'ellipsis' && element.scrollWidth > element.clientWidth
      const right = box.right - (isShortened ? parseFloat(style.fontSize) : 0)
      if (rect.right > right + tolerance || rect.left < box.left - tolerance) return `${element.className} sideways`
      if (rect.bottom > box.bottom + tolerance || rect.top < box.top - tolerance) return `${element.className} below`
    }
    return rect.right > innerWidth + tolerance ? 'the window' : null
  }

  const found: string[] = []
  const range = document.createRange()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode as Text
    const parent = node.parentElement
    if (!parent || !parent.checkVisibility() || parent.closest('.sr-only')) continue
    if (what === 'figures' && !/\d/.test(node.data)) continue
    const titled = parent.closest<HTMLElement>('.figures, [role$=cell], [title]')
    const isWhole = titled?.matches('.figures, [role$=cell]:not([title])') ?? false
    if (what === 'texts' && parent.closest<HTMLElement>('[title]')?.title.includes(node.data.trim())) continue
    for (const [part, at] of isWhole || what === 'texts'
      ? [[node.data, 0] as const]
      : [...node.data.matchAll(figure)].map((match) => [match[0], match.index] as const)) {
      range.setStart(node, at)
      range.setEnd(node, at + part.length)
      const by = [...range.getClientRects()].map((rect) => cutBy(rect, parent)).find((cut) => cut !== null)
      if (by) found.push(`“${part}” by ${by}`)
    }
  }
  if (what === 'figures') return found
  const pen = document.createElement('canvas').getContext('2d')
  for (const field of document.querySelectorAll('input')) {
    if (!pen || field.value !== '' || field.placeholder === '' || !field.checkVisibility()) continue
    const { font, paddingLeft, paddingRight } = getComputedStyle(field)
    pen.font = font
    const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
    if (pen.measureText(field.placeholder).width > room + tolerance) found.push(`“${field.placeholder}” by its field`)
  }
  return found
}
