import { z } from 'zod'
import { FIRST, MIN } from './window-options.ts'

export interface Area {
  x: number
  y: number
  width: number
  height: number
}

export const MOST_DISPLAYS = 12

const boundsSchema = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  maximized: z.boolean(),
})
type Bounds = z.infer<typeof boundsSchema>

export const placeSchema = z.object({ display: z.string(), bounds: boundsSchema })
/** The last place of the window on each display, the last used first; at most `MOST_DISPLAYS`. */
export type Places = z.infer<typeof placeSchema>[]

/** A display, recognized by position and size, since the system's ids for displays change. */
export interface Screen {
  bounds: Area
  workArea: Area
}
const keyOf = ({ bounds: { x, y, width, height } }: Screen) => `${x},${y} ${width}x${height}`

/**
 * Where to open the window: its last place on the most recently used connected display, moved completely into the
 * work area, so that it is visible.
 */
export function placeWindow(
  places: Places,
  screens: readonly Screen[],
): { bounds: Partial<Area> & typeof FIRST; maximized: boolean } {
  const [last] = places
  const known = places.find(({ display }) => screens.some((screen) => keyOf(screen) === display)) ?? last
  const nearest = known && mostOf(known.bounds, screens)
  if (!known || !nearest) return { bounds: FIRST, maximized: false }
  const { workArea } = nearest
  const width = Math.max(MIN.width, Math.min(known.bounds.width, workArea.width))
  const height = Math.max(MIN.height, Math.min(known.bounds.height, workArea.height))
  return {
    bounds: {
      x: within(known.bounds.x, workArea.x, workArea.width, width),
      y: within(known.bounds.y, workArea.y, workArea.height, height),
      width,
      height,
    },
    maximized: known.bounds.maximized,
  }
}

/** The start of an interval of `length` at `at`, moved so that it lies in the `room` that begins at `from`. */
export function within(at: number, from: number, room: number, length: number): number {
  return Math.round(Math.max(from, Math.min(at, from + room - length)))
}

/** The places with the present one added, as that of its display and as the first. */
export function notePlace(places: Places, bounds: Bounds, screens: readonly Screen[]): Places {
  const screen = mostOf(bounds, screens)
  if (!screen) return places
  const display = keyOf(screen)
  return [{ display, bounds }, ...places.filter((each) => each.display !== display)].slice(0, MOST_DISPLAYS)
}

/** The display on which most of an area lies. */
function mostOf(area: Area, screens: readonly Screen[]): Screen | undefined {
  const overlap = ({ workArea }: Screen) =>
    Math.max(0, Math.min(area.x + area.width, workArea.x + workArea.width) - Math.max(area.x, workArea.x)) *
    Math.max(0, Math.min(area.y + area.height, workArea.y + workArea.height) - Math.max(area.y, workArea.y))
  return screens.reduce<Screen | undefined>(
    (best, next) => (best === undefined || overlap(next) > overlap(best) ? next : best),
    undefined,
  )
}
