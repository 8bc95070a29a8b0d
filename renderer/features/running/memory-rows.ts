import { memorySplit } from '#shared/domain/memory.ts'

export type MemoryKind = 'gpu' | 'cpu' | 'unknown'

/** One kind of memory and what each model holds of it. */
export interface MemoryRow {
  kind: MemoryKind
  bytes: number
  /** Share of the width, so that all rows have one scale: the largest fills it. */
  share: number
  parts: readonly { name: string; bytes: number; series: number }[]
}

/**
 * What models hold of each kind of memory, the kinds that hold something only, except that GPU memory
 * is always told. A model's series is its index.
 */
export function memoryRows(models: readonly { name: string; size: number; sizeVram: number }[]): MemoryRow[] {
  const rows: Record<MemoryKind, { name: string; bytes: number; series: number }[]> = { gpu: [], cpu: [], unknown: [] }
  for (const [series, model] of models.entries()) {
    const split = memorySplit(model)
    const bytes = split.kind === 'unknown' ? { unknown: Math.max(0, model.size) } : { gpu: split.gpu, cpu: split.cpu }
    for (const kind of ['gpu', 'cpu', 'unknown'] as const) {
      const held = (bytes as Partial<Record<MemoryKind, number>>)[kind] ?? 0
      if (held > 0) rows[kind].push({ name: model.name, bytes: held, series })
    }
  }
  const sums = Object.entries(rows).map(([kind, parts]) => ({
    kind: kind as MemoryKind,
    parts,
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
  }))
  const largest = Math.max(...sums.map(({ bytes }) => bytes))
  return sums
    .filter(({ kind, bytes }) => kind === 'gpu' || bytes > 0)
    .map((row) => ({ ...row, share: largest > 0 ? row.bytes / largest : 0 }))
}
