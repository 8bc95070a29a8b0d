import { expect, it } from 'vitest'
import { MAX_TEXT_CHARACTERS, MAX_TEXTS } from '#shared/contract/embedding-bounds.ts'
import { playground, type SavedRun } from '#shared/contract/playground.ts'
import { useQueryText } from '../run/query.ts'
import { useResults } from '../run/results.ts'
import { useSetup } from '../setup/store.ts'
import { useTexts } from '../texts/store.ts'
import { useView } from '../view.ts'
import { currentView, openSaved, savedRuns, savedTexts } from './saved.ts'

const entry = (text: string, group: string | null = null) => ({ text, group })
const run: SavedRun = {
  id: 'r1',
  hostId: 'local',
  model: 'm:latest',
  dimensions: 2,
  texts: [entry('a'), entry('a', 'g')],
  settings: { truncate: false, dimensions: 0, options: { stop: ['x'] }, keepAlive: -1 },
  figures: {
    tokens: null,
    tokensOf: [1, null],
    cut: null,
    totalNs: 1.5,
    loadNs: null,
    elapsedMs: -3,
    calls: 2,
    endpoint: 'embeddings',
  },
  missing: [{ text: 1, problem: { code: 'vector_missing', params: { server: 's' }, retryable: false } }],
  at: 5,
}

/** Whether the core takes it. */
const isTaken = (parts: object) => playground.save['~orpc'].inputSchema!['~standard'].validate(parts)

it('is the same after it was saved and opened', () => {
  const view = {
    draft: 'half a',
    query: 'another',
    active: 2,
    selection: [0, 2],
    order: 'group' as const,
    map: 'layout' as const,
    tab: 'vector' as const,
    beside: 'matrices' as const,
    shownId: 'r1',
    besideId: null,
    model: 'm:latest',
    second: 'n',
    truncate: false,
    dimensions: 64,
    options: 'num_ctx=',
    keepAlive: 'other' as const,
    keepAliveText: '7',
  }
  const texts = { entries: [entry('a'), entry('b', 'g'), entry('a', 'h')], groups: ['old', 'g', 'h'] }
  openSaved({ texts, runs: [run], view })
  expect(useTexts.getState().selection).toEqual(new Set(['a', 'a\u{0}1']))
  expect(useResults.getState().runs).toMatchObject([{ id: 'r1', hostId: 'local', isOpening: true }])
  const { entries, groups } = useTexts.getState()
  expect(savedTexts(entries, groups)).toEqual(texts)
  expect(savedRuns(useResults.getState().runs)).toEqual([run])
  expect(currentView()).toEqual(view)
  expect(isTaken({ texts, runs: [run], view: currentView() })).not.toHaveProperty('issues')
})

it('keeps what fits where texts, settings and answers are beyond every bound', () => {
  const long = 'x'.repeat(MAX_TEXT_CHARACTERS + 1)
  const entries = [entry(long), ...Array.from({ length: MAX_TEXTS + 1 }, (_, at) => entry(String(at)))]
  useTexts.getState().set(entries)
  useTexts.getState().select(useTexts.getState().keys)
  useTexts.getState().write(long)
  useView.getState().activate(String(MAX_TEXTS))
  useQueryText.getState().write(long)
  useSetup.getState().change({ options: long, keep: { choice: 'other', text: long } })
  const texts = savedTexts(entries, ['g'])
  expect(texts.entries).toEqual(entries.slice(1, MAX_TEXTS + 1))

  const odd = {
    ...run,
    missing: [
      { text: 0, problem: { ...run.missing[0]!.problem, params: { server: long }, detail: long, status: 500 } },
    ],
  }
  const told = ({ id, hostId, ...facts }: SavedRun) => ({ id, hostId, facts })
  const runs = savedRuns([told(odd), told({ ...run, id: 'long', texts: [entry(long)] }), told({ ...run, id: 'r2' })])
  expect(runs.map(({ id }) => id)).toEqual(['r1', 'r2'])
  expect(isTaken({ texts, runs, view: currentView() })).not.toHaveProperty('issues')
  expect(isTaken({ texts: { entries, groups: [] } })).toHaveProperty('issues')
})

it('does not replace a model that was chosen before it opened', () => {
  useSetup.getState().change({ model: 'just-chosen' })
  openSaved({ texts: { entries: [], groups: [] }, runs: [], view: { ...currentView(), model: 'saved' } })
  expect(useSetup.getState().model).toBe('just-chosen')
})
