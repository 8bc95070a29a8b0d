import type { Layer, Transfer } from '../contract/transfers.ts'
import type { ProgressLine } from '../ollama/progress-line.ts'
import { meterAdd, meterRate, emptyMeter, type Meter } from './rate.ts'

/**
 * The state derived from the lines of one pull or push stream. Immutable; starts with `startProgress`, then one
 * `advance` per line; `viewOf` gives the figures to show. Times are milliseconds of the caller's clock.
 */
export interface Progress {
  readonly status: string
  readonly phase: Transfer['phase']
  readonly layers: readonly CountedLayer[]
  /** Whether `layers` are all layers of the model. */
  readonly isWhole: boolean
  /** The highest share of the bytes so far, from 0 to 1. */
  readonly share: number
  readonly meter: Meter
  /** The time of the last line, and how long before it the last byte came. */
  readonly at: number
  readonly quietFor: number
}

interface CountedLayer extends Readonly<Layer> {
  /** The highest `completed` so far: bytes that are rolled back and come again do not count as moved twice. */
  readonly high: number
  /** Whether only its first line is known, so that `cached` is still an estimate. */
  readonly first: boolean
}

/** A layer of the manifest, and how many of its bytes the server has before the pull. */
export interface PlannedLayer {
  digest: string
  size: number
  present: number
}

export type ProgressView = ProgressFigures & Pick<Transfer, 'rate' | 'remainingMs' | 'quietSince'>

/** The figures that are kept from one run to the next. */
export type ProgressFigures = Pick<
  Transfer,
  'status' | 'phase' | 'layers' | 'isWhole' | 'completed' | 'total' | 'share' | 'moved' | 'cached'
>

/** The interval of the server's lines while it transfers a layer. */
const TICK_MS = 60

/**
 * A first line can hold the bytes of several intervals, since buffered bytes come at once: up to three were observed.
 */
const BURST = 4

/** Tensor models are one layer with this literal digest, with a line for each read. */
export const TENSORS = 'sha256:model'

/**
 * What 64 workers read at a time, 32 KiB each, in bytes: smaller changes in either direction can come from lines out of
 * order.
 */
const READS = 64 * 32 * 1024

/** A fall of `completed` by no more than this is not a part that is rolled back. In bytes. */
export const SMALL_FALL = READS

/** 10 Gbit/s, in bytes a millisecond. */
const FASTEST = 1_250_000

/** The share is not higher before the server has verified all layers: a damaged one is fetched again. */
const UNVERIFIED = 0.99

/** A connection without bytes for less than this is not called quiet. */
const QUIET_MS = 5000

/** Below this rate in bytes a second no remaining time is given: a gigabyte would take eleven days. */
const NEGLIGIBLE_RATE = 1000

/**
 * More than any model has. Further layers are added up in the oldest one, so that a faulty server cannot fill the
 * memory.
 */
const MAX_LAYERS = 2000

/** The state before the first line; with `saved`, that of an earlier run, in which no layer has been reached again. */
export function startProgress(now: number, saved?: Pick<ProgressFigures, 'layers' | 'isWhole' | 'share'>): Progress {
  const layers = (saved?.layers ?? []).map(({ digest, total, completed }) => unreached(digest, total, completed))
  const isWhole = saved?.isWhole === true && layers.length > 0
  const share = saved?.share ?? 0
  return { status: '', phase: 'starting', layers, isWhole, share, meter: emptyMeter, at: now, quietFor: 0 }
}

/**
 * Adds the layers of the manifest that the server has not named yet, so that all figures are of the whole model. Ignored
 * if a layer that it has named is not among them: then it pulls another manifest.
 */
export function withPlan(progress: Progress, plan: readonly PlannedLayer[]): Progress {
  const known = new Map(progress.layers.map((layer) => [layer.digest, layer]))
  const layers = plan
    .filter(({ size }) => size > 0)
    .map(({ digest, size, present }) => {
      const layer = known.get(digest)
      if (layer?.isReached && isSameSize(layer, size)) return layer
      return unreached(digest, size, Math.min(size, Math.max(present, layer?.completed ?? 0)))
    })
  const isOther = progress.layers.some((layer) => layer.isReached && !layers.includes(layer))
  if (isOther || layers.length === 0 || layers.length > MAX_LAYERS) return progress
  return { ...progress, layers, isWhole: true, share: shareOf(progress, layers, UNVERIFIED) }
}

/**
 * The state after one more line. Never throws: an invalid digest or size is ignored, and an unknown status gives phase
 * `other` and is kept unchanged.
 */
