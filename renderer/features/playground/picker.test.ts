import { expect, test } from 'vitest'
import type { Model } from '#shared/contract/library.ts'
import { chosen, embeddingChoices } from './picker.ts'

function model(name: string, capabilities: string[] | null, more: Partial<Model> = {}): Model {
  return {
    name,
    parts: { host: '', namespace: '', model: name, tag: 'latest' },
    canonical: name,
    digest: '',
    size: 0,
    modifiedAt: 0,
    details: {
      format: 'gguf',
      family: '',
      families: [],
      parameterSize: '',
      quantization: '',
      parentModel: '',
      contextLength: null,
      embeddingLength: 768,
    },
    capabilities,
    cloud: null,
    copies: [],
    untouchable: false,
    ...more,
  }
}

const models = [
  model('b-chat', ['completion']),
  model('z-embed', ['embedding']),
  model('unknown', null),
  model('a-chat', ['completion', 'tools']),
  model('a-embed', ['embedding']),
  model('cloud', ['embedding'], { cloud: { model: 'm', host: 'h' } }),
  model('left:local', ['embedding'], { untouchable: true }),
]

test('models made for embedding come first, those of which nothing is told next, each by name', () => {
  expect(embeddingChoices(models).map(({ name, kind }) => [name, kind])).toEqual([
    ['a-embed', 'embedding'],
    ['z-embed', 'embedding'],
    ['unknown', 'untold'],
    ['a-chat', 'other'],
    ['b-chat', 'other'],
  ])
})

test('the choice holds while the model is there', () => {
  const choices = embeddingChoices(models)
  expect(chosen(choices, 'b-chat')?.name).toBe('b-chat')
  expect(chosen(choices, 'gone')?.name).toBe('a-embed')
  expect(chosen([], 'gone')).toBeNull()
})
