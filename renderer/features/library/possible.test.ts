import { expect, test } from 'vitest'
import { isPossible, type ModelAct } from './possible.ts'
import { testModel } from './test-model.ts'

const acts: ModelAct[] = ['memory', 'play', 'pull', 'copy', 'rename', 'push', 'remove']
const possible = (model: Parameters<typeof isPossible>[1]) => acts.filter((act) => isPossible(act, model))

test('what can be done to a model depends on what it is', () => {
  expect(possible(testModel('a:1', { capabilities: ['embedding'] }))).toEqual(acts)
  expect(possible(testModel('a:1', { capabilities: null }))).toEqual(acts)
  expect(possible(testModel('a:1'))).toEqual(acts.filter((act) => act !== 'play'))
  expect(possible(testModel('a:cloud', { cloud: { model: 'a', host: 'h', gone: false } }))).toEqual([
    'pull',
    'copy',
    'rename',
    'remove',
  ])
  expect(possible(testModel('a:local', { readOnly: true }))).toEqual([])
})
