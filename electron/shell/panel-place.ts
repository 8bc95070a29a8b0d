import { within, type Area } from './window-place.ts'

const GAP = 6

/**
 * The position of the panel: beside the tray's icon, towards the middle of the screen; if the icon's position is
 * unknown (Linux), in the corner nearest to the pointer. Always completely within the work area.
 *
 * @param icon the bounds of the tray icon, or the position of the pointer without width and height
 */
export function placePanel(size: { width: number; height: number }, icon: Area, work: Area): { x: number; y: number } {
  const isPointer = icon.width === 0 && icon.height === 0
  const right = work.x + work.width
  const bottom = work.y + work.height
  const isLeft = icon.x + icon.width / 2 < work.x + work.width / 2
  const isTop = icon.y + icon.height / 2 < work.y + work.height / 2
  if (isPointer)
    return {
      x: within(isLeft ? work.x + GAP : right - size.width - GAP, work.x, work.width, size.width),
      y: within(isTop ? work.y + GAP : bottom - size.height - GAP, work.y, work.height, size.height),
    }
  // Icons of a vertical bar are beside the work area, those of a horizontal bar above or below it.
  const isBeside = icon.x + icon.width <= work.x || icon.x >= right
  const x = isBeside ? (isLeft ? work.x + GAP : right - size.width - GAP) : icon.x + icon.width / 2 - size.width / 2
  const y = isBeside
    ? icon.y + icon.height / 2 - size.height / 2
    : isTop
      ? Math.max(work.y, icon.y + icon.height) + GAP
      : Math.min(bottom, icon.y) - size.height - GAP
  return { x: within(x, work.x, work.width, size.width), y: within(y, work.y, work.height, size.height) }
}
