import http from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HistoryEntry } from '#shared/contract/history.ts'
import {
  copyCalls,
  loadCalls,
  removeCalls,
  renameCalls,
  restoreCalls,
  transferCalls,
  unloadCalls,
} from '#shared/domain/act-calls.ts'
import type { Call } from '#shared/ollama/calls.ts'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import { closeAll, listen, open } from '../hosts/test-hosts.ts'
import { openJournal } from '../operations/journal.ts'
import { newOperation, operationsFormat } from '../operations/operation.ts'
import { testPlatform, type TestPlatform } from '../test-platform.ts'
import { problemOf } from '../test-problem.ts'

const TOKEN = 'a-secret-token'
const NAME = 'phi4-mini:latest'
const reads = /^\/api\/(tags|ps|show|version|me|blobs.*)$/

let sandbox: Sandbox
let url: string
/** What the server received, besides requests that only read. */
let received: Call[]
/** The path of a request that is refused once. */
let refused: string | null
let test: Awaited<ReturnType<typeof start>>

async function start(platform: TestPlatform = testPlatform()) {
  const { app, client } = await open(platform)
  return { app, client, platform }
}

beforeEach(async () => {
  sandbox = await startSandbox({ rate: 0 })
  received = []
  refused = null
  const proxy = http.createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts)
      const { method = 'GET', url: path = '/' } = request
      if (method !== 'GET' && method !== 'HEAD' && !reads.test(path))
        received.push({ method, path, body: JSON.parse(String(body)) as Record<string, unknown> } as Call)
      if (refused === path) {
        refused = null
        return void response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"full"}')
      }
      const onward = http.request(sandbox.url + path, { method, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response)
      })
      onward.on('error', () => request.socket.destroy())
      return void onward.end(body)
    })
  })
  url = await listen(proxy, 'http')
  test = await start()
})
afterEach(async () => {
  await closeAll()
  await sandbox.close()
})

const added = async () => {
  const credentials = { auth: { kind: 'bearer' as const, token: TOKEN }, headers: [{ name: 'x-key', value: TOKEN }] }
  const { id } = await test.client.hosts.add({ name: 'box', url, credentials })
  await test.client.hosts.select({ hostId: id })
  return id
}
const list = (more: Partial<Parameters<typeof test.client.history.list>[0]> = {}) => test.client.history.list(more)
const newest = async (): Promise<HistoryEntry> => {
  const [row] = (await list()).rows
  return test.client.history.entry({ id: row?.id ?? '' })
}
/** The stamp in a name of the bin is the time of the act. */
const stamped = (calls: unknown) =>
  JSON.parse(JSON.stringify(calls).replaceAll(/corral-bin\/([a-z])[0-9a-z]+\./g, 'corral-bin/$1.')) as unknown
const callsOf = ({ parts }: HistoryEntry) =>
  parts.flatMap(({ calls }) => calls.map(({ method, path, body }) => ({ method, path, body })))

