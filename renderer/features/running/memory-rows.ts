import type { Amount } from '#shared/domain/amount.ts'
import { leastOf, memoryOf, type MemoryFigures } from '#shared/domain/memory.ts'

export type MemoryKind = 'gpu' | 'cpu' | 'unknown'

/** One kind of memory and what each model holds of it. */
export interface MemoryRow {
  kind: MemoryKind
  amount: Amount
  /** Share of the width: all rows have one scale, and the largest fills it. */
  share: number
  parts: readonly { name: string; bytes: number; series: number }[]
}

/**
 * Use of GPU memory, of system memory, and of memory that the server does not attribute; no rows if it reports
 * no memory of any model.
 *
 * @param hasGpu where it is known that there is none, GPU memory has no row; `null`: not known
 */
export function memoryRows(
  models: readonly (MemoryFigures & { name: string; slot: number })[],
  hasGpu: boolean | null = null,
): MemoryRow[] {
  const all = models.map((model) => ({ model, memory: memoryOf(model) }))
  const isPartial = all.some(({ memory }) => memory.isPartial)
  const sums = (['gpu', 'cpu', 'unknown'] as const).map((kind) => {
    const parts = all
      .map(({ model: { name, slot }, memory }) => ({ name, bytes: memory[kind], series: slot }))
      .filter(({ bytes }) => bytes > 0)
    return { kind, parts, bytes: parts.reduce((sum, part) => sum + part.bytes, 0) }
  })
  const largest = Math.max(...sums.map(({ bytes }) => bytes))
  if (largest === 0 && isPartial) return []
  const isSomewhere = sums.some(({ kind, bytes }) => kind === 'unknown' && bytes > 0)
  return sums
    .filter(({ kind, bytes }) => bytes > 0 || kind === 'cpu' || (kind === 'gpu' && hasGpu !== false))
    .map(({ kind, bytes, parts }) => ({
      kind,
      amount: leastOf(bytes, isPartial || (isSomewhere && kind !== 'unknown')),
      share: largest > 0 ? bytes / largest : 0,
      parts,
    }))
}
