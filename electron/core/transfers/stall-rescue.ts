import type { ProgressLine } from '#shared/ollama/progress-line.ts'
import { SMALL_FALL } from '#shared/domain/progress.ts'
import { median } from '#shared/domain/rate.ts'

/** Maximum number of rescues of a job. */
export const MOST_RESCUES = 5

/** How long a pull is slow or still before that counts as a stall, in milliseconds. */
const STALLED_FOR = 20_000

/** A pull is slow below this share of its median rate. */
const SLOW_SHARE = 0.1

/** Minimum and maximum number of seconds of which the median is taken. */
const FEWEST_RATES = 10
const KEPT_RATES = 600

/**
 * The server sends a line every 60 ms even if no byte arrives. A longer silence can be a proxy that delays lines, and is
 * no sign of a stall unless it lasts.
 */
const TALKS_WITHIN = 5_000
const SILENT_FOR = 120_000

/** A part that fails twice is likely to fail again: the server gives up after the sixth time. */
const FALLS = 2

/**
 * Without a rescue left, a pull has failed after so long without a byte: by then the server has made all six tries of
 * a part, of up to 30 s each, with 63 s between them.
 */
const GIVEN_UP_AFTER = 600_000

/** The recent rates of one pull. Times are milliseconds of the caller's clock. Immutable. */
export interface StallWatch {
  /** Bytes a second, for each second of this and earlier requests before the last 20 s; oldest first. */
  readonly rates: readonly number[]
  /** Bytes received in this request by a time, for each second of the last 20 s; oldest first. */
  readonly samples: readonly { readonly at: number; readonly received: number }[]
  readonly received: number
  /** The layer of the last line and how much of it was there; empty outside of `pulling`. */
  readonly digest: string
  readonly completed: number
  readonly isDue: boolean
  readonly falls: number
  readonly lineAt: number
  readonly byteAt: number
}

/** The watch before a request, with the rates that an earlier one of the same job had. */
export function startWatch(rates: readonly number[] = []): StallWatch {
  return {
    rates,
    samples: [],
    received: 0,
    digest: '',
    completed: 0,
    isDue: false,
    falls: 0,
    lineAt: 0,
    byteAt: 0,
  }
}

/** The watch after a line. The first line of a layer tells what was there before, not what was received. */
export function watchLine(watch: StallWatch, line: ProgressLine, now: number): StallWatch {
  const { digest = '', total = 0, completed = 0 } = line
  if (digest === '' || total <= 0) return { ...watch, digest: '', isDue: false, lineAt: now }
  const moved = digest === watch.digest ? completed - watch.completed : 0
  const received = watch.received + Math.max(0, moved)
  return {
    ...sampled(watch, received, now),
    received,
    digest,
    completed,
    isDue: completed < total,
    falls: watch.falls + (moved < -SMALL_FALL ? 1 : 0),
    lineAt: now,
    byteAt: moved > 0 || digest !== watch.digest ? now : watch.byteAt,
  }
}

/**
 * Why a pull stalls at `now`, or `null`: far below its median rate or without a byte for 20 s, without even a line for
 * two minutes, or set back twice. Only while a layer is pulled: the check of the files sends no lines for minutes.
 */
export function stallOf(watch: StallWatch, now: number): 'slow' | 'still' | 'silent' | 'back' | null {
  if (!watch.isDue) return null
  if (watch.falls >= FALLS) return 'back'
  const quiet = now - watch.lineAt
  if (quiet >= TALKS_WITHIN) return quiet >= SILENT_FOR ? 'silent' : null
  if (now - watch.byteAt >= STALLED_FOR) return 'still'
  return isSlow(watch, now) ? 'slow' : null
}

/** Whether a pull without rescues left has failed. */
export function isGivenUp({ isDue, byteAt }: StallWatch, now: number): boolean {
  return isDue && now - byteAt >= GIVEN_UP_AFTER
}

function isSlow({ samples, received, rates }: StallWatch, now: number): boolean {
  const from = samples.findLast(({ at }) => now - at >= STALLED_FOR)
  if (!from || rates.length < FEWEST_RATES) return false
  const rate = ((received - from.received) / (now - from.at)) * 1000
  return rate < SLOW_SHARE * median(rates)
}

function sampled(watch: StallWatch, received: number, now: number): StallWatch {
  // Delayed lines arrive together.
  if (now - watch.lineAt >= TALKS_WITHIN) return { ...watch, samples: [{ at: now, received }] }
  const last = watch.samples.at(-1)
  if (last && now - last.at < 1000) return watch
  const samples = [...watch.samples, { at: now, received }]
  const kept = Math.max(
    0,
    samples.findLastIndex(({ at }) => now - at >= STALLED_FOR),
  )
  const rates = samples.slice(0, kept).map(({ at, received: before }, index) => {
    const next = samples[index + 1] ?? { at, received: before }
    return ((next.received - before) / (next.at - at)) * 1000
  })
  if (rates.length === 0) return { ...watch, samples }
  return { ...watch, samples: samples.slice(kept), rates: [...watch.rates, ...rates].slice(-KEPT_RATES) }
}
