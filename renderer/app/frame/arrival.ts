import { useEffect, useRef } from 'react'
import { keyedPart } from '../../ui/index.ts'
import { useNavigation } from '../navigation.ts'

/**
 * Puts the focus where the keys of a page work when one goes there, once that is rendered; until then, and on pages
 * without such a part, on the page itself. A focus that something else has moved meanwhile stays.
 */
export function useArrival(): { current: HTMLElement | null } {
  const main = useRef<HTMLElement>(null)
  const { turn, from } = useNavigation((navigation) => navigation.arrival)
  useEffect(() => {
    const page = main.current
    if (turn === 0 || page === null) return undefined
    const now = document.activeElement
    if (now !== from && now !== page && page.contains(now)) return undefined
    const arrive = () => {
      const target = keyedPart(page)
      target?.focus({ preventScroll: true })
      return target !== null
    }
    if (arrive()) return undefined
    page.focus({ preventScroll: true })
    const observer = new MutationObserver(() => {
      if (document.activeElement !== page || arrive()) observer.disconnect()
    })
    observer.observe(page, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [turn, from])
  return main
}
