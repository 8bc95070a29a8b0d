import type { Loaded, MemorySpan } from '#shared/contract/running.ts'
import { recordMemory } from '#shared/domain/memory-history.ts'
import { naturalCompare } from '#shared/domain/sorting.ts'
import { readDate } from '#shared/ollama/fields.ts'
import type { PsModel } from '#shared/ollama/ps.ts'

/** `keep_alive: -1` is said as a time about 292 years ahead (the year 2318): anything that far is "until unloaded". */
const FOREVER = 100 * 365.25 * 24 * 3600 * 1000

/** An expiry that is worked out for each answer moves as the clock does, but for its rounding and the time on the way. */
const CLOCK_TOLERANCE = 1_500

/** What the answers of `ps` so far amount to. Immutable. */
export interface Reading {
  readonly models: readonly Loaded[]
  /** When the last answer came; `null` before the first. */
  readonly readAt: number | null
  readonly history: readonly MemorySpan[]
  /** By name, as the server said them: also the far ones, which move with each use as well. */
  readonly expiries: ReadonlyMap<string, number>
  /**
   * The models whose expiry was once the same in two answers, so that a use is what moves it. Some servers
   * instead say a fixed time from now in every answer, in which no use shows.
   */
  readonly steady: ReadonlySet<string>
  /** Of the models that are loaded or were within the history. */
  readonly slots: ReadonlyMap<string, number>
}

export const noReading: Reading = {
  models: [],
  readAt: null,
  history: [],
  expiries: new Map(),
  steady: new Set(),
  slots: new Map(),
}

/**
 * The reading after one more answer, which came at `now`, when the server's clock showed `serverNow`. `ours` tells
 * whether Corral itself may have used a model since the answer before.
 */
export function readAnswer(
  before: Reading,
  answer: readonly PsModel[],
  { now, serverNow }: { now: number; serverNow: number },
  ours: (model: PsModel) => boolean,
): Reading {
  const expiries = new Map<string, number>()
  for (const { name, expires_at } of answer) {
    const at = readDate(expires_at)
    if (at !== null) expiries.set(name, at)
  }
  const slots = slotsOf(
    before,
    answer.map(({ name }) => name),
  )
  const known = new Map(before.models.map((model) => [model.name, model]))
  const isSteady = ([name, at]: [string, number]) => before.steady.has(name) || before.expiries.get(name) === at
  const steady = new Set([...expiries].filter(isSteady).map(([name]) => name))
  const hasMoved = (name: string, since: number): boolean => {
    const [last, next] = [before.expiries.get(name), expiries.get(name)]
    // One that moves and yet lies in the past is that of a model told to go once more.
    if (last === undefined || next === undefined || next <= last || next <= serverNow) return false
    return steady.has(name) || Math.abs(next - last - (now - since)) > CLOCK_TOLERANCE
  }
  const otherUse = (model: PsModel): Loaded['otherUse'] => {
    const { readAt } = before
    const last = known.get(model.name)
    const isUsed = readAt !== null && (last === undefined || hasMoved(model.name, readAt))
    return isUsed && !ours(model) ? { after: readAt, before: now } : (last?.otherUse ?? null)
  }
  const expiresAt = (name: string): Loaded['expiresAt'] => {
    const at = expiries.get(name) ?? null
    return at !== null && at - now > FOREVER ? 'never' : at
  }
  const models = answer.map((model): Loaded => ({
    name: model.name,
    digest: model.digest ?? null,
    family: model.details?.family ?? '',
    parameterSize: model.details?.parameter_size ?? '',
    quantization: model.details?.quantization_level ?? '',
    size: model.size ?? null,
    sizeVram: model.size_vram ?? null,
    contextLength: model.context_length ?? null,
    expiresAt: expiresAt(model.name),
    slot: slots.get(model.name) ?? 0,
    otherUse: otherUse(model),
  }))
  const history = recordMemory(before.history, models, now)
  return { models, readAt: now, history, expiries, steady, slots }
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
