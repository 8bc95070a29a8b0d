import type { Layer, Transfer } from '../contract/transfers.ts'
import type { ProgressLine } from '../ollama/progress-line.ts'
import { meterAdd, meterRate, stillMeter, type Meter } from './rate.ts'

/**
 * What the lines of one pull or push stream amount to. Immutable; `startProgress`, then one `advance`
 * a line, and `viewOf` whenever someone wants to see. Instants are milliseconds of the caller's clock.
 */
export interface Progress {
  readonly status: string
  readonly phase: Transfer['phase']
  readonly layers: readonly ReachedLayer[]
  readonly meter: Meter
  /** When the last line came, and how long before that the last byte. */
  readonly at: number
  readonly quietFor: number
}

interface ReachedLayer extends Readonly<Layer> {
  /** The most that was ever there: what falls below it and comes again does not count as moved again. */
  readonly high: number
  /** Whether all is known from its first line, so that `cached` is still a guess. */
  readonly first: boolean
}

export type ProgressView = Pick<
  Transfer,
  'status' | 'phase' | 'layers' | 'completed' | 'total' | 'moved' | 'cached' | 'rate' | 'remainingMs' | 'quietSince'
>

/** How often the server writes a line while it moves a layer. */
const TICK_MS = 60

/** A first tick can hold several ticks' worth, since what stood in buffers comes at once: three were seen. */
const BURST = 4

/** Tensor models are one layer of this literal digest, a line for each read. */
const TENSORS = 'sha256:model'

/** What 64 workers read at a time, 32 KiB each: smaller ups and downs can come from the order of their lines. */
const READS = 64 * 32 * 1024

/** 10 Gbit/s, in bytes a millisecond. */
const FASTEST = 1_250_000

/** So long a connection may take to come back without a word. */
const QUIET_MS = 5000

/** Bytes a second below which a time left means nothing: a gigabyte would take eleven days. */
const NEGLIGIBLE_RATE = 1000

/** Far more than any model has. What a mad server sends beyond is added up in the oldest. */
const MAX_LAYERS = 2000

export function startProgress(now: number): Progress {
  return { status: '', phase: 'starting', layers: [], meter: stillMeter, at: now, quietFor: 0 }
}

/**
 * The state after one more line. No line makes it throw: what is no digest or no size is left out of
 * account, and a status never seen before is phase `other` and stands as it came.
 */
export function advance(progress: Progress, line: ProgressLine, now: number): Progress {
  const elapsed = now > progress.at ? now - progress.at : 0
  const status = typeof line.status === 'string' ? line.status : ''
  const known = progress.layers.findLast((layer) => layer.digest === line.digest)
  const total = sizeOf(line.total) || (known?.total ?? 0)
  const completed = Math.min(sizeOf(line.completed), total)
  const isLayer = typeof line.digest === 'string' && line.digest !== '' && total > 0
  const phase = isLayer ? 'layers' : phaseOf(status)

  // A layer's last tick is often missing: it is the next layer, or what follows them all, that tells it is whole.
  const over = phase === 'verifying' || phase === 'finishing' || (isLayer && !known)
  const moving = known && reach(known, total, completed, elapsed)
  const layers = progress.layers.map((layer) => {
    if (layer === known && moving) return moving
    return over ? reach(layer, layer.total, layer.total, elapsed) : layer
  })
  if (isLayer && !known) {
    layers.push({ digest: line.digest ?? '', total, completed, cached: completed, high: completed, first: true })
    if (layers.length > MAX_LAYERS) layers.splice(0, 2, addedUp(layers.slice(0, 2)))
  }
  const arrived = known && moving ? moving.completed > known.completed : isLayer
  const bytes = known && moving ? moving.high - known.high - Math.max(0, moving.cached - known.cached) : 0
  const quietFor = arrived ? 0 : progress.quietFor + elapsed
  // Rolled-back bytes are left out of the rate, and so is the time in which they come again.
  const refetching = quietFor < QUIET_MS && (progress.layers.some(isRolledBack) || layers.some(isRolledBack))
  const meter = refetching ? progress.meter : meterAdd(progress.meter, bytes, elapsed)
  return { status, phase, layers, meter, at: now, quietFor }
}

