import type { Loaded } from '../contract/running.ts'
import type { Amount } from './amount.ts'

/** The memory figures of a loaded model in `/api/ps`, in bytes; `null` if absent or unusable. */
export type MemoryFigures = Pick<Loaded, 'size' | 'sizeVram'>

/**
 * Where the memory of a loaded model is, in bytes; `unknown` if a figure is missing or the two contradict each other.
 */
export type MemorySplit = { kind: 'gpu' | 'cpu' | 'split'; gpu: number; cpu: number } | { kind: 'unknown' }

/** Interprets `size` and `sizeVram` as `ollama ps` does (Ollama v0.33 source). */
export function memorySplit({ size, sizeVram }: MemoryFigures): MemorySplit {
  if (size === null || sizeVram === null || !(size > 0 && sizeVram >= 0 && sizeVram <= size)) return { kind: 'unknown' }
  const kind = sizeVram === 0 ? 'cpu' : sizeVram === size ? 'gpu' : 'split'
  return { kind, gpu: sizeVram, cpu: size - sizeVram }
}

/** `overdue`: `ms` past its time, as while a request is running. */
export type Expiry =
  | { kind: 'never' }
  | { kind: 'unknown' }
  | { kind: 'stopping' }
  | { kind: 'overdue'; ms: number }
  | { kind: 'in'; ms: number }

/**
 * When a model is unloaded, at the time `serverNow` of the server's clock.
 */
export function expiryOf(
  { expiresAt, stoppingSince }: Pick<Loaded, 'expiresAt' | 'stoppingSince'>,
  serverNow: number,
): Expiry {
  if (stoppingSince !== null) return { kind: 'stopping' }
  if (expiresAt === null) return { kind: 'unknown' }
  if (expiresAt === 'never') return { kind: 'never' }
  const ms = expiresAt - serverNow
  return ms > 0 ? { kind: 'in', ms } : { kind: 'overdue', ms: serverNow - expiresAt }
}

/** Bytes used by models, by place. */
export interface Memory {
  gpu: number
  cpu: number
  /** Bytes of unknown place. */
  unknown: number
  /** Whether the memory of some model is not reported: the other figures are lower bounds. */
  isPartial: boolean
}

export function memoryOf(model: MemoryFigures): Memory {
  const split = memorySplit(model)
  if (split.kind !== 'unknown') return { gpu: split.gpu, cpu: split.cpu, unknown: 0, isPartial: false }
  const { size, sizeVram } = model
  if (size !== null && size > 0) return { gpu: 0, cpu: 0, unknown: size, isPartial: false }
  return { gpu: sizeVram !== null && sizeVram > 0 ? sizeVram : 0, cpu: 0, unknown: 0, isPartial: true }
}

/** An amount that is a lower bound if `isPartial`. */
export function leastOf(bytes: number, isPartial: boolean): Amount {
  return { bytes, exactness: !isPartial ? 'exact' : bytes > 0 ? 'at_least' : 'unknown' }
}

/** All of it, in any place. */
export function heldOf({ gpu, cpu, unknown, isPartial }: Memory): Amount {
  return leastOf(gpu + cpu + unknown, isPartial)
}

/** What is on GPUs for certain. */
export function gpuOf({ gpu, unknown, isPartial }: Memory): Amount {
  return leastOf(gpu, isPartial || unknown > 0)
}

export function memoryTotals(models: readonly MemoryFigures[]): Memory {
  const totals: Memory = { gpu: 0, cpu: 0, unknown: 0, isPartial: false }
  for (const { gpu, cpu, unknown, isPartial } of models.map(memoryOf)) {
    totals.gpu += gpu
    totals.cpu += cpu
    totals.unknown += unknown
    totals.isPartial ||= isPartial
  }
  return totals
}
