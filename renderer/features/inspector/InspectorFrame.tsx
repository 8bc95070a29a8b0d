import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLibraryView } from '../library/view.ts'
import { shownWidth, widthAfterKey, widthBounds, type Room } from './width.ts'

/** Holds the inspector beside the list, or over it in a narrow window, and lets one choose its width, which is kept. */
export function InspectorFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const room = useRoom(frame)
  const { view, change } = useLibraryView()
  const [dragged, setDragged] = useState<number | null>(null)
  const pressed = useRef<{ x: number; width: number } | null>(null)
  const widthAt = (clientX: number) =>
    pressed.current && Math.round(pressed.current.width + pressed.current.x - clientX)
  const bounds = widthBounds(room)
  const width = shownWidth(dragged ?? view?.inspectorWidth ?? null, room)
  return (
    <div
      ref={frame}
      style={{ width }}
      className="absolute inset-y-0 right-0 z-10 flex shrink-0 wide:relative wide:my-14 wide:mr-14"
    >
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={t('inspector.width')}
        aria-valuenow={width}
        aria-valuemin={bounds.least}
        aria-valuemax={bounds.most}
        tabIndex={0}
        onKeyDown={(event) => {
          const next = widthAfterKey(event.key, width, bounds)
          if (next === null) return
          event.preventDefault()
          change({ inspectorWidth: next })
        }}
        onDoubleClick={() => change({ inspectorWidth: null })}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          pressed.current = { x: event.clientX, width }
        }}
        onPointerMove={({ clientX }) => setDragged(widthAt(clientX))}
        // A pointer moves and is released faster than the page renders.
        onPointerUp={({ clientX }) => {
          const next = widthAt(clientX)
          if (next !== null && next !== pressed.current?.width) change({ inspectorWidth: shownWidth(next, room) })
        }}
        onLostPointerCapture={() => {
          pressed.current = null
          setDragged(null)
        }}
        className="absolute inset-y-0 -left-5 z-1 w-10 cursor-col-resize touch-none outline-none after:absolute after:inset-y-0 after:left-4 after:w-2 hover:after:bg-line-strong focus-visible:after:bg-accent active:after:bg-accent wide:-left-12 wide:after:inset-y-8"
      />
      {children}
    </div>
  )
}

/** The room for list and inspector; known before the first paint. */
function useRoom(frame: { current: HTMLElement | null }): Room {
  const [room, setRoom] = useState<Room>({ width: 0, isBeside: true })
  useLayoutEffect(() => {
    const element = frame.current
    const around = element?.parentElement
    if (!around) return undefined
    const measure = () => {
      const { position, marginRight } = getComputedStyle(element)
      setRoom({ width: around.clientWidth - parseFloat(marginRight), isBeside: position !== 'absolute' })
    }
    measure()
    const resized = new ResizeObserver(measure)
    resized.observe(around)
    return () => resized.disconnect()
  }, [frame])
  return room
}
