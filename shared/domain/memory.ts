/** Where a loaded model lies, in bytes; `unknown` where the server's figures contradict each other. */
export type MemorySplit =
  | { kind: 'gpu' | 'cpu' | 'split'; gpu: number; cpu: number; gpuShare: number }
  | { kind: 'unknown' }

/** `size` and `sizeVram` as `/api/ps` reports them, read as `ollama ps` reads them (Ollama v0.33 source). */
export function memorySplit({ size, sizeVram }: { size: number; sizeVram: number }): MemorySplit {
  if (!(size > 0 && sizeVram >= 0 && sizeVram <= size)) return { kind: 'unknown' }
  const kind = sizeVram === 0 ? 'cpu' : sizeVram === size ? 'gpu' : 'split'
  return { kind, gpu: sizeVram, cpu: size - sizeVram, gpuShare: sizeVram / size }
}

export type Expiry = { kind: 'never' } | { kind: 'stopping' } | { kind: 'in'; ms: number }

/** A negative keep-alive is some 292 years to the server (Go's longest duration); nobody sets a hundred. */
const FOREVER_MS = 100 * 365 * 24 * 60 * 60 * 1000

/** When a model goes, both instants on the server's clock. An expiry in the past is a model being unloaded. */
export function expiryOf(expiresAt: number | null, serverNow: number): Expiry {
  if (expiresAt === null || expiresAt - serverNow > FOREVER_MS) return { kind: 'never' }
  const ms = expiresAt - serverNow
  return ms > 0 ? { kind: 'in', ms } : { kind: 'stopping' }
}

/** Bytes held on GPUs, in system memory, and by models of which the server does not say where they lie. */
export function memoryTotals(models: { size: number; sizeVram: number }[]): {
  gpu: number
  cpu: number
  unknown: number
} {
  const totals = { gpu: 0, cpu: 0, unknown: 0 }
  for (const model of models) {
    const split = memorySplit(model)
    if (split.kind === 'unknown') totals.unknown += Math.max(0, model.size)
    else {
      totals.gpu += split.gpu
      totals.cpu += split.cpu
    }
  }
  return totals
}
