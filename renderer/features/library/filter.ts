import type { Model } from '#shared/contract/library.ts'
import { naturalCompare } from '#shared/domain/sorting.ts'

/** Capabilities with a chip in the filter bar; the others are in a menu. */
export const chips = ['embedding', 'vision', 'tools'] as const

/** Bounds between the size classes, in bytes. */
export const sizeBounds = [1e9, 5e9, 10e9, 20e9] as const

export interface Filters {
  /** Words that must all be found in the name or family, or begin the digest. */
  text: string
  loaded: boolean
  capabilities: readonly string[]
  /** `null` for all. */
  family: string | null
  /** Index of the size class: 0 is below the first bound, 1 from there to the second, and so on; `null` for all. */
  size: number | null
}

export const noFilters: Filters = { text: '', loaded: false, capabilities: [], family: null, size: null }

export function isFiltering({ text, loaded, capabilities, family, size }: Filters): boolean {
  return text.trim() !== '' || loaded || capabilities.length > 0 || family !== null || size !== null
}

/** Fewer hex digits are searched for in names only: `8` or `7b` would match many digests. */
const SHORTEST_DIGEST = 4

function digestBegins(digest: string | null, word: string): boolean {
  const hex = word.replace(/^sha256[:-]/, '')
  return hex.length >= SHORTEST_DIGEST && digest?.startsWith(hex) === true
}

/** Lowercase texts to search in, cached per list, as every key press searches it. */
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

/** The models that match, in the given order; the same array if nothing is filtered. */
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
  /** Sorted by name, with the number of models. */
  families: { family: string; count: number }[]
  /** All capabilities that any model has. */
  capabilities: string[]
}

/** The values to filter by. */
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
