import { expect, test } from 'vitest'
import type { Host } from '#shared/contract/hosts.ts'
import {
  credentialsOf,
  faultOf,
  isFirst,
  isInTheOpen,
  noDraft,
  sameOrigin,
  type Draft,
  type DraftFault,
} from './form.ts'

const draft = (change: Partial<Draft>): Draft => ({ ...noDraft, ...change })
const header = (name: string, value: string, key = 1) => ({ key, name, value })

test.each<[Partial<Draft>, DraftFault | null]>([
  [{}, null],
  [{ kind: 'bearer' }, { field: 'token', fault: 'empty' }],
  [
    { kind: 'bearer', token: 'two words' },
    { field: 'token', fault: 'invalid' },
  ],
  [{ kind: 'bearer', token: ' abc ' }, null],
  [{ kind: 'bearer', token: 'Bearer abc' }, null],
  [{ kind: 'basic' }, { field: 'user', fault: 'empty' }],
  [
    { kind: 'basic', user: 'a:b', password: 'c' },
    { field: 'user', fault: 'invalid' },
  ],
  [{ kind: 'basic', user: 'a' }, null],
  [{ kind: 'basic', password: 'only' }, null],
  [{ headers: [header('', '')] }, null],
  [{ headers: [header('X-A', '')] }, { field: 'header', key: 1, fault: 'value' }],
  [{ headers: [header('Host', 'x')] }, { field: 'header', key: 1, fault: 'own' }],
  [{ headers: [header('X-A', '1'), header(' x-a ', '2', 2)] }, { field: 'header', key: 2, fault: 'twice' }],
  [{ headers: [header('Authorization', 'Key 1')] }, null],
  [
    { kind: 'bearer', token: 'a', headers: [header('Authorization', 'b')] },
    { field: 'header', key: 1, fault: 'twice' },
  ],
])('%j has fault %j', (change, fault) => {
  expect(faultOf(draft(change))).toEqual(fault)
})

test('input is trimmed', () => {
  expect(credentialsOf(draft({}))).toBeNull()
  expect(credentialsOf(draft({ headers: [header('', '')] }))).toBeNull()
  expect(credentialsOf(draft({ kind: 'bearer', token: ' bearer abc\n' }))).toEqual({
    auth: { kind: 'bearer', token: 'abc' },
    headers: [],
  })
  expect(credentialsOf(draft({ kind: 'basic', user: 'a', password: ' p ' }))?.auth).toEqual({
    kind: 'basic',
    user: 'a',
    password: ' p ',
  })
  expect(credentialsOf(draft({ headers: [header(' X-A ', ' 1 ')] }))).toEqual({
    auth: { kind: 'none' },
    headers: [{ name: 'X-A', value: '1' }],
  })
})

test.each([
  ['http://192.168.1.2:11434', true],
  ['http://box.local', true],
  ['https://box.local', false],
  ['http://localhost:11434', false],
  ['http://127.0.0.1:11434', false],
  ['http://[::1]:11434', false],
])('data for %s is sent unencrypted to another computer: %s', (url, expected) => {
  expect(isInTheOpen(url)).toBe(expected)
})

test('credentials are kept for the same scheme, name and port', () => {
  expect(sameOrigin('https://box/a', 'https://box:443/b')).toBe(true)
  expect(sameOrigin('https://box', 'http://box')).toBe(false)
  expect(sameOrigin('http://box:1', 'http://box:2')).toBe(false)
})

test.each<[string, [Host['kind'], Host['reach']][], boolean]>([
  ['no host', [], true],
  ["this computer's own, which is down", [['local', 'down']], true],
  ["this computer's own, which answers", [['local', 'up']], false],
  ["this computer's own, not yet checked", [['local', 'checking']], false],
  ['a saved one that is down', [['saved', 'down']], false],
  [
    "this computer's own, which is down, and another",
    [
      ['local', 'down'],
      ['saved', 'up'],
    ],
    false,
  ],
])('with %s as the current one, an added host is the first to show: %#', (_, kinds, expected) => {
  const hosts = kinds.map(([kind, reach], at) => ({ id: String(at), kind, reach }) as Host)
  expect(isFirst({ hosts, currentId: hosts[0]?.id ?? null })).toBe(expected)
})
