import { type ReactNode, useCallback, useLayoutEffect, useRef } from 'react'
import { classes } from '../../ui/index.ts'

/** Scroll positions in pixels, by model and tab, until the page is reloaded. */
const offsets = new Map<string, number>()

export function scrollOf(place: string): number {
  return offsets.get(place) ?? 0
}

export function keepScroll(place: string, offset: number): void {
  offsets.set(place, offset)
}

/** Remembers the scroll position of a list whose height is known when it is mounted. */
export function useScrollRestoration(place: string): (event: { currentTarget: HTMLElement }) => void {
  return useCallback(({ currentTarget }) => keepScroll(place, currentTarget.scrollTop), [place])
}

interface RestoredScrollProps {
  /** Key of the scroll position: model and tab. */
  place: string
  className?: string
  children: ReactNode
}

/** A scrolling element that restores its scroll position once its content is high enough. */
export function RestoredScroll({ place, className, children }: RestoredScrollProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const keep = useScrollRestoration(place)
  useLayoutEffect(() => {
    const [element, inside] = [scroller.current, content.current]
    const wanted = scrollOf(place)
    if (!element || !inside || wanted === 0) return undefined
    const grown = new ResizeObserver(() => {
      element.scrollTop = wanted
      if (element.scrollTop >= wanted - 1) grown.disconnect()
    })
    grown.observe(inside)
    // A scroll by the user ends the restoring.
    const stop = () => grown.disconnect()
    element.addEventListener('wheel', stop, { passive: true })
    element.addEventListener('keydown', stop)
    return () => {
      grown.disconnect()
      element.removeEventListener('wheel', stop)
      element.removeEventListener('keydown', stop)
    }
  }, [place])
  return (
    // A scrolling element must be focusable, so that keys can scroll it.
    <div
      ref={scroller}
      tabIndex={0}
      onScroll={keep}
      className={classes('min-h-0 flex-1 overflow-y-auto -outline-offset-2', className)}
    >
      <div ref={content}>{children}</div>
    </div>
  )
}
