import type { Layer, Transfer } from '#shared/contract/transfers.ts'
import type { Segment } from '../../ui/index.ts'

/** Tensor models are one layer of this literal digest, with the total of all their files. */
const TENSORS = 'sha256:model'

/** One segment a layer, in the order the server reached them. */
export function segmentsOf(layers: readonly Layer[]): Segment[] {
  return layers.map(({ digest, total, completed }, at) => ({ key: `${at} ${digest}`, size: total, done: completed }))
}

/** Whether layers may follow that are not in the total yet: the server names a layer when it reaches it. */
export function mayGrow({ phase, state, layers }: Pick<Transfer, 'phase' | 'state' | 'layers'>): boolean {
  return state !== 'done' && phase === 'layers' && layers.at(-1)?.digest !== TENSORS
}

/** `39.4 of 65.3 GB` needs its unit once: `done` without its unit where `total` has the same. */
export function sharedUnit(done: string, total: string): string {
  const [number, unit] = done.split(' ')
  return number !== undefined && unit !== undefined && total.endsWith(` ${unit}`) ? number : done
}

/** The first twelve hex digits, as Ollama itself writes a digest in its status; `null` for all files of a tensor model. */
export function shortDigest(digest: string): string | null {
  return digest === TENSORS ? null : digest.replace(/^sha256:/, '').slice(0, 12)
}

/** What a transfer that is done did, as a key of the catalogue. */
export type Result =
  /** Bytes moved, and none or some that were there before. */
  | 'moved'
  | 'movedRest'
  /** All of it was there before. */
  | 'nothing'
  /** The server told no figures. */
  | 'untold'

export function resultOf({ moved, cached }: Pick<Transfer, 'moved' | 'cached'>): Result {
  if (moved > 0) return cached > 0 ? 'movedRest' : 'moved'
  return cached > 0 ? 'nothing' : 'untold'
}

/** A short curve begins at the left and grows, and does not fill the width with its first steps. */
const LEAST_STEPS = 20

/** Paths of a curve and of the area below it, 100 wide and 20 high, the highest of all at the top. */
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

/** Those at work and those that failed, as they were started; then those that need nothing more, newest first. */
export function grouped(list: readonly Transfer[]): { active: string[]; finished: string[] } {
  const isActive = ({ state }: Transfer) => state === 'running' || state === 'failed'
  const active = list.filter(isActive).sort((a, b) => a.startedAt - b.startedAt)
  const finished = list.filter((transfer) => !isActive(transfer)).sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
  return { active: active.map(({ id }) => id), finished: finished.map(({ id }) => id) }
}
