import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

interface Rows {
  count: number
  /** In pixels; all rows are equally high. */
  height: number
  /** What stands above the first row and stays in sight, in pixels. */
  above?: number
  /** Where the list was left, in pixels; counts when it is drawn first. */
  startAt?: number
}

/** What stands above and below a list in the window at least, in pixels, until the list itself can be measured. */
const AROUND = 200
/** Drawn above and below what is in view, so that slow scrolling never shows a gap. */
const BEYOND = 6
/** Rows are drawn anew when so many have passed. */
const STEP = 4
/** So long after the first sight, in milliseconds, the rows around what is in view are drawn, too. */
const SETTLED = 50

/**
 * Which rows of a long list to draw, in the element that gets the ref `scroller`: those in view and some
 * around. Rows of one height need no measuring, so a list of a hundred thousand costs no more than one of a hundred.
 * Own code, as @tanstack/react-virtual 3.14.26 is 10 kB of scripts before the first sight (gzip), and this 0.6 kB.
 */
export function useRowsInView({ count, height, above = 0, startAt = 0 }: Rows) {
  const scroller = useRef<HTMLDivElement>(null)
  const [start] = useState(startAt)
  const [view, setView] = useState({
    first: stepOf(start, height),
    rows: Math.ceil((window.innerHeight - AROUND) / height),
  })

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    // To where it stands already would have all of it laid out before it is measured.
    if (start > 0) element.scrollTo(0, start)
    const look = () => {
      const next = { first: stepOf(element.scrollTop, height), rows: Math.ceil(element.clientHeight / height) }
      setView((now) => (now.first === next.first && now.rows === next.rows ? now : next))
    }
    // At once, or the rows would come a frame after the place for them.
    const scrolled = () => flushSync(look)
    const resized = new ResizeObserver(look)
    resized.observe(element)
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      resized.disconnect()
      element.removeEventListener('scroll', scrolled)
    }
  }, [height, start])

  const [isSettled, setSettled] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLED)
    return () => clearTimeout(timer)
  }, [])

  const reveal = useCallback(
    (at: number) => {
      const element = scroller.current
      if (!element) return
      const top = at * height
      const bottom = top + height + above - element.clientHeight
      if (top < element.scrollTop) element.scrollTo(0, top)
      else if (bottom > element.scrollTop) element.scrollTo(0, bottom)
    },
    [height, above],
  )

  const beyond = isSettled ? BEYOND : 0
  const to = Math.min(count, view.first + view.rows + STEP + beyond)
  return { scroller, from: Math.max(0, Math.min(view.first, count - view.rows) - beyond), to, reveal }
}

function stepOf(offset: number, height: number): number {
  return Math.floor(offset / height / STEP) * STEP
}