describe('an act on models', () => {
  const ended = (hostId: string) =>
    vi.waitFor(() => expect(test.app.transfers.all().filter((one) => one.hostId === hostId)[0]?.state).toBe('done'))
  const acts: [string, (hostId: string) => Promise<unknown>, () => Call[], object][] = [
    [
      'a copy',
      (hostId) => test.client.library.copy({ hostId, source: NAME, destination: 'mine:1' }),
      () => copyCalls(NAME, 'mine:1'),
      { act: 'copy', names: [NAME, 'mine:1'], undo: { possible: true } },
    ],
    [
      'a copy over another model',
      (hostId) => test.client.library.copy({ hostId, source: NAME, destination: 'llama3.2:latest', overwrite: true }),
      () => copyCalls(NAME, 'llama3.2:latest', { at: Date.now() }),
      { act: 'copy', names: [NAME, 'llama3.2:latest'] },
    ],
    [
      'a rename',
      (hostId) => test.client.library.rename({ hostId, from: NAME, to: 'mine:1' }),
      () => renameCalls(NAME, 'mine:1'),
      { act: 'rename', names: [NAME, 'mine:1'], undo: { possible: true } },
    ],
    [
      'a delete into the bin',
      (hostId) => test.client.library.remove({ hostId, name: NAME }),
      () => removeCalls([NAME], Date.now()),
      { act: 'bin', names: [NAME], undo: { possible: true } },
    ],
    [
      'a delete for good',
      (hostId) => test.client.library.remove({ hostId, name: NAME, forGood: true }),
      () => removeCalls([NAME], null),
      { act: 'delete', names: [NAME], undo: { possible: false, problem: { code: 'undo_gone' } } },
    ],
    [
      'a load',
      (hostId) => test.client.running.load({ hostId, name: NAME, keepAlive: '10m', options: { num_ctx: 2048 } }),
      () => loadCalls({ model: NAME, keep_alive: '10m', options: { num_ctx: 2048 } }, null),
      { act: 'load', names: [NAME], undo: null },
    ],
    [
      'an unload',
      (hostId) => test.client.running.unload({ hostId, name: NAME }),
      () => unloadCalls([NAME]),
      { act: 'unload', names: [NAME], undo: null },
    ],
    [
      'a pull',
      async (hostId) => {
        await test.client.transfers.start({ hostId, kind: 'pull', name: 'tiny:1' })
        await ended(hostId)
      },
      () => transferCalls('pull', [{ model: 'tiny:1', insecure: false, stream: true }]),
      { act: 'pull', names: ['tiny:1'], undo: null },
    ],
    [
      'a push',
      async (hostId) => {
        await test.client.library.copy({ hostId, source: NAME, destination: 'me/mine:1' })
        received = []
        await test.client.transfers.start({ hostId, kind: 'push', name: 'me/mine:1' })
        await ended(hostId)
      },
      () => transferCalls('push', [{ model: 'me/mine:1', insecure: false, stream: true }]),
      { act: 'push', names: ['me/mine:1'], undo: null },
    ],
  ]
  it.each(acts)('%s is kept with what was sent, which is what was shown before', async (_, act, shown, row) => {
    const hostId = await added()
    received = []
    await act(hostId)
    await test.client.library.list({ hostId })
    const entry = await newest()
    expect(entry.row).toMatchObject({ ...row, state: 'done', host: { name: 'box', url }, isUndone: false })
    expect(entry.row.endedAt).toBeGreaterThanOrEqual(entry.row.at)
    expect(callsOf(entry)).toEqual(received)
    expect(stamped(shown())).toEqual(stamped(received))
    expect(entry.parts.flatMap(({ calls }) => calls.map(({ status }) => status))).toEqual(received.map(() => 200))
  })

  it('restored from the bin is kept, too', async () => {
    const hostId = await added()
    await test.client.library.remove({ hostId, name: NAME })
    const [entry] = (await test.client.bin.list({ hostId })).entries
    received = []
    await test.client.bin.restore({ hostId, binName: entry?.name ?? '' })
    expect((await newest()).row).toMatchObject({ act: 'restore', names: [NAME], reverses: null })
    expect(restoreCalls(entry?.name ?? '', NAME)).toEqual(received)
    await test.client.library.remove({ hostId, name: NAME })
    const [again] = (await test.client.bin.list({ hostId })).entries
    await test.client.bin.empty({ hostId, binNames: [again?.name ?? ''] })
    expect((await newest()).row).toMatchObject({ act: 'empty', names: [NAME] })
  })

  it('that the server refuses is kept with its answer', async () => {
    const hostId = await added()
    refused = '/api/copy'
    const { code } = await problemOf(test.client.library.copy({ hostId, source: NAME, destination: 'mine:1' }))
    expect(await newest()).toMatchObject({
      row: { act: 'copy', state: 'failed', problem: { code }, undo: null },
      parts: [{ calls: [{ path: '/api/copy', status: 500 }], canRetry: true }],
    })
    await test.client.history.retry({ id: (await newest()).parts[0]?.id ?? '' })
    expect((await newest()).row).toMatchObject({ act: 'copy', state: 'done' })
  })

  it('of several models at once is one line, whose failed part is tried again alone', async () => {
    const hostId = await added()
    await test.client.library.remove({ hostId, name: NAME, partOf: 'both' })
    await problemOf(test.client.library.copy({ hostId, source: 'none:1', destination: 'mine:1', partOf: 'both' }))
    const { rows } = await list()
    expect(rows[0]).toMatchObject({ id: 'both', state: 'failed', parts: { total: 2, failed: 1 } })
    const { parts } = await newest()
    expect(parts).toMatchObject([{ state: 'done' }, { state: 'failed', problem: { code: 'model_not_found' } }])
    await test.client.library.copy({ hostId, source: 'llama3.2:latest', destination: 'none:1' })
    await test.client.history.retry({ id: parts[1]?.id ?? '' })
    expect(await test.client.history.entry({ id: 'both' })).toMatchObject({
      row: { state: 'done', parts: { total: 2, failed: 0 } },
    })
    await test.client.history.undo({ id: 'both' })
    expect((await test.client.history.entry({ id: 'both' })).row).toMatchObject({ isUndone: true })
    expect((await newest()).row).toMatchObject({ reverses: 'undo', parts: { total: 2 } })
  })
})

