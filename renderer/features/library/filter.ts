import type { Model } from '#shared/contract/library.ts'
import { naturalCompare } from '#shared/domain/sorting.ts'

/** Capabilities that a chip of the filter bar stands for. */
export const filterable = ['embedding', 'vision', 'tools'] as const
export type Filterable = (typeof filterable)[number]

export interface Filters {
  /** Words that must all be found in the name or family, or begin the digest. */
  text: string
  loaded: boolean
  capabilities: readonly Filterable[]
  /** `null` for all. */
  family: string | null
}

export const noFilters: Filters = { text: '', loaded: false, capabilities: [], family: null }

export function isFiltering({ text, loaded, capabilities, family }: Filters): boolean {
  return text.trim() !== '' || loaded || capabilities.length > 0 || family !== null
}

/** Fewer hex digits than this are taken for part of a name only: `8` or `7b` would begin many digests. */
const SHORTEST_DIGEST = 4

function digestBegins(digest: string, word: string): boolean {
  const hex = word.replace(/^sha256[:-]/, '')
  return hex.length >= SHORTEST_DIGEST && digest.startsWith(hex)
}

/** The models that pass, in the order given. */
export function filterModels(
  models: readonly Model[],
  { text, loaded, capabilities, family }: Filters,
  isLoaded: (model: Model) => boolean,
): Model[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return models.filter((model) => {
    if (family !== null && model.details.family !== family) return false
    if (loaded && !isLoaded(model)) return false
    if (!capabilities.every((capability) => model.capabilities?.includes(capability))) return false
    const found = `${model.name} ${model.details.family}`.toLowerCase()
    return words.every((word) => found.includes(word) || digestBegins(model.digest, word))
  })
}

/** The families there are, by name, each with how many models it has. */
export function familiesOf(models: readonly Model[]): { family: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { details } of models)
    if (details.family !== '') counts.set(details.family, (counts.get(details.family) ?? 0) + 1)
  return [...counts].map(([family, count]) => ({ family, count })).sort((a, b) => naturalCompare(a.family, b.family))
}
