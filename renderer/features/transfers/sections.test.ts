import { describe, expect, test } from 'vitest'
import type { Transfer } from '#shared/contract/transfers.ts'
import { transfer } from '#shared/domain/test-fixtures.ts'
import { transferStates } from '#shared/domain/transfer-state.ts'
import { beforeOf, clearable, endedOf, hostActs, isInPlace, sectionsOf, type Outcome, type Step } from './sections.ts'

const ended = (id: string, state: 'done' | 'failed' | 'cancelled', endedAt: number, more: Partial<Transfer> = {}) =>
  transfer(id, { state, endedAt, ...more })

test('each state is shown in one section', () => {
  const list = transferStates.map((state, rank) => transfer(state, { state, rank, startedAt: rank }))
  expect(sectionsOf(list)).toEqual({
    atWork: ['preparing', 'running', 'verifying', 'waiting', 'pausing', 'cancelling'],
    queues: [{ hostId: 'a', ids: ['queued', 'disk_full', 'paused'] }],
    ended: 3,
  })
})

test('a queue is in the order of its ranks, and its host keeps its place when they change', () => {
  const queue = (first: number) =>
    sectionsOf([
      transfer('x', { state: 'queued', hostId: 'b', rank: 2, startedAt: 2 }),
      transfer('y', { state: 'queued', hostId: 'a', rank: first, startedAt: 1 }),
      transfer('z', { state: 'paused', hostId: 'a', rank: 3, startedAt: 3 }),
    ]).queues
  expect(queue(1)).toEqual([
    { hostId: 'a', ids: ['y', 'z'] },
    { hostId: 'b', ids: ['x'] },
  ])
  expect(queue(9)).toEqual([
    { hostId: 'a', ids: ['z', 'y'] },
    { hostId: 'b', ids: ['x'] },
  ])
})

test('a host offers to pause what goes on, and to resume what is paused', () => {
  const acts = (...states: Transfer['state'][]) =>
    hostActs(states.map((state, at) => transfer(`${at}`, { state }))).map((host) => [host.canPause, host.canResume])
  expect(acts('running')).toEqual([[true, false]])
  expect(acts('queued', 'paused')).toEqual([[true, true]])
  expect(acts('paused', 'done')).toEqual([[false, true]])
  expect(acts('pausing', 'cancelling')).toEqual([[false, false]])
  expect(acts('done', 'failed', 'cancelled')).toEqual([])
})

describe('what has ended', () => {
  const list = [
    transfer('running'),
    ended('a', 'done', 1, { name: 'hf.co/Bartowski/Qwen3-GGUF:Q4_K_M' }),
    ended('b', 'failed', 3, { name: 'qwen3:8b' }),
    ended('c', 'cancelled', 2, { name: 'gemma3:1b' }),
  ]
  test.each([
    ['', 'all', ['b', 'c', 'a']],
    ['qwen3', 'all', ['b', 'a']],
    ['  GGUF bartowski ', 'all', ['a']],
    ['qwen3', 'failed', ['b']],
    ['', 'cancelled', ['c']],
    ['nothing', 'all', []],
  ] as [string, Outcome, string[]][])('found by %j among %s', (text, outcome, ids) => {
    expect(endedOf(list, { text, outcome }).map(({ id }) => id)).toEqual(ids)
  })

  test('failed ones are cleared only where they alone are shown', () => {
    expect(clearable(endedOf(list, { text: '', outcome: 'all' }), 'all')).toEqual(['c', 'a'])
    expect(clearable(endedOf(list, { text: '', outcome: 'failed' }), 'failed')).toEqual(['b'])
  })
})

test.each([
  ['b', 'up', 'a'],
  ['a', 'up', undefined],
  ['a', 'down', 'c'],
  ['b', 'down', null],
  ['c', 'down', undefined],
  ['c', 'first', 'a'],
  ['a', 'first', undefined],
  ['a', 'last', null],
  ['c', 'last', undefined],
  ['x', 'up', undefined],
] as [string, Step, string | null | undefined][])('%s one step %s is put before %s', (id, step, before) => {
  expect(beforeOf(['a', 'b', 'c'], id, step)).toBe(before)
})

test('what is dropped on its own place stays', () => {
  const queue = ['a', 'b', 'c']
  expect([isInPlace(queue, 'b', 'b'), isInPlace(queue, 'b', 'c'), isInPlace(queue, 'c', null)]).toEqual([
    true,
    true,
    true,
  ])
  expect([isInPlace(queue, 'b', 'a'), isInPlace(queue, 'b', null)]).toEqual([false, false])
})
