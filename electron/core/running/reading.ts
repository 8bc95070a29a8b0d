import type { Loaded, MemorySpan } from '#shared/contract/running.ts'
import { recordMemory } from '#shared/domain/memory-history.ts'
import { naturalCompare } from '#shared/domain/sorting.ts'
import type { PsModel } from '#shared/ollama/schemas.ts'

/** `keep_alive: -1` is said as a time about 292 years ahead (the year 2318): anything that far is "until unloaded". */
const FOREVER = 100 * 365.25 * 24 * 3600 * 1000

/** What the answers of `ps` so far amount to. Immutable. */
export interface Reading {
  readonly models: readonly Loaded[]
  /** When the last answer came; `null` before the first. */
  readonly readAt: number | null
  readonly history: readonly MemorySpan[]
  /** By name, as the server said them: also the far ones, which move with each use as well. */
  readonly expiries: ReadonlyMap<string, number>
  /** Of the models that are loaded or were within the history. */
  readonly slots: ReadonlyMap<string, number>
}

export const noReading: Reading = { models: [], readAt: null, history: [], expiries: new Map(), slots: new Map() }

/**
 * The reading after one more answer, which came at `now`, when the server's clock showed `serverNow`. `ours` tells whether Corral itself may have used a
 * model since the answer before.
 */
export function readPs(
  before: Reading,
  answer: readonly PsModel[],
  { now, serverNow }: { now: number; serverNow: number },
  ours: (model: PsModel) => boolean,
): Reading {
  const expiries = new Map(answer.map((model) => [model.name, Date.parse(model.expires_at)]))
  const slots = slotsOf(before, [...expiries.keys()])
  const known = new Map(before.models.map((model) => [model.name, model]))
  const otherUse = (model: PsModel): Loaded['otherUse'] => {
    const last = before.expiries.get(model.name)
    const next = expiries.get(model.name) ?? Number.NaN
    // One that moves and yet lies in the past is that of a model told to go once more.
    const used = last === undefined || (next > last && next > serverNow)
    if (used && before.readAt !== null && !ours(model)) return { after: before.readAt, before: now }
    return known.get(model.name)?.otherUse ?? null
  }
  const models = answer.map((model): Loaded => {
    const expires = expiries.get(model.name) ?? Number.NaN
    return {
      name: model.name,
      digest: model.digest,
      family: model.details?.family ?? '',
      parameterSize: model.details?.parameter_size ?? '',
      quantization: model.details?.quantization_level ?? '',
      size: model.size,
      sizeVram: model.size_vram ?? 0,
      contextLength: model.context_length ?? null,
      expiresAt: Number.isNaN(expires) || expires - now > FOREVER ? null : expires,
      slot: slots.get(model.name) ?? 0,
      otherUse: otherUse(model),
    }
  })
  return { models, readAt: now, history: recordMemory(before.history, models, now), expiries, slots }
}

/** A new model gets the lowest number that none has; one whose last trace is gone from the history gives its up. */
function slotsOf({ slots, history }: Reading, names: readonly string[]): Map<string, number> {
  const remembered = new Set(history.flatMap(({ models }) => models.map(({ name }) => name)))
  const kept = new Map([...slots].filter(([name]) => names.includes(name) || remembered.has(name)))
  const taken = new Set(kept.values())
  for (const name of names.filter((name) => !kept.has(name)).sort(naturalCompare)) {
    let slot = 0
    while (taken.has(slot)) slot += 1
    taken.add(slot)
    kept.set(name, slot)
  }
  return kept
}
