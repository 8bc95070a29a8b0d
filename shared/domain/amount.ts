/**
 * How exactly a figure is known. `at_most`: the true one may be smaller, since it is not known what models share;
 * `at_least`: some parts of the sum are not known; `unknown`: no part is.
 */
export const exactnesses = ['exact', 'at_most', 'at_least', 'unknown'] as const
export type Exactness = (typeof exactnesses)[number]

/** A figure in bytes with its exactness, which is shown wherever the figure is. */
export interface Amount {
  bytes: number
  exactness: Exactness
}

export const exactly = (bytes: number | null): Amount =>
  bytes === null ? { bytes: 0, exactness: 'unknown' } : { bytes, exactness: 'exact' }
