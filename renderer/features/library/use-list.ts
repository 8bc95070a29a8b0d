import memoizeOne from 'memoize-one'
import type { Model } from '#shared/contract/library.ts'
import type { Loaded } from '#shared/contract/running.ts'
import type { Sharing, WeightsOf } from '#shared/domain/sharing.ts'
import { useNoteOf } from '../../app/data/notes.ts'
import { sharingOf, useWeightsOf } from '../../app/data/weights.ts'
import { useUpdateOf } from '../updates/state.ts'
import { grouped, sortedMatches, type Row } from './arrange.ts'
import { sortOf } from './columns.ts'
import { allOf, filterModels } from './filter.ts'
import { useFitOf } from './fits.ts'
import { useLibrary } from './state.ts'
import { useLibraryView } from './view.ts'

export interface List {
  rows: readonly Row[]
  /** The models that match the filters, in their order. */
  shown: readonly Model[]
  /** The selected ones of them: an act must not apply to hidden models. */
  selected: readonly Model[]
  /** Number of all models in memory; `null` if not known. */
  loaded: number | null
  weightsOf: WeightsOf
  sharing: (model: Model) => Sharing | undefined
}

// Not `useMemo`: the results are kept while another page is shown, as the list may have thousands of models.
const filteredBy = memoizeOne(filterModels)
const inOrder = memoizeOne(sortedMatches)
const allIn = memoizeOne(allOf)
const inGroups = memoizeOne(grouped)
const selectedIn = memoizeOne((shown: readonly Model[], selection: ReadonlySet<string>) =>
  selection.size === 0 ? [] : shown.filter(({ name }) => selection.has(name)),
)
const countOf = memoizeOne(
  (models: readonly Model[], isLoaded: (model: Model) => boolean) => models.filter(isLoaded).length,
)
/** Whether a model is in memory, under its own name or a copy's; like `loadedAs`, but fast for thousands. */
const loadedIn = memoizeOne((key: string): ((model: Model) => boolean) => {
  const words = new Set(key.split(/\s/))
  return ({ name, digest, cloud }) => cloud === null && (words.has(name) || (digest !== null && words.has(digest)))
})

/** Of a host that does not answer it is not known, so no model is hidden for it. */
const maybeLoaded = () => true

/**
 * The list as shown: filtered, sorted, grouped.
 *
 * @param running what is in memory; `null` if not known
 */
export function useList(hostId: string, models: readonly Model[], running: readonly Loaded[] | null): List {
  const { filters, closed, selection } = useLibrary()
  const { view } = useLibraryView()
  const { id, desc } = view ? sortOf(view) : ({ id: 'name', desc: false } as const)
  const group = view?.group ?? 'none'
  const weightsOf = useWeightsOf(hostId)
  // Each poll brings a new array; the rows are computed again only if its content has changed.
  const loadedKey = running?.map(({ name, digest }) => `${name} ${digest}`).join('\n')
  const isLoaded = loadedKey === undefined ? maybeLoaded : loadedIn(loadedKey)
  const noteOf = useNoteOf(hostId, filters.text.trim() !== '')
  const fitOf = useFitOf(hostId)
  const updateOf = useUpdateOf(hostId)
  // It changes with the free memory, and most lists do not depend on it.
  const filtered = filteredBy(
    models,
    filters,
    isLoaded,
    noteOf,
    filters.fit === null ? null : fitOf,
    filters.update ? updateOf : null,
  )
  const matches = inOrder(
    filtered,
    id,
    desc,
    (id === 'fits' && fitOf) || undefined,
    (id === 'update' && updateOf) || undefined,
  )
  const shown = allIn(matches)
  return {
    rows: inGroups(matches, models, group, weightsOf, closed),
    shown,
    selected: selectedIn(shown, selection),
    loaded: running && countOf(models, isLoaded),
    weightsOf,
    sharing: sharingOf(models, weightsOf),
  }
}
