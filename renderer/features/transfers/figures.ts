import type { Layer, Transfer } from '#shared/contract/transfers.ts'
import { TENSORS } from '#shared/domain/progress.ts'
import { isEndState, type EndState, type TransferState } from '#shared/domain/transfer-state.ts'
import type { Segment } from '../../ui/index.ts'

/** The least share of the bar that is drawn as a segment: a smaller one would be a dot. */
const LEAST_SEGMENT = 0.01

/**
 * Segments in the order in which the server names the layers, one per layer. Those below one percent are joined with
 * their neighbours, so that the sums stay right.
 */
export function segmentsOf(layers: readonly Layer[]): Segment[] {
  const least = LEAST_SEGMENT * layers.reduce((sum, { total }) => sum + total, 0)
  const segments: Segment[] = []
  for (const [at, { digest, total, completed }] of layers.entries()) {
    const last = segments.at(-1)
    if (last && last.size < least) join(last, total, completed)
    else segments.push({ key: `${at} ${digest}`, size: total, done: completed })
  }
  const last = segments.at(-1)
  const before = segments.at(-2)
  if (!last || !before || last.size >= least) return segments
  join(before, last.size, last.done)
  return segments.slice(0, -1)
}

function join(segment: Segment, size: number, done: number): void {
  segment.size += size
  segment.done += done
}

/** State of a progress bar for a state of a transfer. */
export function barState(state: TransferState): 'running' | EndState {
  if (isEndState(state)) return state
  return state === 'queued' || state === 'paused' || state === 'disk_full' ? 'cancelled' : 'running'
}

/** `done` without its unit if `total` has the same unit, for texts such as `39.4 of 65.3 GB`. */
export function sharedUnit(done: string, total: string): string {
  const [number, unit] = done.split(' ')
  return number !== undefined && unit !== undefined && total.endsWith(` ${unit}`) ? number : done
}

/** The first twelve hex digits, as Ollama itself writes a digest in its status; `null` for all files of a tensor model. */
export function shortDigest(digest: string): string | null {
  return digest === TENSORS ? null : digest.replace(/^sha256:/, '').slice(0, 12)
}

/** Result of a completed transfer, as a key of the catalogue. */
export type Result =
  /** Bytes were transferred; `movedRest` if others were there before. */
  | 'moved'
  | 'movedRest'
  /** Everything was there before. */
  | 'nothing'
  /** The server reported no figures. */
  | 'untold'

export function resultOf({ moved, cached }: Pick<Transfer, 'moved' | 'cached'>): Result {
  if (moved > 0) return cached > 0 ? 'movedRest' : 'moved'
  return cached > 0 ? 'nothing' : 'untold'
}

/** With fewer steps the curve does not fill the width, so that it grows from the left. */
const LEAST_STEPS = 20

/** SVG paths of a curve and of the area below it, 100 × 20, with the maximum at the top. */
export function sparkline(values: readonly number[]): { line: string; area: string } {
  const most = Math.max(...values, Number.MIN_VALUE)
  const step = 100 / Math.max(LEAST_STEPS, values.length - 1)
  const points = values.map((value, index) => `${round(index * step)} ${round(19 - (value / most) * 18)}`)
  const line = `M${points.join('L')}`
  return { line, area: `${line}L${round((values.length - 1) * step)} 20L0 20Z` }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
