import { afterEach, expect, it, vi } from 'vitest'
import type { HostsState } from '#shared/contract/hosts.ts'
import type { RunningState } from '#shared/contract/running.ts'
import type { Change } from '#shared/contract/system.ts'
import type { TransferEvent } from '#shared/contract/transfers.ts'
import { host, hosts, loaded, running, transfer } from '#shared/domain/test-fixtures.ts'
import { createTopic } from '../core/topic.ts'
import { followQuick, quickViewOf, type QuickCore } from './quick.ts'

afterEach(() => vi.useRealTimers())

it('follows the reachable hosts and the transfers, and batches changes', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: false })
  let state = hosts('a', host('a'), host('b', { reach: 'down' }))
  const hostTopic = createTopic<HostsState>()
  const transferTopic = createTopic<TransferEvent>()
  const running1 = createTopic<RunningState>()
  const changes = createTopic<Change>()
  const watched: string[] = []
  const core = {
    hosts: { state: () => state, watch: (signal: AbortSignal) => hostTopic.subscribe(signal, [state]) },
    transfers: { all: () => [transfer('t')], watch: (signal: AbortSignal) => transferTopic.subscribe(signal) },
    running: {
      state: (id: string) => running(id, [loaded('m')])[1],
      watch: (id: string, signal: AbortSignal) => {
        watched.push(id)
        signal.addEventListener('abort', () => watched.splice(watched.indexOf(id), 1))
        return running1.subscribe(signal)
      },
    },
    presets: { all: () => [] },
    changes: { subscribe: (signal: AbortSignal) => changes.subscribe(signal) },
  } as unknown as QuickCore
  expect(quickViewOf(core)).toMatchObject({ state: 'transferring', loaded: 1 })

  let told = 0
  const stop = followQuick(core, () => (told += 1))
  await vi.advanceTimersByTimeAsync(1000)
  expect([told, watched]).toEqual([1, ['a']])

  running1.publish('a', running('a', [])[1])
  transferTopic.publish('t', { type: 'one', transfer: transfer('t') })
  await vi.advanceTimersByTimeAsync(0)
  expect(told).toBe(1)
  await vi.advanceTimersByTimeAsync(1000)
  expect(told).toBe(2)

  state = hosts('b', host('a', { reach: 'down' }), host('b'))
  hostTopic.publish('state', state)
  await vi.advanceTimersByTimeAsync(1000)
  expect([told, watched]).toEqual([3, ['b']])

  changes.publish('notes', { type: 'notes' })
  await vi.advanceTimersByTimeAsync(1000)
  expect(told).toBe(3)
  changes.publish('presets', { type: 'presets' })
  await vi.advanceTimersByTimeAsync(1000)
  expect(told).toBe(4)

  stop()
  await vi.advanceTimersByTimeAsync(0)
  expect([watched, hostTopic.subscribers, transferTopic.subscribers, running1.subscribers]).toEqual([[], 0, 0, 0])
})
