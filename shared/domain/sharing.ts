import type { Amount } from './amount.ts'

/**
 * What models really cost on the disk. Models of one digest are one manifest and share every layer;
 * manifests with the same blob of weights share that one. How large the blob is, no answer of Ollama
 * says: it is taken for the smallest model that has it, which is off by that model's few kilobytes of
 * texts. Layers other than the weights that different manifests share cannot be seen and count for each.
 */

export interface Stored {
  name: string
  /** Of the manifest; `null` where the server does not say. */
  digest: string | null
  /** Sum of its layers, in bytes; `null` where the server does not say. */
  size: number | null
  /** Not `null` for a stub of a model that runs elsewhere. */
  cloud: unknown
  details: { family: string; parameterSize: string; quantization: string }
}

/**
 * The weights of a manifest, by its digest: `null` where the server was asked and does not tell them,
 * `undefined` while that is not known. Only a text says anything about what is shared.
 */
export type WeightsOf = (digest: string) => string | null | undefined

const unknown: WeightsOf = () => undefined

/** What tells a manifest from others. Two models of unknown digest are not one. */
const manifestOf = ({ digest, name }: Pick<Stored, 'digest' | 'name'>) => digest ?? `/${name}`

/** What tells the data of a model: its weights; while they are unknown, its manifest. */
export function dataOf(model: Pick<Stored, 'digest' | 'name'>, weightsOf: WeightsOf): string {
  return (model.digest === null ? null : weightsOf(model.digest)) ?? manifestOf(model)
}

/** Models of the same data. */
export function together<M extends Stored>(models: readonly M[], weightsOf: WeightsOf): Map<string, M[]> {
  return groupBy(models, (model) => dataOf(model, weightsOf))
}

/**
 * The models that may share weights with another, of which it is not known whether they do: those of one
 * family, size and quantization, which Ollama all reads from the weights.
 */
export function unsettled<M extends Stored>(models: readonly M[], weightsOf = unknown): Set<M> {
  const isSettled = ({ digest }: M) => digest !== null && typeof weightsOf(digest) === 'string'
  return new Set(sameBuilds(models).filter((model) => !isSettled(model)))
}

/** The digests to learn the weights of, each once, in the order of the models. */
export function suspects(models: readonly Stored[]): string[] {
  return [...new Set(sameBuilds(models).flatMap(({ digest }) => digest ?? []))]
}

const buildOf = ({ details }: Stored) => `${details.family}\n${details.parameterSize}\n${details.quantization}`

/** The models of whose build there is another manifest. */
function sameBuilds<M extends Stored>(models: readonly M[]): M[] {
  const local = models.filter(({ cloud }) => cloud === null)
  return [...groupBy(local, buildOf).values()].filter((build) => manifestsOf(build).length > 1).flat()
}

/** Bytes on the disk with whatever is shared counted once, and what that saves. Models that run elsewhere take none. */
export function diskUse(listed: readonly Stored[], weightsOf = unknown): { unique: Amount; shared: Amount } {
  const models = listed.filter(({ cloud }) => cloud === null)
  const open = unsettled(models, weightsOf)
  const shared: Amount = { bytes: savedBy(models, weightsOf), exactness: open.size > 0 ? 'at_least' : 'exact' }
  if (!models.some(isUnsized)) {
    const unique = { bytes: uniqueOf(models, weightsOf), exactness: open.size > 0 ? 'at_most' : 'exact' } as const
    return { unique, shared }
  }
  const bytes = [...groupBy(models, buildOf).values()].reduce((sum, build) => sum + leastOf(build, open, weightsOf), 0)
  return {
    unique: { bytes, exactness: bytes > 0 ? 'at_least' : 'unknown' },
    shared: { ...shared, exactness: 'at_least' },
  }
}

