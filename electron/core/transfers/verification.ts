import type { Transfer } from '#shared/contract/transfers.ts'
import type { ProgressLine } from '#shared/ollama/progress-line.ts'
import type { Clock } from '../platform.ts'

/** Bytes whose verification says something about the rate; of less, most of the time is something else. */
const TELLING_BYTES = 100e6

/** Estimates how long the server still verifies, and measures how fast it does. It reports no progress of it. */
export interface Verification {
  /** A new request is sent. */
  begin(): void
  line(line: ProgressLine, phase: Transfer['phase']): void
  /** In milliseconds; `null` while it does not verify, without a known rate, and when it takes longer than estimated. */
  remainingMs(): number | null
  /** Bytes per second; `null` if nothing was measured. */
  rate(): number | null
}

/**
 * The server hashes each layer that it has fetched for the request, from its first byte. A layer that was there already
 * has a first line that says so.
 *
 * @param lastRate of the host, in bytes per second; `null` without one
 */
export function createVerification(clock: Clock, lastRate: () => number | null): Verification {
  let named = new Set<string>()
  let bytes = 0
  let since: number | null = null
  let measured: number | null = null
  return {
    begin() {
      named = new Set()
      bytes = 0
      since = null
    },
    line({ digest, total = 0, completed = 0 }, phase) {
      if (phase === 'layers' && digest !== undefined && !named.has(digest)) {
        named.add(digest)
        if (completed < total) bytes += total
      }
      const now = clock.now()
      if (phase === 'verifying') since ??= now
      else if (since !== null) {
        if (bytes >= TELLING_BYTES && now > since) measured = (bytes / (now - since)) * 1000
        since = null
      }
    },
    remainingMs() {
      if (since === null || bytes === 0) return null
      const rate = lastRate()
      if (rate === null) return null
      const left = (bytes / rate) * 1000 - (clock.now() - since)
      return left > 0 ? left : null
    },
    rate: () => measured,
  }
}
