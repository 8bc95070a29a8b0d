/** Numbers that a seed determines, evenly spread (Mulberry32). */
export interface Random {
  /** At least 0 and less than 1. */
  next(): number
  /** A whole number from 0 and less than `most`. */
  below(most: number): number
  chance(share: number): boolean
  /** `undefined` of none. */
  pick<T>(items: readonly T[]): T | undefined
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (most: number) => Math.floor(next() * most)
  return { next, below, chance: (share) => next() < share, pick: (items) => items[below(items.length)] }
}
