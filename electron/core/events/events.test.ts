import { afterEach, expect, test } from 'vitest'
import type { CorralEvent } from '#shared/contract/events.ts'
import type { Host, HostsState } from '#shared/contract/hosts.ts'
import type { Transfer, TransferEvent } from '#shared/contract/transfers.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { createLifecycle } from '../hosts/lifecycle.ts'
import { closeAll, open } from '../hosts/test-hosts.ts'
import { testPlatform } from '../test-platform.ts'
import { createEvents } from './events.ts'
import { followHosts, followTransfers } from './follow.ts'

afterEach(closeAll)

async function* after<T>(...items: T[]): AsyncGenerator<T, void> {
  yield* items
}
const added: Partial<CorralEvent>[] = []
const events = { add: (event: Partial<CorralEvent>) => void added.push(event) }
afterEach(() => void (added.length = 0))

test('the last 200 are kept, and follow their host to another id', async () => {
  let now = 5
  const hosts = createLifecycle()
  const all = createEvents({ now: () => now } as never, hosts)
  for (let n = 0; n < 205; n++) all.add({ kind: 'host_up', hostId: n === 204 ? 'run' : 'h' })
  hosts.tell({ type: 'replaced', hostId: 'run', by: 'saved' })
  const reader = all.watch()
  const first = await reader.next()
  const kept = first.value?.type === 'all' ? first.value.events : []
  expect([kept.length, kept[0]?.id, kept.at(-1)]).toMatchObject([200, 6, { id: 205, hostId: 'saved', at: 5 }])
  now = 6
  all.add({ kind: 'deleted', hostId: 'h', name: 'm' })
  expect((await reader.next()).value).toEqual({
    type: 'one',
    event: {
      id: 206,
      at: 6,
      kind: 'deleted',
      hostId: 'h',
      name: 'm',
      to: null,
      size: null,
      ms: null,
      madeRoom: [],
      problem: null,
    },
  })
})

test('each end of a transfer is told once, and none of an earlier run', async () => {
  const transfer = (id: string, state: Transfer['state'], more: Partial<Transfer> = {}) =>
    ({ id, kind: 'pull', name: id, hostId: 'h', state, attempt: 1, total: 9, problem: null, ...more }) as Transfer
  const one = (...of: Parameters<typeof transfer>): TransferEvent => ({ type: 'one', transfer: transfer(...of) })
  const problem = { code: 'refused', params: {}, retryable: true } as const
  await followTransfers(
    after<TransferEvent>(
      { type: 'all', transfers: [transfer('old', 'failed'), transfer('a', 'running')] },
      one('old', 'failed'),
      one('a', 'failed', { problem }),
      one('a', 'failed', { problem }),
      one('a', 'running', { attempt: 2 }),
      one('a', 'done', { attempt: 2 }),
      one('b', 'cancelled', { kind: 'push' }),
    ),
    events,
  )
  expect(added).toMatchObject([
    { kind: 'pull_failed', name: 'a', size: null, problem },
    { kind: 'pulled', name: 'a', size: 9 },
    { kind: 'push_cancelled', name: 'b' },
  ])
})

test('a host that stops answering or answers again is told, its first check is not', async () => {
  const state = (reach: Host['reach']) => ({ hosts: [{ id: 'h', reach, problem: null }] }) as unknown as HostsState
  const states = (['checking', 'up', 'up', 'checking', 'up', 'down', 'down', 'up'] as const).map(state)
  await followHosts(after(...states), events)
  expect(added.map(({ kind }) => kind)).toEqual(['host_down', 'host_up'])
})

test('what a page does is told to every page', async () => {
  const sandbox = await startSandbox({ rate: 0 })
  const { client } = await open(testPlatform({ host: sandbox.url }))
  const hostId = 'run'
  await client.library.copy({ hostId, source: 'llama3.2', destination: 'a', overwrite: false })
  await client.library.rename({ hostId, from: 'a:latest', to: 'b' })
  await client.running.load({ hostId, name: 'b' })
  await client.running.unload({ hostId, name: 'b:latest' })
  await client.library.remove({ hostId, name: 'b:latest', forGood: true })
  for await (const news of await client.events.watch()) {
    expect(news.type === 'all' && news.events.map(({ kind, name, to }) => [kind, name, to])).toEqual([
      ['copied', 'llama3.2', 'a:latest'],
      ['renamed', 'a:latest', 'b:latest'],
      ['loaded', 'b:latest', null],
      ['unloaded', 'b:latest', null],
      ['deleted', 'b:latest', null],
    ])
    break
  }
  await sandbox.close()
})