/** Bytes that some of all `models` take together, and how many of them models beside each one hold, too. */
export function held(
  some: readonly Stored[],
  models: readonly Stored[],
  weightsOf = unknown,
): { bytes: Amount; shared: Amount } {
  const all = together(models, weightsOf)
  const open = unsettled(models, weightsOf)
  let shared = 0
  for (const [key, chosen] of together(some, weightsOf)) {
    const group = all.get(key) ?? chosen
    const common = commonTo(group)
    if (group.length > 1) shared += common
    for (const model of manifestsOf(chosen))
      if (group.filter((other) => manifestOf(other) === manifestOf(model)).length > 1) shared += own(model, common)
  }
  const isKnown = !some.some((model) => open.has(model) || isUnsized(model))
  return {
    bytes: diskUse(some, weightsOf).unique,
    shared: { bytes: shared, exactness: isKnown ? 'exact' : 'at_least' },
  }
}

/** What deleting models really does to the disk. */
export interface Removal {
  /** At most so many bytes are freed; `null` where the server does not say how large what goes is. */
  bytes: number | null
  /** What is not freed, since names that stay hold it; `bytes` is `null` where that size is not known. */
  kept: { name: string; bytes: number | null; keepers: string[] }[]
}

/** What deleting all of `names` frees: names that share data free it only together. */
export function removalOf(names: readonly string[], models: readonly Stored[], weightsOf = unknown): Removal {
  const going = new Set(names)
  const kept: Removal['kept'] = []
  let bytes = 0
  let isKnown = true
  for (const group of together(models, weightsOf).values()) {
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
      const [keepers, size] = same.length > 0 ? [same, model.size] : [stays, common > 0 ? common : null]
      if (keepers.length > 0) kept.push({ name: model.name, bytes: size, keepers: keepers.map(({ name }) => name) })
    }
  }
  return { bytes: isKnown ? bytes : null, kept }
}

/** What a model shares with others: the names of those, and how many bytes at most; `null` for an unknown size. */
export interface Sharing {
  names: string[]
  bytes: number | null
}

/** Looks up what a model shares; the same object as long as it is asked of the same function. */
export function sharingIn(models: readonly Stored[], weightsOf = unknown): (model: Stored) => Sharing | undefined {
  const groups = together(models, weightsOf)
  const told = new Map<string, Sharing>()
  return (model) => {
    const group = groups.get(dataOf(model, weightsOf)) ?? []
    if (group.length < 2) return undefined
    const others = group.filter(({ name }) => name !== model.name)
    const isCopy = others.some((other) => manifestOf(other) === manifestOf(model))
    const bytes = isCopy ? model.size : commonTo(group)
    const sharing = told.get(model.name) ?? { names: others.map(({ name }) => name), bytes: bytes === 0 ? null : bytes }
    told.set(model.name, sharing)
    return sharing
  }
}

/** Whether it takes room of which nobody knows how much. */
const isUnsized = ({ size, cloud }: Stored) => size === null && cloud === null

/** Bytes that all models of a group have in common; 0 where no size is known. */
function commonTo(group: readonly Stored[]): number {
  const least = group.reduce((least, { size }) => Math.min(least, size ?? Infinity), Infinity)
  return least === Infinity ? 0 : least
}

/** Bytes of a manifest beside those it has in common with its group. */
const own = ({ size }: Stored, common: number) => (size ?? common) - common

/** One model for each manifest, of those of known size where there are some. */
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
  for (const group of together(models, weightsOf).values()) {
    const common = commonTo(group)
    bytes += common
    if (group.length > 1) for (const model of manifestsOf(group)) bytes += own(model, common)
  }
  return bytes
}

/** So many bytes a build takes at least, whatever its models share of which that is not known. */
function leastOf(build: readonly Stored[], open: ReadonlySet<Stored>, weightsOf: WeightsOf): number {
  const settled = build.filter((model) => !open.has(model))
  return build.reduce((most, { size }) => Math.max(most, size ?? 0), uniqueOf(settled, weightsOf))
}

function savedBy(models: readonly Stored[], weightsOf: WeightsOf): number {
  return models.reduce((sum, { size }) => sum + (size ?? 0), 0) - uniqueOf(models, weightsOf)
}

function groupBy<M>(models: readonly M[], keyOf: (model: M) => string): Map<string, M[]> {
  const groups = new Map<string, M[]>()
  for (const model of models) {
    const key = keyOf(model)
    const group = groups.get(key)
    if (group) group.push(model)
    else groups.set(key, [model])
  }
  return groups
}
