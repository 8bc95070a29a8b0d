import { exactly, type Amount } from './amount.ts'
import { buildKey, buildsOf, groupBy, isPartlyKnown, manifestOf, sameBuilds, type Stored } from './builds.ts'

/**
 * The disk space that models really take. Models of one digest are one manifest and share every layer; manifests with
 * the same weights blob share that blob. Ollama does not report the size of the blob: it is taken to be that of the
 * smallest model that has it, which is a few kilobytes too much. Other layers that manifests share are not visible and
 * count for each.
 */

/**
 * The weights blob of a manifest, by its digest: `null` if the server was asked and does not tell, `undefined` if it
 * was not asked. Only a text allows conclusions about sharing.
 */
export type WeightsOf = (digest: string) => string | null | undefined

const unknown: WeightsOf = () => undefined

/** The identity of a model's data: its weights blob, or its manifest if the blob is not known. */
export function dataOf(model: Pick<Stored, 'digest' | 'name'>, weightsOf: WeightsOf): string {
  return (model.digest === null ? null : weightsOf(model.digest)) ?? manifestOf(model)
}

/** Groups models by their data. */
export function groupByData<M extends Stored>(models: readonly M[], weightsOf: WeightsOf): Map<string, M[]> {
  return groupBy(models, (model) => dataOf(model, weightsOf))
}

/** Keeps the last result for each list, as all figures of a list of thousands need it. */
function keptByList<T>(make: (models: readonly Stored[], weightsOf: WeightsOf) => T) {
  const kept = new WeakMap<readonly Stored[], { weightsOf: WeightsOf; result: T }>()
  return (models: readonly Stored[], weightsOf: WeightsOf): T => {
    const before = kept.get(models)
    if (before?.weightsOf === weightsOf) return before.result
    const result = make(models, weightsOf)
    kept.set(models, { weightsOf, result })
    return result
  }
}

const isTold = ({ digest, cloud }: Stored, weightsOf: WeightsOf) =>
  cloud !== null || (digest !== null && typeof weightsOf(digest) === 'string')

const openIn = keptByList((models, weightsOf): ReadonlySet<Stored> => {
  const told = (model: Stored) => isTold(model, weightsOf)
  // Mostly all is told, and then no model needs to be compared with others.
  const open = (models.every(told) ? [] : sameBuilds(models)).flatMap(({ build, kin }) =>
    kin === build || kin.every(told) ? build.filter((model) => !told(model)) : build,
  )
  return new Set(open)
})

/**
 * The models that may share weights with another, but for which it is not known: those of one build, and those whose
 * build is not fully known and may be the same.
 */
export function possiblySharing<M extends Stored>(models: readonly M[], weightsOf = unknown): ReadonlySet<M> {
  return openIn(models, weightsOf) as ReadonlySet<M>
}

/** Whether there are any of them among some of all models. */
function isAnyOpen(some: readonly Stored[], weightsOf: WeightsOf, all: readonly Stored[]): boolean {
  if (some === all || openIn(all, weightsOf).size === 0) return openIn(all, weightsOf).size > 0
  // While much is unknown, two of the first models tell it.
  const open = new Map<string, string>()
  for (const model of some) {
    if (model.cloud !== null || isPartlyKnown(model)) continue
    const other = open.get(buildKey(model))
    if (other !== undefined && other !== manifestOf(model)) return true
    if (!isTold(model, weightsOf)) open.set(buildKey(model), manifestOf(model))
  }
  return openIn(some, weightsOf).size > 0
}

const dataGroups = keptByList(groupByData)

/** The models whose data another one has, too. */
const sharersIn = keptByList(
  (models, weightsOf): ReadonlySet<Stored> =>
    new Set([...dataGroups(models, weightsOf).values()].filter(({ length }) => length > 1).flat()),
)

/**
 * The digests whose weights blob is to be asked for, each once. A model without a digest cannot be asked about, so it
 * is no reason to ask about others.
 */
export function digestsToCheck(models: readonly Stored[]): string[] {
  const asked = sameBuilds(models).flatMap(({ build, kin }) => (build.some(({ digest }) => digest) ? kin : build))
  return [...new Set(asked.flatMap(({ digest }) => digest ?? []))]
}

export interface DiskUse {
  unique: Amount
  shared: Amount
}

/**
 * Bytes on disk with shared data counted once, and the bytes saved by sharing. Models that run elsewhere take none.
 *
 * @param all the list that they are part of; what is known of it makes the sum of a part fast
 */
export function diskUse(some: readonly Stored[], weightsOf = unknown, all = some): DiskUse {
  const isOpen = isAnyOpen(some, weightsOf, all)
  const sharers = sharersIn(all, weightsOf)
  const models = some.filter(({ cloud }) => cloud === null)
  const sharing = models.filter((model) => sharers.has(model))
  const saved = sizeOf(sharing) - uniqueOf(sharing, weightsOf)
  const shared: Amount = { bytes: saved, exactness: isOpen ? 'at_least' : 'exact' }
  if (!models.some(isUnsized))
    return { unique: { bytes: sizeOf(models) - saved, exactness: isOpen ? 'at_most' : 'exact' }, shared }
  const bytes = leastOf(models, openIn(some, weightsOf), weightsOf)
  return {
    unique: { bytes, exactness: bytes > 0 ? 'at_least' : 'unknown' },
    shared: { ...shared, exactness: 'at_least' },
  }
}

function sizeOf(models: readonly Stored[]): number {
  let bytes = 0
  for (const { size } of models) bytes += size ?? 0
  return bytes
}

