import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, it } from 'vitest'
import { pageState, type PageState } from '#shared/contract/page-state.ts'
import { MAX_KEPT_NAMES } from '#shared/contract/page-state-bounds.ts'
import { usedPageState as used } from '#shared/domain/test-fixtures.ts'
import { useInspectorTab } from '../features/inspector/tab.ts'
import { useLibrary } from '../features/library/state.ts'
import { testModel } from '../features/library/test-model.ts'
import { useNavigation } from './navigation.ts'
import { currentPageState, forgetGone, restorePageState } from './page-state.ts'
import { queryKeys } from './query-keys.ts'

beforeEach(() => {
  useNavigation.setState(useNavigation.getInitialState())
  useLibrary.setState(useLibrary.getInitialState())
  useInspectorTab.setState(useInspectorTab.getInitialState())
})
const cacheOf = (...names: string[]) => {
  const cache = new QueryClient()
  const models = names.map((name) => testModel(name))
  if (names.length > 0) cache.setQueryData(queryKeys.modelList('h'), { revision: '', models, leftOut: 0 })
  return cache
}
const isTaken = async (state: PageState) =>
  !(await pageState.save['~orpc'].inputSchema!['~standard'].validate({ hostId: 'h', state })).issues

it('opens as it was left', () => {
  restorePageState(cacheOf('a:1', 'b:2'), 'h', used)
  expect(currentPageState('h')).toEqual(used)
  expect(useLibrary.getState().revealed).toBe('a:1')
  // The library is opened with that host.
  useLibrary.getState().enter('h')
  expect(currentPageState('h')).toEqual(used)
  expect(currentPageState('h', 20)).toEqual({ ...used, scroll: 20 })
})

it('shows the bin again', () => {
  const inBin: PageState = { ...used, place: 'library', isBin: true, inspected: null }
  restorePageState(cacheOf(), 'h', inBin)
  expect(useNavigation.getState()).toMatchObject({ place: 'library', isBin: true })
  expect(currentPageState('h')).toEqual(inBin)
})

it('does not select what is gone', () => {
  restorePageState(cacheOf('b:2'), 'h', used)
  expect(currentPageState('h')).toEqual({ ...used, inspected: null, selection: ['b:2'] })
  forgetGone([])
  expect(currentPageState('h').selection).toEqual([])
})

it('of another host takes no filter and no selection along', () => {
  restorePageState(cacheOf(), 'h', used)
  expect(currentPageState('other')).toMatchObject({ place: 'running', filters: { text: '' }, selection: [], scroll: 0 })
})

it('is not changed after the user has gone somewhere', () => {
  useNavigation.getState().go('hosts')
  restorePageState(cacheOf(), 'h', used)
  expect(currentPageState('h')).toMatchObject({ place: 'hosts', inspected: null, selection: [] })
})

it('ignores a tab that it does not have', () => {
  restorePageState(cacheOf(), 'h', { ...used, tab: 'cellar' })
  expect(currentPageState('h').tab).toBe('overview')
})

it('is accepted by the core, however much is selected', async () => {
  expect(await isTaken(currentPageState(null))).toBe(true)
  const names = Array.from({ length: MAX_KEPT_NAMES + 9 }, (_, at) => `m:${at}`)
  const text = 'x'.repeat(5000)
  restorePageState(cacheOf(), 'h', { ...used, filters: { ...used.filters, text }, selection: names, closed: names })
  expect(await isTaken(currentPageState('h'))).toBe(true)
})
