import memoizeOne from 'memoize-one'
import type { Model } from '#shared/contract/library.ts'
import type { Loaded } from '#shared/contract/running.ts'
import { sharingIn, type Sharing, type WeightsOf } from '#shared/domain/sharing.ts'
import { useWeightsOf } from '../../app/data/weights.ts'
import { grouped, sorted, type Row } from './arrange.ts'
import { sortOf } from './columns.ts'
import { filterModels } from './filter.ts'
import { useLibrary } from './state.ts'
import { useLibraryView } from './view.ts'

export interface List {
  rows: readonly Row[]
  /** The models that pass the filters, in order. */
  shown: readonly Model[]
  /** Of those, the selected ones: an act must not reach what a filter hides. */
  selected: readonly Model[]
  /** How many of all are in memory. */
  loaded: number
  weightsOf: WeightsOf
  sharing: (model: Model) => Sharing | undefined
}

// Not `useMemo`: what was computed must outlive the page, which comes back to the same thousands of models.
const filteredBy = memoizeOne(filterModels)
const inOrder = memoizeOne(sorted)
const inGroups = memoizeOne(grouped)
const selectedIn = memoizeOne((shown: readonly Model[], selection: ReadonlySet<string>) =>
  selection.size === 0 ? [] : shown.filter(({ name }) => selection.has(name)),
)
const countOf = memoizeOne(
  (models: readonly Model[], isLoaded: (model: Model) => boolean) => models.filter(isLoaded).length,
)
const sharingOf = memoizeOne(sharingIn)
/** Whether a model is in memory, under its own name or a copy's; as `loadedAs`, but for thousands. */
const loadedIn = memoizeOne((key: string): ((model: Model) => boolean) => {
  const words = new Set(key.split(/\s/))
  return ({ name, digest, cloud }) => cloud === null && (words.has(name) || (digest !== null && words.has(digest)))
})

/** The list as it is looked at: filtered, ordered, grouped. */
export function useList(hostId: string, models: readonly Model[], running: readonly Loaded[]): List {
  const { filters, closed, selection } = useLibrary()
  const { view } = useLibraryView()
  const { id, desc } = view ? sortOf(view) : ({ id: 'name', desc: false } as const)
  const group = view?.group ?? 'none'
  const weightsOf = useWeightsOf(hostId)
  // Polls bring a new list of what is loaded each time; only another content may arrange the rows anew.
  const loadedKey = running.map(({ name, digest }) => `${name} ${digest}`).join('\n')
  const isLoaded = loadedIn(loadedKey)
  const shown = inOrder(filteredBy(models, filters, isLoaded), id, desc)
  return {
    rows: inGroups(shown, models, group, weightsOf, closed),
    shown,
    selected: selectedIn(shown, selection),
    loaded: countOf(models, isLoaded),
    weightsOf,
    sharing: sharingOf(models, weightsOf),
  }
}
