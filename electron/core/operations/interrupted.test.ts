import http from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CorralClient } from '#shared/contract/index.ts'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import { closeAll, listen, open } from '../hosts/test-hosts.ts'
import { createOllama } from '../ollama/client.ts'
import { testPlatform } from '../test-platform.ts'
import { problemOf } from '../test-problem.ts'
import { openJournal } from './journal.ts'
import { newOperation, operationsFormat } from './operation.ts'
import { keyOfName } from './operations.ts'

const { net, clock } = testPlatform()
let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ rate: 0, models: 0 })
  const pull = { model: 'tiny:1', insecure: false, stream: true }
  for await (const _ of createOllama(net, clock, sandbox.url).transfer('pull', pull, new AbortController().signal))
    continue
})
afterEach(async () => {
  await closeAll()
  await sandbox.close()
})

/** The sandbox behind a way that breaks at its `at`th copy or delete, with that one done or not, and stays broken. */
async function breakingAt(at: number, done: boolean) {
  let acts = 0
  let isBroken = false
  let broke: () => void = () => {}
  const broken = new Promise<void>((resolve) => (broke = resolve))
  const server = http.createServer((request, response) => {
    const isAct = /^\/api\/(copy|delete)$/.test(request.url ?? '')
    const isNow = isAct && ++acts === at
    if (isBroken || (isNow && !done)) {
      isBroken = true
      broke()
      return void request.socket.destroy()
    }
    const onward = http.request(
      sandbox.url + (request.url ?? ''),
      { method: request.method ?? 'GET', headers: request.headers },
      (answer) => {
        if (isNow) {
          isBroken = true
          broke()
          return void request.socket.destroy()
        }
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        return void answer.pipe(response)
      },
    )
    // The sandbox is closed at the end, whatever still goes to it.
    onward.on('error', () => request.socket.destroy())
    return void request.pipe(onward)
  })
  const url = await listen(server, 'http')
  return { url, broken, mend: () => void (isBroken = false), acts: () => acts }
}

const names = async () =>
  (await (await fetch(`${sandbox.url}/api/tags`)).json()) as { models: { name: string; digest: string }[] }

type Act = (library: CorralClient['library'], hostId: string) => Promise<unknown>
const renameTo =
  (to: string): Act =>
  (library, hostId) =>
    library.rename({ hostId, from: 'tiny:1', to })

/** Corral's files as a crash leaves them at the moment when the way breaks. */
async function crash(way: Awaited<ReturnType<typeof breakingAt>>, act: Act) {
  const platform = testPlatform()
  const { app, client } = await open(platform)
  const { id: hostId } = await client.hosts.add({ name: 'box', url: way.url })
  await client.hosts.select({ hostId })
  const acting = act(client.library, hostId).catch(() => undefined)
  await way.broken
  const files = Object.fromEntries(platform.disk.files)
  await acting
  await app.close()
  return files
}

describe('a rename during which Corral dies', () => {
  const cases = [
    ['other:2', 2],
    ['Tiny:1', 4],
  ] as const
  it.each(
    cases.flatMap(([to, steps]) =>
      Array.from({ length: steps }, (_, index) => [true, false].map((done) => [to, index + 1, done] as const)).flat(),
    ),
  )('to %s at step %i, done %s, is finished or undone at the next start, and told', async (to, at, done) => {
    const [before] = (await names()).models
    const way = await breakingAt(at, done)
    const files = await crash(way, renameTo(to))
    expect(files['operations.journal']).toContain('tiny:1')
    way.mend()
    const notes = JSON.stringify({ version: 1, value: [{ host: way.url, name: 'tiny:1', text: 'mine' }] })
    const platform = testPlatform({}, { ...files, 'notes.json': notes })
    const { client, app } = await open(platform)
    const wanted = at === 1 && !done ? { code: 'rename_undone', name: 'tiny:1' } : { code: 'rename_done', name: to }
    await vi.waitFor(async () => {
      const { notices } = await client.system.info()
      expect(notices).toMatchObject([{ code: wanted.code, params: { from: 'tiny:1', to, host: 'box' } }])
    }, 5000)
    expect((await names()).models).toMatchObject([{ name: wanted.name, digest: before?.digest }])
    await expect.poll(() => client.notes.list()).toMatchObject([{ name: wanted.name, text: 'mine' }])
    expect(app.operations.all().filter(({ kind }) => kind !== 'host')).toMatchObject([
      {
        kind: 'rename',
        endedAt: expect.any(Number) as number,
        state: wanted.code === 'rename_done' ? 'done' : 'undone',
      },
    ])
  })
})

it('a rename is not recovered while a transfer uses one of its names', async () => {
  const way = await breakingAt(1, false)
  await fetch(`${way.url}/api/copy`, { method: 'POST' }).catch(() => undefined)
  const ollama = createOllama(net, clock, sandbox.url)
  await ollama.copy('tiny:1', 'other:2')
  const digest = (await names()).models[0]?.digest ?? ''
  const platform = testPlatform({ host: way.url })
  const rename = newOperation({
    id: 'rename',
    kind: 'rename',
    hostId: 'run',
    url: way.url,
    hostName: '',
    names: ['tiny:1', 'other:2'],
    at: 1,
    before: { 'tiny:1': digest },
    after: { 'tiny:1': null, 'other:2': digest },
  })
  await (await openJournal(platform, operationsFormat)).put('rename', rename)
  const { client, app } = await open(platform)
  const pull = app.operations.locks.take({ kind: 'pull', name: 'tiny:1', keys: [keyOfName(way.url, 'tiny:1')] })
  way.mend()
  const hostId = 'run'
  // An act recovers what it can before it begins.
  await client.library.copy({ hostId, source: 'other:2', destination: 'third:3' })
  const listed = async () => (await names()).models.map(({ name }) => name)
  expect(await listed()).toEqual(expect.arrayContaining(['tiny:1', 'other:2', 'third:3']))
  if (typeof pull === 'function') pull()
  await vi.waitFor(async () => {
    await client.hosts.check({ hostId })
    expect(app.operations.all().find(({ kind }) => kind === 'rename')).toMatchObject({ state: 'done' })
  }, 5000)
  expect(await listed()).not.toContain('tiny:1')
})