describe('undo and redo', () => {
  it('reverse the newest act of the host, one after another', async () => {
    const hostId = await added()
    await test.client.library.rename({ hostId, from: NAME, to: 'mine:1' })
    await test.client.library.copy({ hostId, source: 'mine:1', destination: 'other:1' })
    const last = async (direction: 'undo' | 'redo') =>
      (await test.client.history.undoLast({ hostId, direction })).undone?.act ?? null
    expect(await last('redo')).toBeNull()
    expect(await last('undo')).toBe('copy')
    expect((await newest()).row).toMatchObject({ act: 'copy', reverses: 'undo' })
    expect(await last('undo')).toBe('rename')
    expect(await last('undo')).toBeNull()
    expect(await last('redo')).toBe('rename')
    expect((await newest()).row).toMatchObject({ act: 'rename', reverses: 'redo' })
    expect(await last('redo')).toBe('copy')
    expect(await last('redo')).toBeNull()
    expect(await last('undo')).toBe('copy')
    // Something else was done since.
    await test.client.library.copy({ hostId, source: 'mine:1', destination: 'third:1' })
    expect(await last('redo')).toBeNull()
  })

  it('go by the order of the acts where the clock was set back', async () => {
    const hostId = await added()
    await test.client.library.copy({ hostId, source: NAME, destination: 'first:1' })
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000)
    await test.client.library.copy({ hostId, source: NAME, destination: 'second:1' })
    expect((await list()).rows.map(({ names }) => names[1])).toEqual(['second:1', 'first:1', undefined])
    const { undone } = await test.client.history.undoLast({ hostId, direction: 'undo' })
    expect(undone?.names).toEqual([NAME, 'second:1'])
  })
})

describe('a change of Corral itself', () => {
  it('of a host is kept, and nothing secret of it', async () => {
    const hostId = await added()
    expect(await newest()).toMatchObject({
      row: { act: 'host_add', host: { id: hostId, name: 'box' }, state: 'done' },
      parts: [
        {
          calls: [],
          changes: [
            { field: 'url', from: '', to: url },
            { field: 'name', from: '', to: 'box' },
            { field: 'credentials', from: '', to: 'changed' },
          ],
        },
      ],
    })
    const memory = { gpus: [24, 12], isUnified: false, ram: 64, cacheType: null, slots: null }
    await test.client.hosts.setMemory({ hostId, memory })
    expect((await newest()).parts[0]?.changes).toContainEqual({ field: 'memory.gpus', from: '', to: '24, 12' })
    await test.client.hosts.update({ hostId, name: 'den', url, credentials: null })
    expect((await newest()).parts[0]?.changes).toEqual([
      { field: 'name', from: 'box', to: 'den' },
      { field: 'credentials', from: '', to: 'changed' },
    ])
    await test.client.hosts.setDefault({ hostId })
    expect((await newest()).parts[0]?.changes).toEqual([{ field: 'default', from: '', to: 'den' }])
    await test.client.hosts.remove({ hostId })
    expect((await newest()).row).toMatchObject({ act: 'host_remove', host: { name: 'den', url } })
    const kept = JSON.stringify([await test.client.history.export({}), [...test.platform.disk.files]])
    expect(kept).not.toContain(TOKEN)
    expect(kept).not.toContain('Authorization')
  })

  it('of settings is kept, but not of how the page looks', async () => {
    await test.client.settings.update({ theme: 'dark' })
    expect((await list()).total).toBe(0)
    await test.client.settings.update({ theme: 'light', keepAlive: '1h', stallRescue: false })
    expect(await newest()).toMatchObject({
      row: { act: 'settings', state: 'done' },
      parts: [
        {
          changes: [
            { field: 'keepAlive', from: '', to: '1h' },
            { field: 'stallRescue', from: 'true', to: 'false' },
          ],
        },
      ],
    })
  })

  it('during which Corral died is found to have taken place or not', async () => {
    const files = async (taken: boolean) => {
      const { client, platform } = await start()
      await client.settings.update({ keepAlive: '1h' })
      const after = Object.fromEntries(platform.disk.files)
      const [, intent = ''] = (after['operations.journal'] ?? '').split('\n').slice(0, 2)
      const [header = ''] = (after['operations.journal'] ?? '').split('\n')
      const { 'settings.json': changed, ...rest } = after
      return {
        ...rest,
        ...(taken && changed !== undefined ? { 'settings.json': changed } : {}),
        'operations.journal': `${header}\n${intent}\n`,
      }
    }
    for (const taken of [true, false]) {
      const { client } = await start(testPlatform({}, await files(taken)))
      expect((await client.history.list({})).rows).toMatchObject([
        { act: 'settings', state: taken ? 'done' : 'undone' },
      ])
    }
  })
})

