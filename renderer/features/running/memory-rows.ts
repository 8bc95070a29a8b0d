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

/** What models hold of GPU memory and of system memory, and of either where the server's figures do not tell. */
export function memoryRows(
  models: readonly { name: string; slot: number; size: number; sizeVram: number }[],
): MemoryRow[] {
  const rows: Record<MemoryKind, { name: string; bytes: number; series: number }[]> = { gpu: [], cpu: [], unknown: [] }
  for (const model of models) {
    const split = memorySplit(model)
    const bytes = split.kind === 'unknown' ? { unknown: Math.max(0, model.size) } : { gpu: split.gpu, cpu: split.cpu }
    for (const kind of ['gpu', 'cpu', 'unknown'] as const) {
      const held = (bytes as Partial<Record<MemoryKind, number>>)[kind] ?? 0
      if (held > 0) rows[kind].push({ name: model.name, bytes: held, series: model.slot })
    }
  }
  const sums = Object.entries(rows).map(([kind, parts]) => ({
    kind: kind as MemoryKind,
    parts,
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
  }))
  const largest = Math.max(...sums.map(({ bytes }) => bytes))
  return sums
    .filter(({ kind, bytes }) => kind !== 'unknown' || bytes > 0)
    .map((row) => ({ ...row, share: largest > 0 ? row.bytes / largest : 0 }))
}
