import type { Held, Loaded, MemorySpan } from '../contract/running.ts'
import type { Amount } from './amount.ts'
import { heldOf, leastOf, memoryOf } from './memory.ts'

/** How far back the history goes, in milliseconds. */
export const HISTORY_MS = 3_600_000

/** The number of polls in an hour, for the case that every answer differs. */
export const MAX_SPANS = 1_800

/**
 * A longer time between two answers is a gap, in milliseconds: polls are at most 15 s apart, and one may take as long.
 */
export const GAP_MS = 35_000

/** More than any server loads; further models of an answer, the smallest ones, are left out. */
const MAX_MODELS = 64

/**
 * The history after one more answer, received at `at`. An answer equal to the last one extends the last span; one
 * older than the last, as when two readers meet, changes nothing.
 */
export function recordMemory(
  spans: readonly MemorySpan[],
  models: readonly Pick<Loaded, 'name' | 'slot' | 'size' | 'sizeVram'>[],
  at: number,
): readonly MemorySpan[] {
  const last = spans.at(-1)
  // The clock was set back: spans in its future are invalid.
  if (last && at < last.to - GAP_MS)
    return recordMemory(
      spans.filter(({ to }) => to <= at),
      models,
      at,
    )
  if (last && at <= last.to) return spans
  const now = heldBy(models)
  const same = last !== undefined && at - last.to <= GAP_MS && isSame(last.models, now)
  const all = same ? [...spans.slice(0, -1), { ...last, to: at }] : [...spans, { from: at, to: at, models: now }]
  return all.filter(({ to }) => to >= at - HISTORY_MS).slice(-MAX_SPANS)
}

/** What each model holds, by slot. */
function heldBy(models: readonly Pick<Loaded, 'name' | 'slot' | 'size' | 'sizeVram'>[]): Held[] {
  const held = models.map(({ name, slot, ...figures }): Held => ({ name, slot, ...memoryOf(figures) }))
  if (held.length > MAX_MODELS) held.sort((a, b) => heldOf(b).bytes - heldOf(a).bytes).length = MAX_MODELS
  return held.sort((a, b) => a.slot - b.slot)
}

function isSame(a: readonly Held[], b: readonly Held[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => {
      const other = b[at]
      return (
        other?.name === one.name &&
        other.slot === one.slot &&
        other.gpu === one.gpu &&
        other.cpu === one.cpu &&
        other.unknown === one.unknown &&
        other.isPartial === one.isPartial
      )
    })
  )
}

/** The span at a time, or `undefined` in a gap. */
export function spanAt(spans: readonly MemorySpan[], time: number): MemorySpan | undefined {
  const index = spans.findLastIndex(({ from }) => from <= time)
  const span = spans[index]
  if (!span || time <= span.to) return span
  return (spans[index + 1]?.from ?? time) - span.to <= GAP_MS ? span : undefined
}

/** A load or an unload between two answers. */
export interface MemoryEvent {
  kind: 'load' | 'unload'
  name: string
  slot: number
  /** The times of the last answer before it and the first after it. */
  after: number
  at: number
}

/** Loads and unloads, oldest first. Models of the first answer are not events. */
export function memoryEvents(spans: readonly MemorySpan[]): MemoryEvent[] {
  return spans.flatMap((span, index): MemoryEvent[] => {
    const before = spans[index - 1]
    if (!before) return []
    const missing = (from: readonly Held[], others: readonly Held[]) =>
      from.filter(({ name }) => !others.some((other) => other.name === name))
    const event = (kind: MemoryEvent['kind'], { name, slot }: Held) => ({
      kind,
      name,
      slot,
      after: before.to,
      at: span.from,
    })
    return [
      ...missing(before.models, span.models).map((held) => event('unload', held)),
      ...missing(span.models, before.models).map((held) => event('load', held)),
    ]
  })
}

/** One area of the chart; the areas are stacked in this order. */
export interface MemoryLayer {
  name: string
  slot: number
  kind: 'gpu' | 'cpu' | 'unknown'
  /** Bytes of this area and all areas below it, at each of the times; `null` in a gap. */
  tops: (number | null)[]
}

/**
 * The history as stacked areas over time, GPU memory lowest: `times` are milliseconds, two for each span and one in
 * the middle of each gap.
 */
export function memoryLayers(spans: readonly MemorySpan[]): { times: number[]; layers: MemoryLayer[] } {
  const columns: { time: number; models: readonly Held[] | null }[] = []
  for (const [index, { from, to, models }] of spans.entries()) {
    const before = spans[index - 1]
    if (before && from - before.to > GAP_MS) columns.push({ time: (before.to + from) / 2, models: null })
    columns.push({ time: from, models })
    if (to > from) columns.push({ time: to, models })
  }
  const seen = new Map(spans.flatMap(({ models }) => models.map((held) => [held.name, held.slot])))
  const names = [...seen].sort(([, a], [, b]) => a - b)
  const layers = (['gpu', 'cpu', 'unknown'] as const).flatMap((kind) =>
    names.map(([name, slot]): MemoryLayer => ({
      name,
      slot,
      kind,
      tops: columns.map(({ models }) => models && (models.find((held) => held.name === name)?.[kind] ?? 0)),
    })),
  )
  const used = layers.filter(({ tops }) => tops.some((bytes) => bytes !== null && bytes > 0))
  for (const [index, { tops }] of used.entries()) {
    const below = used[index - 1]?.tops
    if (below) for (const [at, bytes] of tops.entries()) tops[at] = bytes === null ? null : bytes + (below[at] ?? 0)
  }
  return { times: columns.map(({ time }) => time), layers: used }
}

/** Summary of the history: peak memory and its time, loads and unloads, and how much of the hour was recorded. */
export interface MemorySummary {
  /** `at_least` if the server does not report the memory of some model. */
  most: Amount
  mostAt: number
  loads: number
  unloads: number
  watchedMs: number
}

export function memorySummary(spans: readonly MemorySpan[], now: number): MemorySummary | null {
  if (spans.length === 0) return null
  const sums = spans.map(({ from, models }) => ({
    from,
    bytes: models.reduce((sum, held) => sum + heldOf(held).bytes, 0),
  }))
  const most = sums.reduce((best, one) => (one.bytes > best.bytes ? one : best))
  const events = memoryEvents(spans)
  const begin = now - HISTORY_MS
  const watched = spans.map(({ from, to }, index) => {
    const before = spans[index - 1]?.to
    const since = before !== undefined && from - before <= GAP_MS ? before : from
    return Math.max(0, to - Math.max(since, begin))
  })
  return {
    most: leastOf(
      most.bytes,
      spans.some(({ models }) => models.some((held) => held.isPartial)),
    ),
    mostAt: Math.max(most.from, begin),
    loads: events.filter(({ kind }) => kind === 'load').length,
    unloads: events.filter(({ kind }) => kind === 'unload').length,
    watchedMs: watched.reduce((sum, ms) => sum + ms, 0),
  }
}
