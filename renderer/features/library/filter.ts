import memoizeOne from 'memoize-one'
import type { Model } from '#shared/contract/library.ts'
import { naturalCompare } from '#shared/domain/sorting.ts'
import type { NoteOf } from '../../app/data/notes.ts'
import { isOffered, type UpdateOf } from '../updates/state.ts'
import type { Fit, FitOf } from './fits.ts'

/** Capabilities with a chip in the filter bar; the others are in a menu. */
export const chips = ['embedding', 'vision', 'tools'] as const

/** Bounds between the size classes, in bytes. */
export const sizeBounds = [1e9, 5e9, 10e9, 20e9] as const

export interface Filters {
  /** Words that must all be found in the name, the family or the user's note, or begin the digest. */
  text: string
  loaded: boolean
  capabilities: readonly string[]
  /** `null` for all. */
  family: string | null
  /** Index of the size class: 0 is below the first bound, 1 from there to the second, and so on; `null` for all. */
  size: number | null
  /** `null` for all. */
  fit: Fit | null
  /** Only those of which an update is offered. */
  update: boolean
}

export const noFilters: Filters = {
  text: '',
  loaded: false,
  capabilities: [],
  family: null,
  size: null,
  fit: null,
  update: false,
}

export function isFiltering({ text, loaded, capabilities, family, size, fit, update }: Filters): boolean {
  const isChosen = loaded || update || family !== null || size !== null || fit !== null
  return isChosen || text.trim() !== '' || capabilities.length > 0
}

/** Fewer hex digits are searched for in names only: `8` or `7b` would match many digests. */
const SHORTEST_DIGEST = 4

interface Word {
  text: string
  /** What a digest must begin with; `null` if the word is too short for one. */
  hex: string | null
}

function wordsOf(text: string): Word[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return words.map((text) => {
    const hex = text.replace(/^sha256[:-]/, '')
    return { text, hex: hex.length < SHORTEST_DIGEST ? null : hex }
  })
}

/** What a model matches the words of a filter by: the farthest from its name that one of the words needs. */
export const matchKinds = ['name', 'family', 'note', 'digest'] as const

/** The models that match a filter, each kind in the given order; without words all match by name. */
export type Matches = Readonly<Record<(typeof matchKinds)[number], readonly Model[]>>

const none: readonly Model[] = []

/** All models that match, those that match by name first. */
export function allOf(matches: Matches): readonly Model[] {
  const { name, ...others } = matches
  return Object.values(others).every((models) => models.length === 0)
    ? name
    : matchKinds.flatMap((kind) => matches[kind])
}

/** Lowercase texts to search in: name, family and note, each after a line break. Kept, as every key press searches them. */
const searchedOf = memoizeOne((models: readonly Model[], noteOf: NoteOf | null): string[] =>
  models.map(({ name, details }) => `${name}\n${details.family}\n${noteOf?.(name) ?? ''}`.toLowerCase()),
)

function sizeClass(size: number): number {
  const at = sizeBounds.findIndex((bound) => size < bound)
  return at < 0 ? sizeBounds.length : at
}

/**
 * The models that pass the filters; `name` is `models` itself if nothing is filtered.
 *
 * @param noteOf the user's notes; `null` if there is none
 * @param fitOf `null` if the free memory is not known: no model is hidden for it
 * @param updateOf `null` if nothing was ever checked: no model is hidden for it
 */
export function filterModels(
  models: readonly Model[],
  filters: Filters,
  isLoaded: (model: Model) => boolean,
  noteOf: NoteOf | null = null,
  fitOf: FitOf | null = null,
  updateOf: UpdateOf | null = null,
): Matches {
  if (!isFiltering(filters)) return { name: models, family: none, note: none, digest: none }
  const { text, loaded, capabilities, family, size, fit, update } = filters
  const words = wordsOf(text)
  const texts = words.length > 0 ? searchedOf(models, noteOf) : []
  const matches: Record<keyof Matches, Model[]> = { name: [], family: [], note: [], digest: [] }
  for (const [at, model] of models.entries()) {
    if (family !== null && model.details.family !== family) continue
    if (size !== null && (model.size === null || sizeClass(model.size) !== size)) continue
    if (loaded && !isLoaded(model)) continue
    if (fit !== null && fitOf && fitOf(model) !== fit) continue
    if (update && updateOf && !isOffered(updateOf(model))) continue
    if (!capabilities.every((capability) => model.capabilities?.includes(capability))) continue
    const kind = matchOf(texts[at] ?? '', model.digest, words)
    if (kind) matches[kind].push(model)
  }
  return matches
}

/** `searched` is the text of `searchedOf`. */
function matchOf(searched: string, digest: string | null, words: readonly Word[]): keyof Matches | null {
  const nameEnd = searched.indexOf('\n')
  const familyEnd = searched.indexOf('\n', nameEnd + 1)
  let farthest = 0
  for (const { text, hex } of words) {
    const at = searched.indexOf(text)
    if (at < 0 && (hex === null || !digest?.startsWith(hex))) return null
    farthest = Math.max(farthest, at < 0 ? 3 : at > familyEnd ? 2 : at > nameEnd ? 1 : 0)
  }
  return matchKinds[farthest] ?? null
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
