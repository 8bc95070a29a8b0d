import { within, type Area } from './window-place.ts'

const GAP = 6

/**
 * Where the panel opens: beside the tray's icon, on the side of the screen's middle; without an icon whose
 * place is known (Linux), in the corner nearest to the pointer. Always whole within the work area.
 *
 * @param icon the tray icon's bounds, or those of the pointer without width and height
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
  // A bar at the left or right has its icons beside the work area, one above or below has them over or under it.
  const isBeside = icon.x + icon.width <= work.x || icon.x >= right
  const x = isBeside ? (isLeft ? work.x + GAP : right - size.width - GAP) : icon.x + icon.width / 2 - size.width / 2
  const y = isBeside
    ? icon.y + icon.height / 2 - size.height / 2
    : isTop
      ? Math.max(work.y, icon.y + icon.height) + GAP
      : Math.min(bottom, icon.y) - size.height - GAP
  return { x: within(x, work.x, work.width, size.width), y: within(y, work.y, work.height, size.height) }
}
