import type { Facts } from '../../../workers/files/saved.ts'

export interface Timing {
  tokens: number | null
  /** Milliseconds by the server's own clock, or what Corral measured where it does not say. */
  ms: number
  isMeasured: boolean
  loadMs: number | null
  /** What the server took but for loading. */
  embedMs: number | null
  /** While it embedded; `null` where it cannot be told. */
  tokensPerSecond: number | null
}

/** The server counts in nanoseconds. */
export function timingOf({ tokens, totalNs, loadNs, elapsedMs }: Facts['figures']): Timing {
  const workNs = totalNs === null ? null : Math.max(0, totalNs - (loadNs ?? 0))
  return {
    tokens,
    ms: totalNs === null ? elapsedMs : totalNs / 1e6,
    isMeasured: totalNs === null,
    loadMs: loadNs === null ? null : loadNs / 1e6,
    embedMs: workNs === null ? null : workNs / 1e6,
    tokensPerSecond: tokens !== null && workNs !== null && workNs > 0 ? tokens / (workNs / 1e9) : null,
  }
}
