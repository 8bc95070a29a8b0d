/** All widths are in pixels. Below the least one the acts and the tabs of the inspector have no room. */
const LEAST = 340
/** What stays of the list beside the inspector: names, sizes and the margins of the page. */
const LIST = 400
/** What stays in sight of a list that the inspector covers, to choose another model. */
const COVERED_LIST = 200

export interface Room {
  /** Width of list and inspector together. */
  width: number
  /** Whether the inspector stands beside the list, and not over it. */
  isBeside: boolean
}

export interface WidthBounds {
  least: number
  most: number
}

/** The bounds within which both the list and the inspector can be used; in a very small window the inspector goes first. */
export function widthBounds({ width, isBeside }: Room): WidthBounds {
  const least = Math.min(LEAST, width)
  return { least, most: Math.max(least, width - (isBeside ? LIST : COVERED_LIST)) }
}

/** The width shown: the chosen one within the bounds, by default more in a wide window. */
export function shownWidth(chosen: number | null, room: Room): number {
  const byDefault = Math.max(410, Math.min(540, Math.round(room.width * 0.3)))
  const { least, most } = widthBounds(room)
  return Math.max(least, Math.min(most, chosen ?? byDefault))
}

/** Change by one press of an arrow key. */
const STEP = 16

/** The width after a key on the edge left of the inspector; `null` if the key means nothing there. */
export function widthAfterKey(key: string, shown: number, { least, most }: WidthBounds): number | null {
  switch (key) {
    case 'ArrowLeft':
      return Math.min(most, shown + STEP)
    case 'ArrowRight':
      return Math.max(least, shown - STEP)
    case 'Home':
      return least
    case 'End':
      return most
    default:
      return null
  }
}