/** Bytes that some of all `models` take in total, and how many of them other models also use. */
export function held(
  some: readonly Stored[],
  models: readonly Stored[],
  weightsOf = unknown,
): { bytes: Amount; shared: Amount } {
  const all = groupByData(models, weightsOf)
  const open = possiblySharing(models, weightsOf)
  let shared = 0
  for (const [key, chosen] of groupByData(some, weightsOf)) {
    const group = all.get(key) ?? chosen
    const common = commonTo(group)
    if (group.length > 1) shared += common
    for (const model of manifestsOf(chosen))
      if (group.filter((other) => manifestOf(other) === manifestOf(model)).length > 1) shared += own(model, common)
  }
  const isKnown = !some.some((model) => open.has(model) || isUnsized(model)) && ![...open].some(isPartlyKnown)
  return {
    bytes: diskUse(some, weightsOf).unique,
    shared: { bytes: shared, exactness: isKnown ? 'exact' : 'at_least' },
  }
}

/** The effect of deleting models on the disk. */
export interface Removal {
  /** The bytes freed at most; `null` if the server does not report a size. */
  bytes: number | null
  /** Data that is kept because other names use it; `bytes` is `null` if its size is not known. */
  kept: { name: string; bytes: number | null; usedBy: string[] }[]
}

/** What deleting all of `names` frees: shared data is freed only if all names that use it are deleted. */
export function removalOf(names: readonly string[], models: readonly Stored[], weightsOf = unknown): Removal {
  const going = new Set(names)
  const kept: Removal['kept'] = []
  let bytes = 0
  let isKnown = true
  for (const group of groupByData(models, weightsOf).values()) {
    const gone = group.filter(({ name }) => going.has(name))
    if (gone.length === 0) continue
    const stays = group.filter(({ name }) => !going.has(name))
    const common = commonTo(group)
    if (stays.length === 0) bytes += common
    for (const model of manifestsOf(gone)) {
      if (stays.some((other) => manifestOf(other) === manifestOf(model))) continue
      bytes += own(model, common)
      if (isUnsized(model)) isKnown = false
    }
    for (const model of gone) {
      const same = stays.filter((other) => manifestOf(other) === manifestOf(model))
      const [usedBy, size] = same.length > 0 ? [same, model.size] : [stays, common > 0 ? common : null]
      if (usedBy.length > 0) kept.push({ name: model.name, bytes: size, usedBy: usedBy.map(({ name }) => name) })
    }
  }
  return { bytes: isKnown ? bytes : null, kept }
}

/**
 * The names a model shares data with, and how many of its bytes. Without names it is not known whether it shares any,
 * and the amount is unknown.
 */
export interface Sharing {
  names: string[]
  amount: Amount
}

/** Returns a function that tells what a model shares; for one model it always returns the same object. */
export function sharingIn(models: readonly Stored[], weightsOf = unknown): (model: Stored) => Sharing | undefined {
  const groups = dataGroups(models, weightsOf)
  const open = openIn(models, weightsOf)
  const told = new Map<string, Sharing>()
  return (model) => {
    const group = groups.get(dataOf(model, weightsOf)) ?? []
    const isOpen = open.has(model)
    if (group.length < 2 && !isOpen) return undefined
    const before = told.get(model.name)
    if (before) return before
    const others = group.filter(({ name }) => name !== model.name)
    const isCopy = others.some((other) => manifestOf(other) === manifestOf(model))
    const amount = exactly(others.length === 0 ? null : isCopy ? model.size : commonTo(group) || null)
    // A copy shares all it has.
    if (isOpen && !isCopy && amount.exactness === 'exact') amount.exactness = 'at_least'
    const sharing = { names: others.map(({ name }) => name), amount }
    told.set(model.name, sharing)
    return sharing
  }
}

/** Whether it takes disk space of unknown size. */
const isUnsized = ({ size, cloud }: Stored) => size === null && cloud === null

/** Bytes that all models of a group have in common; 0 if no size is known. */
function commonTo(group: readonly Stored[]): number {
  const least = group.reduce((least, { size }) => Math.min(least, size ?? Infinity), Infinity)
  return least === Infinity ? 0 : least
}

/** Bytes of a manifest in addition to those it shares with its group. */
const own = ({ size }: Stored, common: number) => (size ?? common) - common

/** One model for each manifest, one of known size if possible. */
function manifestsOf<M extends Stored>(group: readonly M[]): M[] {
  const manifests = new Map<string, M>()
  for (const model of group) {
    const key = manifestOf(model)
    if ((manifests.get(key)?.size ?? null) === null) manifests.set(key, model)
  }
  return [...manifests.values()]
}

function uniqueOf(models: readonly Stored[], weightsOf: WeightsOf): number {
  let bytes = 0
  for (const group of groupByData(models, weightsOf).values()) {
    const common = commonTo(group)
    bytes += common
    if (group.length > 1) for (const model of manifestsOf(group)) bytes += own(model, common)
  }
  return bytes
}

/** The least bytes that models take, whatever those that possibly share have in common. */
function leastOf(models: readonly Stored[], open: ReadonlySet<Stored>, weightsOf: WeightsOf): number {
  const settledOf = (some: readonly Stored[]) =>
    uniqueOf(
      some.filter((model) => !open.has(model)),
      weightsOf,
    )
  const largestOf = (some: readonly Stored[]) => some.reduce((most, { size }) => Math.max(most, size ?? 0), 0)
  // Models of different builds share nothing, but a build that is not fully known may be one of the others.
  const known = models.filter((model) => !isPartlyKnown(model))
  const ofBuilds = [...buildsOf(known)].reduce((sum, build) => sum + Math.max(largestOf(build), settledOf(build)), 0)
  return Math.max(ofBuilds, settledOf(models), largestOf(models))
}
