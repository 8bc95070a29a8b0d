import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { MAX_TEXT_CHARACTERS, MAX_TEXTS } from '#shared/contract/embedding-bounds.ts'
import type { CorralClient } from '#shared/contract/index.ts'
import type { SavedRun } from '#shared/contract/playground.ts'
import { openApp } from '../app.ts'
import { ManualClock } from '../test-clock.ts'
import { testPlatform } from '../test-platform.ts'
import { runsFormat, viewFormat } from './playground-formats.ts'

const SECRET_TEXT = 'what only the user knows'
const entry = (text: string, group: string | null = null) => ({ text, group })
const run = (id: string, more: Partial<SavedRun> = {}): SavedRun => ({
  id,
  hostId: 'local',
  model: 'm:latest',
  dimensions: 2,
  texts: [entry('a'), entry('b', 'g')],
  settings: { truncate: true, dimensions: 0, options: { num_ctx: 64 }, keepAlive: '5m' },
  figures: {
    tokens: 4,
    tokensOf: [2, 2],
    cut: [{ text: 1, tokens: 2 }],
    totalNs: 10,
    loadNs: null,
    elapsedMs: 1.5,
    calls: 2,
    endpoint: 'embed',
  },
  missing: [{ text: 0, problem: { code: 'vector_missing', params: { server: 'http://x' }, retryable: false } }],
  at: 1,
  ...more,
})
const texts = (...all: string[]) => ({ entries: all.map((text) => entry(text)), groups: [] })
const file = (value: unknown, version = 1) => JSON.stringify({ version, value })

async function start(files: Record<string, string> = {}, disk = testPlatform({}, files).disk) {
  const clock = new ManualClock()
  const platform = { ...testPlatform(), disk, clock }
  const app = await openApp(platform, { checkOutputs: true })
  const client: CorralClient = createRouterClient(app.router)
  const valueOf = async (name: string) => {
    const text = await disk.read(name)
    return text === null ? null : (JSON.parse(text) as { value: unknown }).value
  }
  return { app, client, clock, disk, valueOf, platform, notices: () => platform.notices.all() }
}

describe('the playground', () => {
  it('has texts, runs and view again after a restart', async () => {
    const first = await start()
    const view = { ...viewFormat.initial, draft: 'half a te', selection: [1], tab: 'runs' as const, shownId: 'r1' }
    const saved = { texts: { entries: [entry('a\0\ud800', 'g'), entry('b')], groups: ['g', 'old'] }, runs: [run('r1')] }
    await first.client.playground.save({ ...saved, view })
    expect(await first.client.playground.get()).toEqual({ ...saved, view })
    await first.app.close()
    const second = await start({}, first.disk)
    expect(await second.client.playground.get()).toEqual({ ...saved, view })
    expect(second.notices()).toEqual([])
    await second.app.close()
  })

  it('writes only what changed, a second after the first change', async () => {
    const { client, clock, disk, valueOf, app } = await start()
    await client.playground.save({ texts: texts('a') })
    await clock.advance(600)
    await client.playground.save({ texts: texts('a', 'b') })
    expect(await valueOf('playground-texts.json')).toBeNull()
    await clock.advance(400)
    await expect.poll(() => valueOf('playground-texts.json')).toEqual(texts('a', 'b'))
    expect([...disk.files.keys()].filter((name) => name.startsWith('playground'))).toEqual(['playground-texts.json'])
    await app.close()
  })

  it('keeps no copy of texts that were removed', async () => {
    const { client, disk, app } = await start({ 'playground-texts.json': file(texts(SECRET_TEXT)) })
    expect(await client.playground.get()).toMatchObject({ texts: texts(SECRET_TEXT) })
    await client.playground.save({ texts: texts(), runs: [] })
    await app.close()
    expect([...disk.files.values()].join('\n')).not.toContain(SECRET_TEXT)
  })

  it('writes no text to the log, whatever happens to the files and calls', async () => {
    const { client, disk, app, platform } = await start({
      'playground-texts.json': `{"version":1,"value":{"entries":["${SECRET_TEXT}", {"text":"${SECRET_TEXT}","group":"`,
      'playground-runs.json': file([run('a', { texts: [entry(SECRET_TEXT)] }), { texts: [SECRET_TEXT] }]),
    })
    disk.broken.add('playground-texts.json')
    expect(await client.playground.get()).toMatchObject({ texts: texts(), runs: [] })
    await client.playground.save({ texts: texts(SECRET_TEXT) })
    const refused = { entries: [{ text: SECRET_TEXT, group: SECRET_TEXT.repeat(9) }], groups: [] }
    await expect(client.playground.save({ texts: refused })).rejects.toThrow()
    await app.close()
    const codes = platform.notices.all().map(({ code, params }) => [code, params['file']])
    expect(codes).toContainEqual(['file_set_aside', 'playground-texts.json'])
    expect(codes).toContainEqual(['entries_set_aside', 'playground-runs.json'])
    expect(codes).toContainEqual(['not_saved', 'playground-texts.json'])
    const log = await platform.log.tail(1e6)
    expect(log).toContain('playground-texts.json')
    expect(log).not.toContain(SECRET_TEXT)
  })

  it('refuses more texts than one run can embed', async () => {
    const { client, app } = await start()
    const long = 'x'.repeat(MAX_TEXT_CHARACTERS)
    await client.playground.save({ texts: texts(long) })
    for (const refused of [texts(long, 'x'), texts(...Array.from({ length: MAX_TEXTS + 1 }, () => ''))])
      await expect(client.playground.save({ texts: refused })).rejects.toThrow()
    await app.close()
  })
})

