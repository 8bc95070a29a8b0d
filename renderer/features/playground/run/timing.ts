import type { Facts } from '../../../workers/files/saved.ts'

export interface Timing {
  tokens: number | null
  /** The whole run, wherever it is shown: milliseconds as the server reports them, else as Corral measured them. */
  ms: number
  isMeasured: boolean
  loadMs: number | null
  /** Milliseconds without loading. */
  embedMs: number | null
  /** Speed without loading; `null` if unknown. */
  tokensPerSecond: number | null
}

/** `totalNs` and `loadNs` are the server's figures, in nanoseconds. */
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
