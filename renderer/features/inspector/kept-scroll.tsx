import { useCallback, useLayoutEffect, useRef, type ReactNode } from 'react'
import { classes } from '../../ui/index.ts'

/** How far each place was scrolled when it was left, in pixels; lives as long as the page. */
const offsets = new Map<string, number>()

export function scrollOf(place: string): number {
  return offsets.get(place) ?? 0
}

export function keepScroll(place: string, offset: number): void {
  offsets.set(place, offset)
}

/** Remembers where a scroller stands; its rows come with it, so that it need not wait for them. */
export function useScrollKept(place: string): (event: { currentTarget: HTMLElement }) => void {
  return useCallback(({ currentTarget }) => keepScroll(place, currentTarget.scrollTop), [place])
}

interface KeptScrollProps {
  /** Which place it is: model and tab. */
  place: string
  className?: string
  children: ReactNode
}

/** Scrolls, and stands where it was left when it comes back, as soon as what it holds is that long again. */
export function KeptScroll({ place, className, children }: KeptScrollProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const keep = useScrollKept(place)
  useLayoutEffect(() => {
    const [element, inside] = [scroller.current, content.current]
    const wanted = scrollOf(place)
    if (!element || !inside || wanted === 0) return undefined
    const grown = new ResizeObserver(() => {
      element.scrollTop = wanted
      if (element.scrollTop >= wanted - 1) grown.disconnect()
    })
    grown.observe(inside)
    // Whoever scrolls by hand wants to be elsewhere.
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
    // What scrolls takes the focus, so that keys can scroll it.
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