describe('of a file that is damaged in part, the rest is there', () => {
  it('texts', async () => {
    const odd = [entry('a'), { text: 'b' }, 'c', { text: 7 }, { text: 'd', group: '' }, null, entry('e', 'g')]
    const value = { entries: odd, groups: ['g', 5, ''] }
    const { client, notices } = await start({ 'playground-texts.json': file(value) })
    const { texts: read } = await client.playground.get()
    expect(read).toEqual({ entries: [entry('a'), entry('b'), entry('e', 'g')], groups: ['g'] })
    expect(notices()).toMatchObject([{ code: 'entries_set_aside', params: { count: 6 } }])
  })

  it('texts beyond the bounds', async () => {
    const entries = [entry('x'.repeat(MAX_TEXT_CHARACTERS - 1)), entry('yy'), entry('z')]
    const { client, notices } = await start({ 'playground-texts.json': file({ entries, groups: [] }) })
    expect((await client.playground.get()).texts.entries).toEqual([entries[0], entries[2]])
    expect(notices()).toMatchObject([{ code: 'entries_set_aside', params: { count: 1 } }])
  })

  it.each([
    ['no run', 'r'],
    ['a run of the same id', run('a')],
    ['a run without texts', run('b', { texts: [] })],
    ['a missing vector of no text', run('b', { missing: [{ ...run('x').missing[0]!, text: 2 }] })],
    ['a cut text that is none', run('b', { figures: { ...run('x').figures, cut: [{ text: 2, tokens: 1 }] } })],
    ['counts of other texts', run('b', { figures: { ...run('x').figures, tokensOf: [1] } })],
    ['a problem nobody knows', { ...run('b'), missing: [{ text: 0, problem: { code: 'x', params: {} } }] }],
    ['a time that is none', { ...run('b'), at: 'today' }],
    ['a time later than any', run('b', { at: 1e300 })],
  ])('runs: %s', async (_what, odd) => {
    const { client, notices } = await start({ 'playground-runs.json': file([run('a'), odd, run('c')]) })
    expect((await client.playground.get()).runs.map(({ id }) => id)).toEqual(['a', 'c'])
    expect(notices()).toMatchObject([{ code: 'entries_set_aside', params: { count: 1 } }])
  })

  it('the view', async () => {
    const odd = { draft: 5, active: -1, selection: ['a'], order: 'best', tab: 'runs', dimensions: 1.5, keepAlive: null }
    const { client, notices } = await start({ 'playground-view.json': file(odd) })
    expect((await client.playground.get()).view).toEqual({ ...viewFormat.initial, tab: 'runs' })
    expect(notices()).toMatchObject([
      { code: 'fields_reset', params: { fields: 'draft, active, selection, order, dimensions, keepAlive' } },
    ])
  })

  it('a file of a newer version is left as it is', async () => {
    const newer = file([run('a')], runsFormat.version + 1)
    const { client, app, disk, notices } = await start({ 'playground-runs.json': newer })
    expect((await client.playground.get()).runs).toEqual([run('a')])
    await client.playground.save({ runs: [] })
    await app.close()
    expect(disk.files.get('playground-runs.json')).toBe(newer)
    expect(notices()).toMatchObject([{ code: 'newer_version', decidable: true }])
  })
})
