import { escapeInvisible } from '#shared/domain/escape-invisible.ts'
import { classes } from './classes.ts'

interface TruncatedProps {
  text: string
  as?: 'span' | 'p' | 'div' | 'h2' | 'h3'
  className?: string
}

/**
 * Gives any other text that is cut a tooltip with all of it, when the pointer comes over it.
 *
 * @returns a function that ends this
 */
export function titleCutTexts(): () => void {
  const given = new WeakMap<Element, string>()
  const look = ({ target }: Event) => {
    const text = target instanceof Element ? target.closest<HTMLElement>('.truncate, [class*="line-clamp"]') : null
    if (!text) return
    // It may have another text or more room since.
    if (given.get(text) === text.title) text.removeAttribute('title')
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = text
    const isCut = text.matches('.truncate') ? scrollWidth > clientWidth : scrollHeight > clientHeight
    if (!isCut || text.closest('[title]')) return
    text.title = text.innerText
    given.set(text, text.title)
  }
  document.addEventListener('pointerover', look)
  return () => document.removeEventListener('pointerover', look)
}

/** A text of the user or a server in one line, cut where there is no room; a tooltip has all of it. */
export function Truncated({ text, as: Element = 'span', className }: TruncatedProps) {
  const shown = escapeInvisible(text)
  return (
    <Element title={shown} className={classes('truncate', className)}>
      {shown}
    </Element>
  )
}
