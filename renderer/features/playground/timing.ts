import type { Run } from '#shared/contract/embeddings.ts'

export interface Timing {
  tokens: number | null
  /** Milliseconds by the server's own clock, or what Corral measured where it does not say. */
  ms: number
  isMeasured: boolean
  loadMs: number | null
  /** While it embedded, loading left out; `null` where it cannot be told. */
  tokensPerSecond: number | null
}

export function timingOf({ tokens, totalNs, loadNs, elapsedMs }: Run): Timing {
  const workNs = totalNs === null ? 0 : totalNs - (loadNs ?? 0)
  return {
    tokens,
    ms: totalNs === null ? elapsedMs : totalNs / 1e6,
    isMeasured: totalNs === null,
    loadMs: loadNs === null ? null : loadNs / 1e6,
    tokensPerSecond: tokens !== null && workNs > 0 ? tokens / (workNs / 1e9) : null,
  }
}
