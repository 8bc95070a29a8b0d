/**
 * How well a figure is known. `at_most`: something that may make it smaller is not known (what models
 * share); `at_least`: some of what it sums up is not known; `unknown`: nothing of it is.
 */
export type Exactness = 'exact' | 'at_most' | 'at_least' | 'unknown'

/** A figure on its way to the eye: whoever shows it shows how well it is known. */
export interface Amount {
  bytes: number
  exactness: Exactness
}

export const exactly = (bytes: number | null): Amount =>
  bytes === null ? { bytes: 0, exactness: 'unknown' } : { bytes, exactness: 'exact' }
