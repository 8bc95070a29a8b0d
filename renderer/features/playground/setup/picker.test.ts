import { expect, test } from 'vitest'
import { testModel } from '../../library/test-model.ts'
import { chosen, embeddingChoices, learnRefusal, poolsVectors, useRefusals } from './picker.ts'

const models = [
  testModel('a-chat:1', { capabilities: ['completion', 'tools'] }),
  testModel('a-embed:1', { capabilities: ['embedding'] }),
  testModel('b-chat:1', { capabilities: ['completion'] }),
  testModel('unknown:1', { capabilities: null }),
  testModel('z-embed:1', { capabilities: ['embedding'] }),
  testModel('cloud:1', { capabilities: ['embedding'], cloud: { model: 'm', host: 'h', gone: false } }),
  testModel('left:local', { capabilities: ['embedding'], readOnly: true }),
]
const nothing = { refused: new Set<string>(), pooling: new Set<string>() }
const kinds = (list: typeof models, evidence = nothing) =>
  embeddingChoices(list, evidence).map(({ name, kind }) => [name, kind])

test('embedding models come first, those of unknown capabilities next, each in the order of the list', () => {
  expect(kinds(models)).toEqual([
    ['a-embed:1', 'embedding'],
    ['z-embed:1', 'embedding'],
    ['unknown:1', 'untold'],
    ['a-chat:1', 'other'],
    ['b-chat:1', 'other'],
  ])
})

test('without the embedding capability, family and pooling decide, then the name', () => {
  const completing = (name: string, family: string) =>
    testModel(name, { digest: name, capabilities: ['completion'], details: { family } })
  const converted = [
    completing('a-chat:1', 'llama'),
    completing('bge-small:f16', 'llama'),
    completing('m:1', 'nomic-bert'),
    completing('pooled:1', 'qwen3'),
    testModel('untold:1', { digest: 'untold', capabilities: null }),
  ]
  expect(kinds(converted, { ...nothing, pooling: new Set(['pooled:1']) })).toEqual([
    ['m:1', 'likely'],
    ['pooled:1', 'likely'],
    ['bge-small:f16', 'likely'],
    ['untold:1', 'untold'],
    ['a-chat:1', 'other'],
  ])
})

test('a model that the server refused comes last, with all its copies', () => {
  const copies = ['a-embed:1', 'b-embed:1'].map((name) => testModel(name, { digest: 'd', capabilities: ['embedding'] }))
  const other = testModel('c:1', { digest: 'e', capabilities: ['completion'] })
  const choices = embeddingChoices([...copies, other], { ...nothing, refused: new Set(['d']) })
  expect(choices.map(({ name, isRefused }) => [name, isRefused])).toEqual([
    ['c:1', false],
    ['a-embed:1', true],
    ['b-embed:1', true],
  ])
  expect(chosen(choices, null)?.name).toBe('c:1')
})

test('a pooling type is 1, 2 or 3', () => {
  const entry = (value: number | string | null) =>
    ({ key: 'bert.pooling_type', value, kind: 'scalar', length: null }) as const
  expect([1, 2, 3].every((value) => poolsVectors([entry(value)]))).toBe(true)
  expect([0, 4, '1', null].some((value) => poolsVectors([entry(value)]))).toBe(false)
})

test('the choice holds while the model exists', () => {
  const choices = embeddingChoices(models, nothing)
  expect(chosen(choices, 'b-chat:1')?.name).toBe('b-chat:1')
  expect(chosen(choices, 'gone')?.name).toBe('a-embed:1')
  expect(chosen([], 'gone')).toBeNull()
})

const refused = (hostId: string) => [...(useRefusals.getState().refused[hostId] ?? [])]

test('a refusal holds for its host until the model embeds; other problems are no refusal', () => {
  learnRefusal('a', 'd', 'embedding_unsupported')
  learnRefusal('a', 'e', 'busy')
  learnRefusal('b', 'e', 'embedding_unsupported')
  expect([refused('a'), refused('b')]).toEqual([['d'], ['e']])
  learnRefusal('a', 'd', null)
  expect([refused('a'), refused('b')]).toEqual([[], ['e']])
})
