import type { Loaded, MemorySpan } from '#shared/contract/running.ts'
import { recordMemory } from '#shared/domain/memory-history.ts'
import { naturalCompare } from '#shared/domain/sorting.ts'
import { readDate } from '#shared/ollama/fields.ts'
import type { PsModel } from '#shared/ollama/ps.ts'

/** `keep_alive: -1` gives an expiry about 292 years ahead (the year 2318): any that far means "until unloaded". */
const FOREVER = 100 * 365.25 * 24 * 3600 * 1000

/** Tolerance, in milliseconds, for an expiry that moves with the clock: rounding and the round trip. */
const CLOCK_TOLERANCE = 1_500

/** After so many moves with the clock an expiry is one that never falls. */
const FOLLOWS_AFTER = 3

/** So far back uses of others are counted, in milliseconds, and at most so many. */
const USES_MS = 3_600_000
const MOST_USES = 200

/** The state derived from all answers of `ps` so far. Immutable. */
export interface Reading {
  readonly models: readonly Loaded[]
  /** Time of the last answer; `null` before the first. */
  readonly readAt: number | null
  readonly history: readonly MemorySpan[]
  /** By name, as sent by the server: far ones included, since a use moves those too. */
  readonly expiries: ReadonlyMap<string, number>
  /**
   * The models whose expiry was once the same in two answers, so that only a use changes it. Some servers instead
   * send a fixed time from now in every answer, which shows no use.
   */
  readonly steady: ReadonlySet<string>
  /** How often in a row an expiry moved with the clock. */
  readonly drifts: ReadonlyMap<string, number>
  /** Times at which a use by another program was seen, oldest first. */
  readonly uses: ReadonlyMap<string, readonly number[]>
  /** For the models that are loaded or were within the history. */
  readonly slots: ReadonlyMap<string, number>
}

export const noReading: Reading = {
  models: [],
  readAt: null,
  history: [],
  expiries: new Map(),
  steady: new Set(),
  drifts: new Map(),
  uses: new Map(),
  slots: new Map(),
}

/**
 * The reading after an answer at `now`, when the server's clock showed `serverNow`. `ours` returns whether Corral
 * itself may have used a model since the last answer.
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
    // A later expiry that is still in the past comes from a repeated unload.
    if (last === undefined || next === undefined || next <= last || next <= serverNow) return false
    return steady.has(name) || Math.abs(next - last - (now - since)) > CLOCK_TOLERANCE
  }
  const drifts = new Map<string, number>()
  for (const [name, next] of expiries) {
    const last = before.expiries.get(name)
    if (before.readAt === null || last === undefined || steady.has(name)) continue
    const isDrift = next > last && Math.abs(next - last - (now - before.readAt)) <= CLOCK_TOLERANCE
    if (isDrift) drifts.set(name, (before.drifts.get(name) ?? 0) + 1)
  }
  const uses = new Map<string, readonly number[]>()
  const { readAt } = before
  const isUsedNow = (model: PsModel): boolean =>
    readAt === null ? ours(model) : !known.has(model.name) || hasMoved(model.name, readAt)
  const lastUse = (model: PsModel): Pick<Loaded, 'usedAt' | 'keepAliveMs'> => {
    const last = known.get(model.name)
    if (!isUsedNow(model)) return { usedAt: last?.usedAt ?? null, keepAliveMs: last?.keepAliveMs ?? null }
    const at = expiresAt(model.name)
    return { usedAt: now, keepAliveMs: typeof at === 'number' && at > serverNow ? at - serverNow : null }
  }
  const otherUse = (model: PsModel): Loaded['otherUse'] => {
    const last = known.get(model.name)
    const isUsed = readAt !== null && isUsedNow(model) && !ours(model)
    const earlier = last === undefined ? [] : (before.uses.get(model.name) ?? [])
    const seen = (isUsed ? [...earlier, now] : earlier).filter((at) => at > now - USES_MS).slice(-MOST_USES)
    if (seen.length > 0) uses.set(model.name, seen)
    const when = isUsed ? { after: readAt, before: now } : last?.otherUse
    return when ? { after: when.after, before: when.before, count: seen.length, everyMs: medianGap(seen) } : null
  }
  const stoppingSince = (name: string): number | null => {
    const [last, next] = [before.expiries.get(name), expiries.get(name)]
    if (next === undefined || next > serverNow + CLOCK_TOLERANCE) return null
    return known.get(name)?.stoppingSince ?? (last !== undefined && next < last ? now : null)
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
    ...lastUse(model),
    stoppingSince: stoppingSince(model.name),
    expiryFollowsClock: (drifts.get(model.name) ?? 0) >= FOLLOWS_AFTER,
  }))
  const history = recordMemory(before.history, models, now)
  return { models, readAt: now, history, expiries, steady, drifts, uses, slots }
}

/** The median time between successive uses; `null` for less than three. */
function medianGap(uses: readonly number[]): number | null {
  if (uses.length < 3) return null
  const gaps = uses.slice(1).map((at, index) => at - (uses[index] ?? at))
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? null
}

/** A new model gets the lowest free number; a number is freed when its model is no longer in the history. */
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
