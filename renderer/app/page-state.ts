import type { QueryClient } from '@tanstack/react-query'
import type { PageState } from '#shared/contract/page-state.ts'
import { MAX_KEPT_NAMES, MAX_KEPT_TEXT } from '#shared/contract/page-state-bounds.ts'
import { noFilters } from '../features/library/filter.ts'
import { noSelection } from '../features/library/selection.ts'
import { useLibrary } from '../features/library/state.ts'
import { inspectorTabs, useInspectorTab } from '../features/inspector/tab.ts'
import type { Listing } from './data/models.ts'
import { useNavigation } from './navigation.ts'
import { queryKeys } from './query-keys.ts'

/** Which row has the focus does not count: the library gives it to one by itself. */
function isUntouched(): boolean {
  const { arrival, inspected } = useNavigation.getState()
  const { filters, selection } = useLibrary.getState()
  return arrival.turn === 0 && inspected === null && filters === noFilters && selection === noSelection
}

/** Opens the page as it was left with a host, unless the user has done something meanwhile. */
export function restorePageState(cache: QueryClient, hostId: string | null, state: PageState): void {
  if (!isUntouched()) return
  const { place, isBin, inspected, tab, filters, closed, selection, active, scroll } = state
  useNavigation.setState({ place, isBin, inspected })
  const known = inspectorTabs.find((one) => one === tab)
  if (known) useInspectorTab.setState({ tab: known })
  useLibrary.setState({
    hostId,
    filters,
    closed: new Set(closed),
    selection: new Set(selection),
    active,
    scroll,
    // The list stays where it was.
    revealed: inspected,
  })
  const list = cache.getQueryData<Listing>(queryKeys.modelList(hostId ?? ''))
  if (list) forgetGone(list.models)
}

/** Deselects models that are no longer there. */
export function forgetGone(models: readonly { name: string }[]): void {
  const names = new Set(models.map(({ name }) => name))
  const { inspected, inspect } = useNavigation.getState()
  if (inspected !== null && !names.has(inspected)) inspect(null)
  const { selection, select } = useLibrary.getState()
  const there = [...selection].filter((name) => names.has(name))
  if (there.length < selection.size) select(new Set(there))
}

/**
 * The state to keep.
 *
 * @param scroll how far the list of models is scrolled, in pixels; `undefined` if it is not shown
 */
export function currentPageState(hostId: string | null, scroll?: number): PageState {
  const { place, isBin, inspected } = useNavigation.getState()
  const { tab } = useInspectorTab.getState()
  const library = useLibrary.getState()
  const seen = { place, isBin, inspected, tab }
  // The library was not yet opened with this host.
  if (library.hostId !== hostId)
    return { ...seen, filters: { ...noFilters, capabilities: [] }, closed: [], selection: [], active: null, scroll: 0 }
  const { filters, closed, selection, active } = library
  return {
    ...seen,
    filters: { ...filters, text: filters.text.slice(0, MAX_KEPT_TEXT), capabilities: [...filters.capabilities] },
    closed: [...closed].slice(0, MAX_KEPT_NAMES),
    selection: [...selection].slice(0, MAX_KEPT_NAMES),
    active,
    scroll: Math.max(0, scroll ?? library.scroll),
  }
}
