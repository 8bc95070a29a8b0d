import { expect, it } from 'vitest'
import { createdOn } from './created.ts'

type Known = Parameters<typeof createdOn>[1][number]
const act = (
  kind: Known['kind'],
  before: Known['before'],
  after: Known['after'],
  more: Partial<Known> = {},
): Known => ({
  kind,
  url: 'http://box',
  state: 'done',
  names: Object.keys(after),
  before,
  after,
  ...more,
})
const copied = act('copy', { 'b:1': null }, { 'b:1': 'd' })
const renamed = act('rename', { 'a:1': 'd', 'b:1': null }, { 'a:1': null, 'b:1': 'd' })
const back = act('rename', { 'a:1': null, 'b:1': 'd' }, { 'a:1': 'd', 'b:1': null })

it.each<[what: string, operations: Known[], name: string, sees: boolean]>([
  ['nothing is known', [], 'b:1', false],
  ['it is a copy', [copied], 'b:1', true],
  ['it is a copy, spelled otherwise', [copied], 'B:1', true],
  ['it is what was copied', [copied], 'a:1', false],
  ['it was renamed', [renamed], 'b:1', true],
  ['it was renamed, and back', [renamed, back], 'a:1', false],
  [
    'it was pulled since',
    [copied, act('pull', {}, {}, { names: ['b'] }), act('pull', {}, {}, { names: ['b:1'] })],
    'b:1',
    false,
  ],
  ['it was pushed', [copied, act('push', {}, {}, { names: ['b:1'] })], 'b:1', false],
  ['the copy failed', [{ ...copied, state: 'failed' }], 'b:1', false],
  ['the copy is of another server', [{ ...copied, url: 'http://other' }], 'b:1', false],
  ['another model has the name now', [act('copy', {}, { 'b:1': 'e' })], 'b:1', false],
])('where %s', (_, operations, name, sees) => {
  expect(createdOn('http://box', operations)(name, 'd')).toBe(sees)
})
