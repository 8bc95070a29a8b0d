import type { Page } from 'playwright-core'

/**
 * Finds figures that are cut: text with digits that extends beyond its container, where it is neither visible nor can
 * be scrolled to. Names may be truncated if a title has them in full, so the whole text counts only in `figures` and
 * cells; elsewhere only a number with its unit.
 *
 * @returns the text of each and how it is cut; empty if none is
 */
export function clippedFigures(page: Page): Promise<string[]> {
  return page.evaluate(() => {
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
      if (!parent || !/\d/.test(node.data) || !parent.checkVisibility() || parent.closest('.sr-only')) continue
      const whole = parent.closest('.figures, [role$=cell], [title]')?.matches('.figures, [role$=cell]:not([title])')
      for (const [part, at] of whole
        ? [[node.data, 0] as const]
        : [...node.data.matchAll(figure)].map((match) => [match[0], match.index] as const)) {
        range.setStart(node, at)
        range.setEnd(node, at + part.length)
        const by = [...range.getClientRects()].map((rect) => cutBy(rect, parent)).find((cut) => cut !== null)
        if (by) found.push(`“${part}” by ${by}`)
      }
    }
    return found
  })
}
