import { seededRandom } from '#shared/domain/random.ts'

/** Choices that a seed determines. */
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
  const next = seededRandom(seed)
  const below = (most: number) => Math.floor(next() * most)
  return { next, below, chance: (share) => next() < share, pick: (items) => items[below(items.length)] }
}