describe('a copy or a delete during which Corral dies', () => {
  const acts: Record<'copy' | 'delete', Act> = {
    copy: (library, hostId) => library.copy({ hostId, source: 'tiny:1', destination: 'other:2' }),
    delete: (library, hostId) => library.remove({ hostId, name: 'tiny:1', forGood: true }),
  }
  it.each([
    ['copy', true, 'copy_done', ['other:2', 'tiny:1']],
    ['copy', false, 'copy_undone', ['tiny:1']],
    ['delete', true, 'delete_done', []],
    ['delete', false, 'delete_undone', ['tiny:1']],
  ] as const)(
    '%s, done %s, is compared with the server at the next start, and told',
    async (kind, done, code, left) => {
      const way = await breakingAt(1, done)
      const files = await crash(way, acts[kind])
      way.mend()
      const { client, app } = await open(testPlatform({}, files))
      await vi.waitFor(
        async () => expect((await client.system.info()).notices).toMatchObject([{ code, params: { from: 'tiny:1' } }]),
        5000,
      )
      expect((await names()).models.map(({ name }) => name).sort()).toEqual(left)
      expect(app.operations.all().filter(({ kind }) => kind !== 'host')).toMatchObject([
        { kind, state: done ? 'done' : 'undone', steps: [{ call: { path: `/api/${kind}` }, outcome: null }] },
      ])
    },
  )

  it('copy, while another client put another model there, is left as it is, and told', async () => {
    const way = await breakingAt(1, false)
    const files = await crash(way, acts.copy)
    const other = createOllama(net, clock, sandbox.url)
    const pull = { model: 'other:2', insecure: false, stream: true }
    for await (const _ of other.transfer('pull', pull, new AbortController().signal)) continue
    way.mend()
    const { client } = await open(testPlatform({}, files))
    await vi.waitFor(
      async () => expect((await client.system.info()).notices).toMatchObject([{ code: 'copy_changed' }]),
      5000,
    )
  })
})

describe('a rename whose server goes away', () => {
  it('is finished when the server is reached again', async () => {
    const way = await breakingAt(2, true)
    const { client } = await open()
    const { id: hostId } = await client.hosts.add({ name: 'box', url: way.url })
    expect((await problemOf(client.library.rename({ hostId, from: 'tiny:1', to: 'Tiny:1' }))).code).toBe(
      'rename_unknown',
    )
    await client.hosts.check({ hostId })
    way.mend()
    await client.hosts.check({ hostId })
    await vi.waitFor(
      async () => expect((await client.system.info()).notices).toMatchObject([{ code: 'rename_done' }]),
      5000,
    )
    expect((await names()).models.map(({ name }) => name)).toEqual(['Tiny:1'])

    const { notices } = await client.system.info()
    expect(notices.map(({ hidden }) => hidden)).toEqual([false])
    await client.system.hideNotices({ ids: notices.map(({ id }) => id) })
    expect((await client.system.info()).notices).toMatchObject([{ code: 'rename_done', hidden: true }])
  })

  it('is ended before another begins', async () => {
    const way = await breakingAt(1, true)
    const files = await crash(way, renameTo('other:2'))
    way.mend()
    const { client, app } = await open(testPlatform({}, files))
    const [host] = app.hosts.state().hosts
    await client.library.rename({ hostId: host?.id ?? '', from: 'other:2', to: 'third:3' })
    expect((await names()).models.map(({ name }) => name)).toEqual(['third:3'])
  })
})

it('is not begun where it cannot be written down', async () => {
  const way = await breakingAt(0, false)
  const platform = testPlatform()
  platform.disk.broken.add('operations.journal')
  const { client } = await open(platform)
  const { id: hostId } = await client.hosts.add({ name: 'box', url: way.url })
  expect((await problemOf(client.library.rename({ hostId, from: 'tiny:1', to: 'other:2' }))).code).toBe('not_saved')
  expect(way.acts()).toBe(0)
  expect((await names()).models.map(({ name }) => name)).toEqual(['tiny:1'])
})

it('leaves what another client changed meanwhile, and says so', async () => {
  const way = await breakingAt(1, true)
  const files = await crash(way, renameTo('other:2'))
  const client = createOllama(net, clock, sandbox.url)
  const pull = { model: 'newer:1', insecure: false, stream: true }
  for await (const _ of client.transfer('pull', pull, new AbortController().signal)) continue
  await client.copy('newer:1', 'tiny:1')
  way.mend()
  const later = await open(testPlatform({}, files))
  await vi.waitFor(
    async () => expect((await later.client.system.info()).notices).toMatchObject([{ code: 'rename_changed' }]),
    5000,
  )
  expect((await names()).models.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['tiny:1', 'other:2', 'newer:1']),
  )
})
