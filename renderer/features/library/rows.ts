import { useCallback, useEffect, useLayoutEffect, useRef, type FocusEvent, type MouseEvent } from 'react'
import type { Model } from '#shared/contract/library.ts'
import { useNavigation } from '../../app/navigation.ts'
import type { ModelActs } from './acts.ts'
import { isHeading, keyOf, type Row } from './arrange.ts'
import type { MenuTarget } from './list-menu.ts'
import { useLibrary } from './state.ts'

/** Index of the active row: the row that was active, or the one now in its position. */
export function useActiveRow(rows: readonly Row[]): number {
  const active = useLibrary((library) => library.active)
  if (active === null) return 0
  const there = rows[active.at]
  const at = there && keyOf(there) === active.key ? active.at : rows.findIndex((row) => keyOf(row) === active.key)
  return at >= 0 ? at : Math.max(0, Math.min(active.at, rows.length - 1))
}

export function savedScroll(hostId: string): number {
  const { hostId: of, scroll } = useLibrary.getState()
  return of === hostId ? scroll : 0
}

export function useSavedScroll(scroller: { current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const element = scroller.current
    return () => useLibrary.getState().scrollTo(element?.scrollTop ?? 0)
  }, [scroller])
}

/**
 * Focuses the active row once it is rendered: after a key press, on request of another component, when the focused
 * row was removed, and when its model moved to another row.
 */
export function useFocusedRow(scroller: { current: HTMLElement | null }, rows: readonly Row[], active: number) {
  const wanted = useRef(false)
  const inside = useRef(false)
  const focusTurn = useLibrary((library) => library.focusTurn)
  const seen = useRef(focusTurn)
  const row = rows[active]
  useLayoutEffect(() => {
    // While the list has the focus, the row in the place of a removed one is the active one from then on.
    if (inside.current && row) useLibrary.getState().activate(keyOf(row), active)
    const focused = document.activeElement
    const lost = inside.current && (focused === document.body || focused?.closest('[role="row"][tabindex="-1"]'))
    if (!wanted.current && !lost && seen.current === focusTurn) return
    wanted.current = false
    seen.current = focusTurn
    scroller.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus({ preventScroll: true })
  })
  return {
    focusRow: () => {
      wanted.current = true
    },
    onFocus: () => {
      inside.current = true
    },
    // A removed row loses the focus too, but then no other element gets it.
    onBlur: ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null || target.isConnected) inside.current = false
    },
  }
}

/** Activates the row of the inspected model and scrolls to it. */
export function useSelectedInView(rows: readonly Row[], reveal: (at: number) => void): void {
  const inspected = useNavigation((navigation) => navigation.inspected)
  useEffect(() => {
    const library = useLibrary.getState()
    if (inspected === library.revealed) return
    const at = rows.findIndex((row) => keyOf(row) === inspected)
    if (inspected !== null && at < 0) return
    library.reveal(inspected)
    if (inspected === null) return
    library.activate(inspected, at)
    reveal(at)
  }, [inspected, rows, reveal])
}

/** Clears filters and opens groups that hide a model opened from another page. */
export function useSelectedShown(models: readonly Model[], rows: readonly Row[]): void {
  const inspected = useNavigation((navigation) => navigation.inspected)
  useEffect(() => {
    const { revealed, unhide } = useLibrary.getState()
    if (inspected === null || inspected === revealed || rows.some((row) => keyOf(row) === inspected)) return
    if (models.some(({ name }) => name === inspected)) unhide()
  }, [inspected, models, rows])
}

/** Handlers of the rows; stable functions, so that memoized rows do not render again. */
export function useRowPresses(rows: readonly Row[], acts: ModelActs, openMenuAt: (target: MenuTarget) => void) {
  const latest = useRef(rows)
  useLayoutEffect(() => {
    latest.current = rows
  })
  const activate = useCallback((at: number): Row | undefined => {
    const row = latest.current[at]
    if (row) useLibrary.getState().activate(keyOf(row), at)
    return row
  }, [])
  const select = useCallback(
    (at: number) => {
      const row = activate(at)
      if (row && !isHeading(row)) useLibrary.getState().toggleSelected(row.name)
    },
    [activate],
  )
  const press = useCallback(
    (event: MouseEvent, at: number) => {
      if (event.ctrlKey || event.metaKey) return select(at)
      const row = activate(at)
      if (!row || isHeading(row)) return undefined
      if (!event.shiftKey) return acts.inspect(row)
      const names = latest.current.flatMap((one) => (isHeading(one) ? [] : [one.name]))
      return useLibrary.getState().selectRange(names, row.name)
    },
    [acts, activate, select],
  )
  const openMenu = useCallback(
    (at: number) => {
      if (activate(at)) openMenuAt({ at })
    },
    [activate, openMenuAt],
  )
  const focus = useCallback((at: number) => void activate(at), [activate])
  const toggle = useCallback(
    (at: number) => {
      const row = activate(at)
      if (row && isHeading(row)) useLibrary.getState().toggleGroup(row.key)
    },
    [activate],
  )
  return { press, select, openMenu, focus, toggle }
}
