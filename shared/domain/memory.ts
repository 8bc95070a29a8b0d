import type { HostMemory } from '../contract/hosts.ts'
import type { MemoryState } from '../contract/memory.ts'
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

/** What is in one place for certain. */
export function amountIn(place: 'gpu' | 'cpu', { unknown, isPartial, ...bytes }: Memory): Amount {
  return leastOf(bytes[place], isPartial || unknown > 0)
}

/**
 * The place that a sum of models is told of first: the GPU, unless the host has none, or is not known to have one and
 * has models in system memory only.
 *
 * @param hasGpu `null`: not known
 */
export function mainPlace({ gpu, cpu }: Memory, hasGpu: boolean | null): 'gpu' | 'cpu' {
  return gpu > 0 || hasGpu === true || (hasGpu === null && cpu === 0) ? 'gpu' : 'cpu'
}

/** Whether a host has a GPU that its server uses, by readings of its computer, else by what its user typed. */
export function hasGpu(read: Pick<MemoryState, 'state' | 'gpus'> | null, typed: HostMemory | null): boolean | null {
  if (read?.state === 'read')
    return read.gpus.some(({ isIntegrated }) => !isIntegrated) || (read.gpus.length > 0 ? null : false)
  return typed?.gpus ? typed.gpus.length > 0 : typed?.isUnified ? true : null
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
