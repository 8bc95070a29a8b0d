export interface Area {
  x: number
  y: number
  width: number
  height: number
}

export const MIN = { width: 900, height: 600 }
const FIRST = { width: 1280, height: 800 }

/**
 * Where to open: as it was left, pushed into the nearest display that is still there, so that no window
 * opens where nobody can see it.
 */
export function placeWindow(kept: Area | null, displays: Area[]): Partial<Area> & { width: number; height: number } {
  if (!kept || displays.length === 0) return FIRST
  const overlap = (display: Area) =>
    Math.max(0, Math.min(kept.x + kept.width, display.x + display.width) - Math.max(kept.x, display.x)) *
    Math.max(0, Math.min(kept.y + kept.height, display.y + display.height) - Math.max(kept.y, display.y))
  const display = displays.reduce((best, next) => (overlap(next) > overlap(best) ? next : best))
  const width = Math.max(MIN.width, Math.min(kept.width, display.width))
  const height = Math.max(MIN.height, Math.min(kept.height, display.height))
  const within = (at: number, size: number, from: number, room: number) =>
    Math.round(Math.max(from, Math.min(at, from + room - size)))
  return {
    x: within(kept.x, width, display.x, display.width),
    y: within(kept.y, height, display.y, display.height),
    width,
    height,
  }
}
