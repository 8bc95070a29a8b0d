/** With fewer points there is nothing to lay out. */
export const LEAST_LAID_OUT = 4
