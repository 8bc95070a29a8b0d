import { useEffect, useRef, useState, type RefObject } from 'react'

/**
 * Whether an element is in view, that is, not scrolled out of it, for parts that need not be up to date otherwise.
 * Before that is known it counts as in view.
 */
export function useInView(): [ref: RefObject<HTMLElement | null>, isInView: boolean] {
  const ref = useRef<HTMLElement | null>(null)
  const [isInView, setIsInView] = useState(true)
  useEffect(() => {
    if (!ref.current) return undefined
    const observer = new IntersectionObserver((entries) => {
      setIsInView(entries.at(-1)?.isIntersecting ?? true)
    })
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [])
  return [ref, isInView]
}
