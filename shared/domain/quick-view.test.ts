import type { RunningState } from '../contract/running.ts'
import { describe, expect, it, test } from 'vitest'
import { hostName } from './host-name.ts'
import { quickView, type QuickSources } from './quick-view.ts'
import { STALLED_AFTER } from './progress.ts'
import { host, hosts, loaded, now, running, transfer } from './test-fixtures.ts'

const view = (sources: Partial<QuickSources>) =>
  quickView({ hosts: hosts('a', host('a')), running: new Map(), transfers: [], ...sources }, now)

const refused = { code: 'refused', params: {}, retryable: true } as const

describe('the state', () => {
  const some = new Map([running('a', [loaded('m')])])
  it.each([
    ['before anything is known', { hosts: null }, 'idle'],
    ['nothing loaded', { running: new Map([running('a', [])]) }, 'idle'],
    ['a model loaded', { running: some }, 'loaded'],
    ['a host that is down', { hosts: hosts('a', host('a', { reach: 'down' })) }, 'unreachable'],
    ['a host that is being checked', { hosts: hosts('a', host('a', { reach: 'checking' })) }, 'idle'],
    ['no host at all', { hosts: hosts(null) }, 'unreachable'],
    [
      'another host that is down',
      { hosts: hosts('a', host('a'), host('b', { reach: 'down' })), running: some },
      'loaded',
    ],
    ['a transfer, whatever else', { running: some, transfers: [transfer('t')] }, 'transferring'],
    ['a transfer that is paused', { transfers: [transfer('t', { state: 'paused' })] }, 'idle'],
    ['transfers that have ended', { transfers: [transfer('t', { state: 'done' })] }, 'idle'],
  ] as [string, Partial<QuickSources>, string][])('%s: %#', (_what, sources, state) =>
    expect(view(sources).state).toBe(state),
  )
})

describe('the hosts', () => {
  it('stand with the current one first, then those that have something loaded', () => {
    const seen = view({
      hosts: hosts('b', host('a'), host('b'), host('c')),
      running: new Map([running('a', [loaded('x')]), running('b', []), running('c', [])]),
    })
    expect(seen.hosts.map((each) => [each.host.id, each.known, each.models.length])).toEqual([
      ['b', true, 0],
      ['a', true, 1],
    ])
  })

  it('leave out what is not known', () => {
    const models = [loaded('m')]
    const unknown = (sources: Partial<QuickSources>) => {
      const [first] = view(sources).hosts
      return [first?.known, first?.models.length, view(sources).loaded]
    }
    expect(unknown({})).toEqual([false, 0, 0])
    expect(unknown({ running: new Map([running('a', models, { problem: refused })]) })).toEqual([false, 0, 0])
    expect(unknown({ running: new Map([running('a', [], { readAt: null })]) })).toEqual([false, 0, 0])
    const down = hosts('a', host('a', { reach: 'down' }))
    expect(unknown({ hosts: down, running: new Map([running('a', models)]) })).toEqual([false, 0, 0])
  })

  it('have their models in the order of names, timed by the server’s clock', () => {
    const models = [
      loaded('qwen3:32b', { expiresAt: 'never' }),
      loaded('qwen3:8b'),
      loaded('a', { expiresAt: now - 1 }),
    ]
    const at = (clockOffsetMs: number | null) =>
      view({ running: new Map([running('a', models, { clockOffsetMs })]) }).hosts[0]?.models.map(
        ({ name, expiry }) => `${name} ${expiry.kind === 'in' ? expiry.ms : expiry.kind}`,
      )
    expect(at(null)).toEqual(['a overdue', 'qwen3:8b 240000', 'qwen3:32b never'])
    expect(at(-60_000)).toEqual(['a 59999', 'qwen3:8b 300000', 'qwen3:32b never'])
  })

  it('add up what all of them hold', () => {
    const seen = view({
      hosts: hosts('a', host('a'), host('b')),
      running: new Map([
        running('a', [loaded('x', { size: 10, sizeVram: 4 })]),
        running('b', [loaded('y', { size: 5, sizeVram: 5 }), loaded('z', { size: 7, sizeVram: 9 })]),
      ]),
    })
    expect(seen.memory).toEqual({ gpu: 9, cpu: 6, unknown: 7, isPartial: false })
    expect(seen.loaded).toBe(3)
  })
})