/** The state when a stream that broke off begins anew: the time between is no part of any rate. */
export function resume(progress: Progress, now: number): Progress {
  return { ...progress, at: now, quietFor: 0 }
}

/** What the page is shown of it at `now`. */
export function viewOf(progress: Progress, now: number): ProgressView {
  const { status, phase, meter, at, quietFor } = progress
  const { total, completed, cached, high } = addedUp(progress.layers)
  const idle = Math.max(0, now - at)
  const due = phase === 'layers' ? total - completed : 0
  const rate = phase === 'layers' ? meterRate(meter, idle) : null
  return {
    status,
    phase,
    layers: progress.layers.map(({ digest, total, completed, cached }) => ({ digest, total, completed, cached })),
    completed,
    total,
    moved: high - cached,
    cached,
    rate,
    remainingMs: due > 0 && rate !== null && rate >= NEGLIGIBLE_RATE ? (due / rate) * 1000 : null,
    quietSince: due > 0 && quietFor + idle >= QUIET_MS ? Math.min(at, now) - quietFor : null,
  }
}

function phaseOf(status: string): Transfer['phase'] {
  if (/^(pulling|retrieving) manifest$/.test(status)) return 'manifest'
  if (/^((writing|pushing) manifest|removing (any )?unused layers|success)$/.test(status)) return 'finishing'
  if (status.startsWith('verifying ')) return 'verifying'
  return /^(pulling|pushing) \S+$/.test(status) ? 'layers' : 'other'
}

/** Zero where there is none: the server leaves out zeros. Bounded, so that sums stay finite. */
function sizeOf(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.min(value, Number.MAX_SAFE_INTEGER) : 0
}

function isRolledBack({ high, completed }: ReachedLayer): boolean {
  return high - completed > READS
}

function reach(layer: ReachedLayer, total: number, completed: number, elapsed: number): ReachedLayer {
  const high = Math.max(layer.high, completed)
  return {
    digest: layer.digest,
    total: Math.max(total, high),
    completed,
    cached: cachedIn(layer, completed, elapsed),
    high,
    first: layer.first && completed === layer.completed,
  }
}

/**
 * How much of a layer was there before, judged anew by one more figure for `completed`.
 *
 * The first line of a layer that is resumed holds what was saved and one tick of new bytes; that of a
 * fresh one holds the tick alone. No bound on the speed of networks tells them apart, but the next
 * bytes do: what is no more than a few ticks at their speed was not saved but fetched. Until then, and
 * in doubt, it counts as cached, so that the rate is never absurd.
 */
function cachedIn(layer: ReachedLayer, completed: number, elapsed: number): number {
  // Saved bytes are never rolled back, so what falls away was not saved.
  if (completed < layer.cached) return completed
  const risen = completed - layer.high
  // Parts of tensor models that are found on the disk are reported at once, in the midst of the reads.
  if (layer.digest === TENSORS && risen > READS + FASTEST * elapsed) return layer.cached + risen
  const tick = risen * Math.min(1, TICK_MS / elapsed)
  return layer.first && layer.cached <= BURST * tick ? 0 : layer.cached
}

/** Several layers as one, under the digest of the first. */
function addedUp(layers: readonly ReachedLayer[]): ReachedLayer {
  const sum = { digest: layers[0]?.digest ?? '', total: 0, completed: 0, cached: 0, high: 0, first: false }
  for (const layer of layers) {
    sum.total += layer.total
    sum.completed += layer.completed
    sum.cached += layer.cached
    sum.high += layer.high
  }
  return sum
}

/** A transfer is shown as stalled after this time without a byte while bytes are due, in milliseconds. */
export const STALLED_AFTER = 20_000

export function isStalled({ quietSince }: Pick<Transfer, 'quietSince'>, now: number): boolean {
  return quietSince !== null && now - quietSince >= STALLED_AFTER
}
