import { expect, test } from 'vitest'
import { isPossible, loadedAs, type ModelAct } from './possible-acts.ts'
import { testModel } from './test-model.ts'

const acts: ModelAct[] = ['memory', 'try', 'play', 'pull', 'copy', 'rename', 'push', 'remove']
const possible = (model: Parameters<typeof isPossible>[1]) => acts.filter((act) => isPossible(act, model))

test('the possible acts depend on the model', () => {
  expect(possible(testModel('a:1', { capabilities: ['embedding'] }))).toEqual(acts.filter((act) => act !== 'try'))
  expect(possible(testModel('a:1', { capabilities: ['embedding', 'completion'] }))).toEqual(acts)
  expect(possible(testModel('a:1', { capabilities: null }))).toEqual(acts)
  expect(possible(testModel('a:1'))).toEqual(acts.filter((act) => act !== 'play'))
  expect(possible(testModel('a:cloud', { cloud: { model: 'a', host: 'h', gone: false } }))).toEqual([
    'try',
    'pull',
    'copy',
    'rename',
    'remove',
  ])
  expect(possible(testModel('a:cloud', { cloud: { model: 'a', host: 'h', gone: true } }))).not.toContain('try')
  expect(possible(testModel('a:local', { readOnly: true }))).toEqual([])
})

const running = [
  { name: 'small:latest', digest: 'd1' },
  { name: 'large:1', digest: 'd2' },
  { name: 'backup:1', digest: 'd2' },
]

test.each([
  ['small:latest', 'd1', 'small:latest'],
  ['alias:latest', 'd1', 'small:latest'],
  ['backup:1', 'd2', 'backup:1'],
  ['other:1', 'd3', null],
])('%s with digest %s is in memory as %s', (name, digest, expected) => {
  expect(loadedAs({ name, digest, cloud: null }, running)).toBe(expected)
})

test('a cloud stub is never in memory here', () => {
  expect(loadedAs({ name: 'stub:cloud', digest: 'd1', cloud: { model: 'm', host: 'h' } }, running)).toBeNull()
})
