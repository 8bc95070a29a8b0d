import type { Model } from '#shared/contract/library.ts'
import { naturalCompare } from '#shared/domain/sorting.ts'

/** Capabilities that have a chip of their own in the filter bar; the others stand in a menu. */
export const chips = ['embedding', 'vision', 'tools'] as const

/** Where one class of size ends and the next begins, in bytes. */
export const sizeBounds = [1e9, 5e9, 10e9, 20e9] as const

export interface Filters {
  /** Words that must all be found in the name or family, or begin the digest. */
  text: string
  loaded: boolean
  capabilities: readonly string[]
  /** `null` for all. */
  family: string | null
  /** 0 is up to the first bound, 1 from there to the second, and so on; `null` for all. */
  size: number | null
}

export const noFilters: Filters = { text: '', loaded: false, capabilities: [], family: null, size: null }

export function isFiltering({ text, loaded, capabilities, family, size }: Filters): boolean {
  return text.trim() !== '' || loaded || capabilities.length > 0 || family !== null || size !== null
}

/** Fewer hex digits than this are taken for part of a name only: `8` or `7b` would begin many digests. */
const SHORTEST_DIGEST = 4

function digestBegins(digest: string | null, word: string): boolean {
  const hex = word.replace(/^sha256[:-]/, '')
  return hex.length >= SHORTEST_DIGEST && digest?.startsWith(hex) === true
}

/** What the words of a filter are looked for in, made once for a list: it is searched at every key. */
const searched = new WeakMap<readonly Model[], string[]>()

function searchedOf(models: readonly Model[]): string[] {
  const texts = searched.get(models) ?? models.map(({ name, details }) => `${name} ${details.family}`.toLowerCase())
  searched.set(models, texts)
  return texts
}

function sizeClass(size: number): number {
  const at = sizeBounds.findIndex((bound) => size < bound)
  return at < 0 ? sizeBounds.length : at
}

/** The models that pass, in the order given; the very same array where nothing is filtered. */
export function filterModels(
  models: readonly Model[],
  filters: Filters,
  isLoaded: (model: Model) => boolean,
): readonly Model[] {
  if (!isFiltering(filters)) return models
  const { text, loaded, capabilities, family, size } = filters
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const texts = words.length > 0 ? searchedOf(models) : []
  return models.filter((model, at) => {
    if (family !== null && model.details.family !== family) return false
    if (size !== null && (model.size === null || sizeClass(model.size) !== size)) return false
    if (loaded && !isLoaded(model)) return false
    if (!capabilities.every((capability) => model.capabilities?.includes(capability))) return false
    return words.every((word) => texts[at]?.includes(word) || digestBegins(model.digest, word))
  })
}

export interface Choices {
  /** By name, each with how many models it has. */
  families: { family: string; count: number }[]
  /** All that any model is told to have. */
  capabilities: string[]
}

/** What there is to filter by. */
export function choicesOf(models: readonly Model[]): Choices {
  const counts = new Map<string, number>()
  const capabilities = new Set<string>()
  for (const { details, capabilities: told } of models) {
    if (details.family !== '') counts.set(details.family, (counts.get(details.family) ?? 0) + 1)
    for (const capability of told ?? []) capabilities.add(capability)
  }
  return {
    families: [...counts]
      .map(([family, count]) => ({ family, count }))
      .sort((a, b) => naturalCompare(a.family, b.family)),
    capabilities: [...capabilities].sort(),
  }
}
