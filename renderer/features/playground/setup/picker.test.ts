import { expect, test } from 'vitest'
import { testModel } from '../../library/test-model.ts'
import { chosen, embeddingChoices } from './picker.ts'

const models = [
  testModel('b-chat:1', { capabilities: ['completion'] }),
  testModel('z-embed:1', { capabilities: ['embedding'] }),
  testModel('unknown:1', { capabilities: null }),
  testModel('a-chat:1', { capabilities: ['completion', 'tools'] }),
  testModel('a-embed:1', { capabilities: ['embedding'] }),
  testModel('cloud:1', { capabilities: ['embedding'], cloud: { model: 'm', host: 'h' } }),
  testModel('left:local', { capabilities: ['embedding'], untouchable: true }),
]

test('models made for embedding come first, those of which nothing is told next, each by name', () => {
  expect(embeddingChoices(models).map(({ name, kind }) => [name, kind])).toEqual([
    ['a-embed:1', 'embedding'],
    ['z-embed:1', 'embedding'],
    ['unknown:1', 'untold'],
    ['a-chat:1', 'other'],
    ['b-chat:1', 'other'],
  ])
})

test('the choice holds while the model is there', () => {
  const choices = embeddingChoices(models)
  expect(chosen(choices, 'b-chat:1')?.name).toBe('b-chat:1')
  expect(chosen(choices, 'gone')?.name).toBe('a-embed:1')
  expect(chosen([], 'gone')).toBeNull()
})
