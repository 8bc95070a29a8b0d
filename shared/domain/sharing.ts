/**
 * What models really cost on the disk. Models of one digest are one manifest and share every layer;
 * manifests with the same blob of weights share that one. How large the blob is, no answer of Ollama
 * says: it is taken for the smallest model that has it, which is off by that model's few kilobytes of
 * texts. Layers other than the weights that different manifests share cannot be seen and count for each.
 */

export interface Stored {
  name: string
  /** Of the manifest. */
  digest: string
  /** Sum of its layers, in bytes. */
  size: number
}

/** The weights of a manifest, by its digest: `null` where it has none, `undefined` while that is not known. */
export type WeightsOf = (digest: string) => string | null | undefined

const unknown: WeightsOf = () => undefined

/** What tells the data of a model: its weights; without weights, or while they are unknown, its manifest. */
export function dataOf({ digest }: Pick<Stored, 'digest'>, weightsOf: WeightsOf): string {
  return weightsOf(digest) ?? digest
}

/** Models of the same data. */
export function together(models: readonly Stored[], weightsOf: WeightsOf): Map<string, Stored[]> {
  const groups = new Map<string, Stored[]>()
  for (const model of models) {
    const key = dataOf(model, weightsOf)
    const group = groups.get(key)
    if (group) group.push(model)
    else groups.set(key, [model])
  }
  return groups
}

/** Bytes that all models of a group have in common. */
function commonTo(group: readonly Stored[]): number {
  return group.reduce((least, { size }) => Math.min(least, size), Infinity)
}

/** One model for each manifest. */
function manifestsOf(group: readonly Stored[]): Stored[] {
  return [...new Map(group.map((model) => [model.digest, model])).values()]
}

/** Bytes as listed, bytes with whatever is shared counted once, and what that saves. */
export function diskUse(
  models: readonly Stored[],
  weightsOf = unknown,
): { logical: number; unique: number; shared: number } {
  let logical = 0
  let unique = 0
  for (const group of together(models, weightsOf).values()) {
    for (const { size } of group) logical += size
    const common = commonTo(group)
    unique += common
    if (group.length > 1) for (const { size } of manifestsOf(group)) unique += size - common
  }
  return { logical, unique, shared: logical - unique }
}

/** Bytes that some of all `models` take together, and how many of them models beside each one hold, too. */
export function held(
  some: readonly Stored[],
  models: readonly Stored[],
  weightsOf = unknown,
): { bytes: number; shared: number } {
  const all = together(models, weightsOf)
  let bytes = 0
  let shared = 0
  for (const [key, chosen] of together(some, weightsOf)) {
    const group = all.get(key) ?? chosen
    const common = commonTo(group)
    bytes += common
    if (group.length > 1) shared += common
    for (const { digest, size } of manifestsOf(chosen)) {
      bytes += size - common
      if (group.filter((model) => model.digest === digest).length > 1) shared += size - common
    }
  }
  return { bytes, shared }
}

/** What deleting models really does to the disk. */
export interface Removal {
  /** At most so many bytes are freed. */
  bytes: number
  /** What is not freed, since names that stay hold it. */
  kept: { name: string; bytes: number; keepers: string[] }[]
}

/** What deleting all of `names` frees: names that share data free it only together. */
export function removalOf(names: readonly string[], models: readonly Stored[], weightsOf = unknown): Removal {
  const going = new Set(names)
  const namesOf = (models: Stored[]) => models.map(({ name }) => name)
  const removal: Removal = { bytes: 0, kept: [] }
  for (const group of together(models, weightsOf).values()) {
    const gone = group.filter(({ name }) => going.has(name))
    if (gone.length === 0) continue
    const stays = group.filter(({ name }) => !going.has(name))
    const common = commonTo(group)
    if (stays.length === 0) removal.bytes += common
    for (const { digest, size } of manifestsOf(gone))
      if (!stays.some((model) => model.digest === digest)) removal.bytes += size - common
    for (const { name, digest, size } of gone) {
      const same = stays.filter((model) => model.digest === digest)
      if (same.length > 0) removal.kept.push({ name, bytes: size, keepers: namesOf(same) })
      else if (stays.length > 0) removal.kept.push({ name, bytes: common, keepers: namesOf(stays) })
    }
  }
  return removal
}

/** What a model shares with others: the names of those, and how many bytes at most. */
export interface Sharing {
  names: string[]
  bytes: number
}

/** Looks up what a model shares; the same object as long as it is asked of the same function. */
export function sharingIn(models: readonly Stored[], weightsOf = unknown): (model: Stored) => Sharing | undefined {
  const groups = together(models, weightsOf)
  const told = new Map<string, Sharing>()
  return (model) => {
    const { name, digest, size } = model
    const group = groups.get(dataOf(model, weightsOf)) ?? []
    if (group.length < 2) return undefined
    const others = group.filter((other) => other.name !== name)
    const bytes = others.some((other) => other.digest === digest) ? size : commonTo(group)
    const sharing = told.get(name) ?? { names: others.map((other) => other.name), bytes }
    told.set(name, sharing)
    return sharing
  }
}

interface Built {
  digest: string
  cloud: unknown
  details: { family: string; parameterSize: string; quantization: string }
}

/**
 * The manifests that may share weights with another: of the same family, size and quantization, which
 * Ollama all reads from the weights. Each digest once, in the order of the models.
 */
export function suspects(models: readonly Built[]): string[] {
  const builds = new Map<string, Set<string>>()
  for (const { digest, cloud, details } of models) {
    if (cloud !== null) continue
    const build = `${details.family}\n${details.parameterSize}\n${details.quantization}`
    const digests = builds.get(build)
    if (digests) digests.add(digest)
    else builds.set(build, new Set([digest]))
  }
  return [...builds.values()].filter(({ size }) => size > 1).flatMap((digests) => [...digests])
}
