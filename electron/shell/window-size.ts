/** In pixels that do not depend on the display. */
export const MIN = { width: 900, height: 600 }
export const FIRST = { width: 1280, height: 800 }
