import type { TFunction } from 'i18next'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { CorralClient } from '#shared/contract/index.ts'
import { ConnectionLost } from '../../../host/connection.ts'
import { notify } from '../../../ui/index.ts'
import { useResults } from '../run/results.ts'
import { useSetup } from '../setup/store.ts'
import { useTexts } from '../texts/store.ts'
import { useView } from '../view.ts'
import { clearPlayground } from './clear.ts'
import { restore } from './restore.ts'
import { currentView } from './saved.ts'

vi.mock('../../../ui/index.ts', () => ({ notify: vi.fn() }))

const entry = (text: string) => ({ text, group: null })
const facts = { model: 'm', dimensions: 2, texts: [entry('a')], missing: [], figures: {}, settings: {}, at: 1 }
const saved = {
  texts: { entries: [entry('a'), entry('b')], groups: [] },
  runs: [{ id: 'r1', hostId: 'local', ...facts }],
  view: { ...currentView(), tab: 'runs', shownId: 'r1', selection: [1] },
}
const save = vi.fn((_parts: Record<string, unknown>) => Promise.resolve())
const release = vi.fn((_run: { runId: string }) => Promise.resolve())
const client = {
  playground: { get: async () => saved, save },
  embeddings: { vectors: () => Promise.reject(new Error('gone')), release },
} as unknown as CorralClient
const page = Object.assign(new EventTarget(), { hidden: false })

beforeAll(async () => {
  vi.useFakeTimers()
  vi.stubGlobal('window', Object.assign(page, { setTimeout, clearTimeout }))
  vi.stubGlobal('document', page)
  vi.stubGlobal(
    'Worker',
    class extends EventTarget {
      postMessage() {
        throw new Error('no worker here')
      }
    },
  )
  await restore(client)
  await vi.advanceTimersByTimeAsync(1000)
})
beforeEach(() => save.mockReset().mockResolvedValue(undefined))
afterEach(() => vi.advanceTimersByTimeAsync(10_000))
afterAll(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('lists the runs whose vectors are gone', () => {
  expect(useResults.getState()).toMatchObject({ runs: [{ id: 'r1', isOpening: false }], shownId: null })
})

it('sends what changed, once for several changes', async () => {
  useTexts.getState().add([entry('c')])
  useTexts.getState().add([entry('d')])
  await vi.advanceTimersByTimeAsync(99)
  expect(save).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(save.mock.calls).toEqual([[{ texts: { entries: ['a', 'b', 'c', 'd'].map(entry), groups: [] } }]])
})

it('sends nothing where only the pointer moved or a run makes progress', async () => {
  useView.getState().hover('a')
  useResults.setState({ work: { kind: 'idle' } })
  await vi.advanceTimersByTimeAsync(1000)
  expect(save).not.toHaveBeenCalled()
})

it('sends at once when the page closes', () => {
  useTexts.getState().write('half a')
  page.dispatchEvent(new Event('pagehide'))
  expect(save.mock.calls).toEqual([[{ view: expect.objectContaining({ draft: 'half a' }) }]])
})

it('sends it again where the core was not reached', async () => {
  save.mockRejectedValueOnce(new ConnectionLost())
  useTexts.getState().write('')
  await vi.advanceTimersByTimeAsync(100)
  expect(save).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(3000)
  expect(save).toHaveBeenCalledTimes(2)
  expect(save).toHaveBeenLastCalledWith({ view: expect.objectContaining({ draft: '' }) })
})

it('opens only once, so that what is there now stays after the connection was lost', async () => {
  useView.getState().look({ tab: 'vector' })
  await restore(client)
  expect(useView.getState().tab).toBe('vector')
  await vi.advanceTimersByTimeAsync(1000)
  expect(save).toHaveBeenCalledTimes(1)
})

const t = ((key: string) => key) as TFunction
/** The button of the last toast. */
const undo = () => {
  const action = vi.mocked(notify).mock.lastCall?.[0].action
  if (!action) throw new Error('no button')
  return action
}

it('forgets all by Clear, and has all again by Undo', async () => {
  useSetup.getState().change({ options: 'num_ctx=5' })
  useTexts.getState().select(['a'])
  await vi.advanceTimersByTimeAsync(1000)
  const before = { view: currentView(), entries: useTexts.getState().entries, runs: useResults.getState().runs }
  save.mockClear()
  clearPlayground(t)
  await vi.advanceTimersByTimeAsync(100)
  expect(save).toHaveBeenCalledExactlyOnceWith({
    texts: { entries: [], groups: [] },
    runs: [],
    view: { ...saved.view, tab: 'nearest', shownId: null, selection: [] },
  })
  undo().onSelect()
  expect(currentView()).toEqual(before.view)
  expect(useTexts.getState().entries).toEqual(before.entries)
  expect(useResults.getState().runs).toEqual(before.runs)
  await vi.advanceTimersByTimeAsync(100)
  expect(save).toHaveBeenLastCalledWith(expect.objectContaining({ view: before.view }))
})

it('drops the vectors once Clear can no longer be undone', () => {
  release.mockClear()
  clearPlayground(t)
  expect(release).not.toHaveBeenCalled()
  undo().onPassed?.()
  expect(release).toHaveBeenCalledExactlyOnceWith({ runId: 'r1' })
})