test('transfers tell how far they are, each and together', () => {
  const { transfers, share } = view({
    transfers: [
      transfer('a', { completed: 30, total: 60, remainingMs: 5000 }),
      transfer('b', { completed: 0, total: 0 }),
      transfer('c', { completed: 99, total: 90, kind: 'push' }),
      transfer('d', { state: 'failed', completed: 1, total: 2 }),
    ],
  })
  expect(transfers.map(({ id, kind, share: part, remainingMs }) => [id, kind, part, remainingMs])).toEqual([
    ['a', 'pull', 0.5, 5000],
    ['b', 'pull', null, null],
    ['c', 'push', 1, null],
  ])
  expect(share).toBeCloseTo(120 / 150)
  expect(view({ transfers: [transfer('b')] }).share).toBeNull()
})

test('transfers that have not their turn are counted, and paused ones are not', () => {
  const seen = view({
    transfers: [
      transfer('c', { state: 'queued', rank: 3, completed: 10, total: 40 }),
      transfer('b', { state: 'waiting', rank: 2, completed: 30, total: 40 }),
      transfer('p', { state: 'paused', rank: 1, completed: 1, total: 40 }),
      transfer('a', { state: 'verifying', rank: 1 }),
    ],
  })
  expect(seen.transfers.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(seen.queued).toBe(1)
  expect(seen.share).toBe(0.5)
})

test.each([
  [null, false],
  [now - STALLED_AFTER + 1, false],
  [now - STALLED_AFTER, true],
])('a transfer quiet since %s is stalled: %s', (quietSince, stalled) => {
  expect(view({ transfers: [transfer('t', { quietSince })] }).transfers[0]?.stalled).toBe(stalled)
})

test.each([
  [{ name: 'Workstation', kind: 'saved', url: 'http://w:11434' }, 'Workstation'],
  [{ name: '', kind: 'saved', url: 'http://w:11434/' }, 'w:11434'],
  [{ name: '', kind: 'run', url: 'https://w/ollama' }, 'https://w/ollama'],
  [{ name: '', kind: 'local', url: 'http://127.0.0.1:11434' }, 'This computer'],
  [{ name: '', kind: 'sandbox', url: 'http://127.0.0.1:5' }, 'Sandbox'],
  [{ name: 'Mine', kind: 'sandbox', url: 'http://127.0.0.1:5' }, 'Mine'],
] as const)('%j is called %s', (named, called) => {
  expect(hostName(named, { sandbox: 'Sandbox', thisComputer: 'This computer' })).toBe(called)
})

test('presets of models that are not in memory, of hosts whose memory is known', () => {
  const preset = { host: host('a').url, keepAlive: null, options: {}, atStart: false }
  const presets = ['b', 'a10', 'a9', 'in-memory'].map((name) => ({ ...preset, name }))
  const others = { ...preset, host: 'http://192.0.2.9', name: 'other' }
  const loading = [{ name: 'b:latest', startedAt: now }]
  const seen = (problem: RunningState['problem']) =>
    view({
      presets: [...presets, others],
      running: new Map([running('a', [loaded('in-memory:latest')], { loading, problem })]),
    }).hosts[0]?.presets.map(({ name, isLoading }) => [name, isLoading])
  expect(seen(null)).toEqual([
    ['a9', false],
    ['a10', false],
    ['b', true],
  ])
  expect(seen({ code: 'refused', params: {}, retryable: true })).toEqual([])
})