export function advance(progress: Progress, line: ProgressLine, now: number): Progress {
  const elapsed = now > progress.at ? now - progress.at : 0
  const status = typeof line.status === 'string' ? line.status : ''
  const found = progress.layers.findLast((layer) => layer.digest === line.digest)
  const known = found?.isReached ? found : undefined
  const total = sizeOf(line.total) || (found?.total ?? 0)
  const completed = Math.min(sizeOf(line.completed), total)
  const isLayer = typeof line.digest === 'string' && line.digest !== '' && total > 0
  const phase = isLayer ? 'layers' : phaseOf(status)

  // The last line of a layer is often missing: then the next layer or a later status shows that it is complete.
  const allOver = phase === 'verifying' || phase === 'finishing'
  const over = allOver || (isLayer && !known)
  const moving = known && reach(known, total, completed, elapsed)
  const next = isLayer && !known ? firstSeen(line.digest ?? '', total, completed) : undefined
  const planned = next && found && isSameSize(found, total) ? found : undefined
  // Another manifest than expected: what it has more is not known.
  const isOther = next !== undefined && !planned
  const before = isOther ? progress.layers.filter(({ isReached }) => isReached) : progress.layers
  const layers = before.map((layer) => {
    if (layer === known && moving) return moving
    if (layer === planned && next) return next
    return over && (allOver || layer.isReached) ? reach(layer, layer.total, layer.total, elapsed) : layer
  })
  if (isOther) {
    layers.push(next)
    if (layers.length > MAX_LAYERS) layers.splice(0, 2, addedUp(layers.slice(0, 2)))
  }
  const isWhole = isOther ? next.digest === TENSORS : progress.isWhole || (allOver && layers.length > 0)
  const share = shareOf(progress, layers, isWhole && phase === 'finishing' ? 1 : UNVERIFIED)

  const arrived = known && moving ? moving.completed > known.completed : isLayer
  const bytes = known && moving ? moving.high - known.high - Math.max(0, moving.cached - known.cached) : 0
  const quietFor = arrived ? 0 : progress.quietFor + elapsed
  // Rolled-back bytes are excluded from the rate, and so is the time in which they come again.
  const refetching = quietFor < QUIET_MS && (progress.layers.some(isRolledBack) || layers.some(isRolledBack))
  const meter = refetching ? progress.meter : meterAdd(progress.meter, bytes, elapsed)
  return { status, phase, layers, isWhole, share, meter, at: now, quietFor }
}

/** The state when a broken stream starts again: the time between counts for no rate. */
export function resume(progress: Progress, now: number): Progress {
  return { ...progress, at: now, quietFor: 0 }
}

/** The figures to show at `now`. */
export function viewOf(progress: Progress, now: number): ProgressView {
  const { status, phase, isWhole, share, meter, at, quietFor } = progress
  const { total, completed, cached, high } = addedUp(progress.layers)
  const idle = Math.max(0, now - at)
  const due = phase === 'layers' ? total - completed : 0
  const rate = phase === 'layers' ? meterRate(meter, idle) : null
  return {
    status,
    phase,
    layers: progress.layers.map(({ digest, total, completed, cached, isReached }) => {
      return { digest, total, completed, cached, isReached }
    }),
    isWhole,
    completed,
    total,
    share: total > 0 ? share : null,
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

/** Zero if absent: the server omits zeros. Bounded, so that sums stay finite. */
function sizeOf(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.min(value, Number.MAX_SAFE_INTEGER) : 0
}

/** The server counts the bytes of a tensor model in its own way. */
function isSameSize({ digest, total }: CountedLayer, size: number): boolean {
  return total === size || digest === TENSORS
}

function unreached(digest: string, total: number, completed: number): CountedLayer {
  return { digest, total, completed, cached: completed, high: completed, first: false, isReached: false }
}

function firstSeen(digest: string, total: number, completed: number): CountedLayer {
  return { digest, total, completed, cached: completed, high: completed, first: true, isReached: true }
}

/** The share never falls: neither when a part is rolled back nor when a layer becomes known. */
function shareOf({ share }: Progress, layers: readonly CountedLayer[], most: number): number {
  const { completed, total } = addedUp(layers)
  return total > 0 ? Math.max(share, Math.min(most, completed / total)) : share
}

function isRolledBack({ high, completed }: CountedLayer): boolean {
  return high - completed > SMALL_FALL
}

function reach(layer: CountedLayer, total: number, completed: number, elapsed: number): CountedLayer {
  const high = Math.max(layer.high, completed)
  return {
    digest: layer.digest,
    total: Math.max(total, high),
    completed,
    cached: cachedIn(layer, completed, elapsed),
    high,
    first: layer.first && completed === layer.completed,
    isReached: layer.isReached,
  }
}

/**
 * Estimates how much of a layer was on disk before, from one more value of `completed`.
 * The first line of a resumed layer holds the saved bytes and those of one interval; that of a new layer only the
 * latter. No limit on network speed can tell them apart, but the following bytes can: what is no more than a few
 * intervals at their speed was downloaded, not saved. Until then, and in doubt, it counts as cached, so that the rate
 * is never too high.
 */
function cachedIn(layer: CountedLayer, completed: number, elapsed: number): number {
  // Saved bytes are never rolled back, so what is rolled back was not saved.
  if (completed < layer.cached) return completed
  const risen = completed - layer.high
  // Parts of tensor models that are on disk already are reported at once, between the reads.
  if (layer.digest === TENSORS && risen > READS + FASTEST * elapsed) return layer.cached + risen
  const tick = risen * Math.min(1, TICK_MS / elapsed)
  return layer.first && layer.cached <= BURST * tick ? 0 : layer.cached
}

/** Several layers as one, under the digest of the first. */
function addedUp(layers: readonly CountedLayer[]): CountedLayer {
  const sum = {
    digest: layers[0]?.digest ?? '',
    total: 0,
    completed: 0,
    cached: 0,
    high: 0,
    first: false,
    isReached: true,
  }
  for (const layer of layers) {
    sum.total += layer.total
    sum.completed += layer.completed
    sum.cached += layer.cached
    sum.high += layer.high
  }
  return sum
}

/** The share of several transfers together, from 0 to 1; `null` before the first figures. */
export function shareOfAll(transfers: readonly Pick<Transfer, 'share' | 'total'>[]): number | null {
  const all = transfers.reduce((sum, { total }) => sum + total, 0)
  return all === 0 ? null : transfers.reduce((sum, { share, total }) => sum + (share ?? 0) * total, 0) / all
}

/** A transfer is shown as stalled after this time without a byte while bytes are due, in milliseconds. */
export const STALLED_AFTER = 20_000

export function isStalled({ quietSince }: Pick<Transfer, 'quietSince'>, now: number): boolean {
  return quietSince !== null && now - quietSince >= STALLED_AFTER
}
