/** Bounds of presets. Apart from `presets.ts`, since a page that needs only these does not load zod. */

/** How many presets are kept. */
export const MAX_PRESETS = 1_000

/** The largest number that an option takes here. The server has its own limits. */
export const MOST_OPTION = 1_000_000_000
