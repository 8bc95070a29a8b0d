/** Fewest points of a layout. In a file of its own, so that the page need not load the code of the worker. */
export const LEAST_LAID_OUT = 4