it('compares a load during which Corral died with what is in memory', async () => {
  const hostId = await added()
  await test.client.running.load({ hostId, name: NAME, keepAlive: '10m' })
  const lines = (test.platform.disk.files.get('operations.journal') ?? '').split('\n')
  const end = lines.findIndex((line) => line.includes('"kind":"load"') && line.includes('"state":"done"'))
  const journal = `${lines.slice(0, end).join('\n')}\n`
  const files = { ...Object.fromEntries(test.platform.disk.files), 'operations.journal': journal }
  const stateAtStart = async () => {
    const { client } = await start(testPlatform({}, files))
    const stateOf = async () => (await client.history.list({ kinds: ['load'] })).rows.map(({ state }) => state)
    // Nobody watches the hosts but what waits for the server.
    await vi.waitFor(async () => expect(await stateOf()).not.toContain('running'), 5000)
    return stateOf()
  }
  expect(await stateAtStart()).toEqual(['done'])
  await test.client.running.unload({ hostId, name: NAME })
  expect(await stateAtStart()).toEqual(['undone'])
})

it('keeps a transfer that was removed from the list of transfers', async () => {
  const hostId = await added()
  await test.client.transfers.start({ hostId, kind: 'pull', name: 'tiny:1' })
  await vi.waitFor(() => expect(test.app.transfers.all()[0]?.state).toBe('done'))
  await test.client.transfers.clear({})
  expect((await list({ kinds: ['pull'] })).rows).toMatchObject([{ act: 'pull', state: 'done' }])
  const again = await start(testPlatform({}, Object.fromEntries(test.platform.disk.files)))
  expect(again.app.transfers.all()).toEqual([])
  expect((await again.client.history.list({ kinds: ['pull'] })).found).toBe(1)
})

it('is filtered by text, host, model and kind', async () => {
  const hostId = await added()
  await test.client.library.copy({ hostId, source: NAME, destination: 'mine:1' })
  await test.client.library.rename({ hostId, from: 'mine:1', to: 'yours:1' })
  const acts = async (filter: Parameters<typeof list>[0]) => (await list(filter)).rows.map(({ act }) => act)
  expect(await acts({})).toEqual(['rename', 'copy', 'host_add'])
  expect(await acts({ text: 'YOURS' })).toEqual(['rename'])
  expect(await acts({ text: 'box' })).toEqual(['rename', 'copy', 'host_add'])
  expect(await acts({ model: NAME })).toEqual(['copy'])
  expect(await acts({ kinds: ['host', 'copy'] })).toEqual(['copy', 'host_add'])
  expect(await acts({ url: 'http://elsewhere' })).toEqual([])
  expect(await list({ limit: 1 })).toMatchObject({ rows: [{ act: 'rename' }], found: 3, total: 3, hosts: [{ url }] })
})

it('is paged and counted with 5,000 entries, and kept while a model of them is in the bin', async () => {
  const { platform } = test
  const journal = await openJournal(platform, operationsFormat)
  const binned = newOperation({
    id: 'binned',
    kind: 'delete',
    hostId: 'box',
    url,
    hostName: 'box',
    names: ['old:1'],
    at: 1,
    endedAt: 2,
    state: 'done',
    after: { 'old:1': null, 'corral-bin/d1.old:1': 'ab' },
  })
  const emptied = { ...binned, id: 'emptied', after: { 'corral-bin/d2.older:1': 'cd' } }
  await journal.put('binned', binned)
  await journal.put('emptied', emptied)
  await journal.put('gone', { ...emptied, id: 'gone', after: { 'corral-bin/d2.older:1': null } })
  const now = test.platform.clock.now()
  const copies = Array.from({ length: 5000 }, (_, index) => {
    const [id, at] = [`copy-${index}`, now - (5000 - index) * 1000]
    const names = [`model-${index}-:1`, 'copy:1']
    return newOperation({ ...binned, id, kind: 'copy', names, at, endedAt: at + 1, after: { 'copy:1': 'ab' } })
  })
  await Promise.all(copies.map((one) => journal.put(one.id, one)))
  const { client } = await start(testPlatform({}, Object.fromEntries(platform.disk.files)))
  const { rows, total, found } = await client.history.list({})
  expect([rows.length, total, found]).toEqual([100, 5001, 5001])
  expect((await client.history.list({ text: 'model-4321-' })).found).toBe(1)
  expect((await client.history.entry({ id: 'binned' })).row).toMatchObject({ act: 'bin', names: ['old:1'] })
  expect((await problemOf(client.history.entry({ id: 'emptied' }))).code).toBe('history_entry_unknown')
  const pages = [await client.history.export({}), await client.history.export({ offset: 5000 })]
  expect(pages.map(({ entries, next }) => [entries.length, next])).toEqual([
    [500, 500],
    [1, null],
  ])
})
