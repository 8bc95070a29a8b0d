import { describe, expect, test } from 'vitest'
import type { InfoEntry, Inspection } from '#shared/contract/library.ts'
import { testModel } from '../library/test-model.ts'
import {
  baseModels,
  factsOf,
  familiesBeside,
  layerFigureText,
  listedInspection,
  metadataTree,
  searchEntries,
  valueText,
  withListed,
  type Branch,
} from './facts.ts'

const scalar = (key: string, value: string | number): InfoEntry => ({ key, value, kind: 'scalar', length: null })
const { details: listed } = testModel('a:1')
const details = { ...listed, families: [], parentModel: '' }
const read = (some: { info: InfoEntry[]; details?: typeof details }) =>
  factsOf({ details, tensorTypes: null, ...some }, null)

const info: InfoEntry[] = [
  scalar('general.architecture', 'qwen3'),
  scalar('general.file_type', 15),
  scalar('qwen3.block_count', 64),
  scalar('qwen3.attention.head_count', 64),
  scalar('qwen3.attention.head_count_kv', 8),
  scalar('qwen3.context_length', 40960),
  scalar('qwen3.embedding_length', 5120),
  scalar('qwen3.rope.freq_base', 1e6),
  { key: 'tokenizer.ggml.tokens', value: null, kind: 'withheld', length: null },
  scalar('tokenizer.ggml.bos_token_id', 151643),
]

test('a model that was never inspected has what the list told, and no more', () => {
  const model = testModel('a:1', { details: { family: 'qwen3', parameterSize: '8.19B', quantization: 'Q4_K_M' } })
  expect(factsOf(listedInspection(model), model.size)).toEqual({
    architecture: null,
    parameters: '8.2B',
    unpacked: null,
    quantization: { server: 'Q4_K_M', file: null, tensors: null, isDisputed: false },
    context: null,
    layers: null,
    heads: null,
    headsKv: null,
    embedding: null,
    experts: null,
  })
})

describe('figures', () => {
  test('are read under the architecture', () => {
    expect(read({ info })).toEqual({
      architecture: 'qwen3',
      parameters: '',
      unpacked: null,
      quantization: { server: '', file: 'Q4_K_M', tensors: null, isDisputed: false },
      context: 40960,
      layers: 64,
      heads: { min: 64, max: 64 },
      headsKv: { min: 8, max: 8 },
      embedding: 5120,
      experts: null,
    })
    const experts = [...info, scalar('qwen3.expert_count', 128), scalar('qwen3.expert_used_count', 8)]
    expect(read({ info: experts }).experts).toEqual({ count: 128, used: 8 })
  })

  test('have the parameters as Corral writes them, by the details or the metadata', () => {
    const count = scalar('general.parameter_count', 116829156672)
    expect(read({ info: [count], details: { ...details, parameterSize: '566.70M' } }).parameters).toBe('567M')
    expect(read({ info: [count] }).parameters).toBe('117B')
    const packed = { ...details, format: 'safetensors', parameterSize: '8.7B', quantization: 'INT8' }
    expect(factsOf({ info: [], details: packed, tensorTypes: null }, 26.8e9)).toMatchObject({
      parameters: '8.7B+',
      unpacked: 26.8e9,
    })
  })

  test('of the list take precedence over the metadata', () => {
    expect(read({ info, details: { ...details, contextLength: 8192, embeddingLength: 1 } })).toMatchObject({
      context: 8192,
      embedding: 1,
    })
  })

  test('are null if the metadata has no figure above 0', () => {
    const entries = info.filter(({ key }) => key !== 'qwen3.attention.head_count_kv' && key !== 'qwen3.context_length')
    const odd: InfoEntry[] = [
      scalar('qwen3.attention.head_count_kv', 0),
      scalar('qwen3.context_length', '40960'),
      scalar('general.base_model.0.name', ' '),
      { key: 'qwen3.expert_count', value: null, kind: 'withheld', length: null },
    ]
    expect(read({ info: [...entries, ...odd] })).toMatchObject({
      heads: { min: 64, max: 64 },
      headsKv: null,
      context: null,
      experts: null,
    })
    expect(read({ info: [scalar('general.architecture', '')] })).toMatchObject({ architecture: null })
    expect(baseModels(odd)).toEqual([])
  })

  test('of a list with a figure for each layer are its range', () => {
    const heads = (part: Partial<InfoEntry>) => {
      const entry: InfoEntry = { key: 'qwen3.attention.head_count', value: null, kind: 'array', length: 64, ...part }
      return read({ info: [scalar('general.architecture', 'qwen3'), entry] }).heads
    }
    expect(heads({ range: { min: 8, max: 32 } })).toEqual({ min: 8, max: 32 })
    expect(heads({ range: { min: 0, max: 0 } })).toBeNull()
    expect(heads({ range: { min: -1, max: 8 } })).toBeNull()
    expect(heads({})).toBeNull()
    expect(heads({ kind: 'withheld', length: null })).toBeNull()
  })

  test('are null without the key or the architecture', () => {
    expect(read({ info: [scalar('qwen3.block_count', 64)] })).toMatchObject({
      architecture: null,
      layers: null,
    })
    expect(read({ info: [] })).toMatchObject({ context: null })
  })
})

test.each([
  [{ min: 8, max: 32 }, '8–32'],
  [{ min: 0, max: 8 }, '0–8'],
  [{ min: 8, max: 8 }, '8'],
  [null, null],
])('%j heads in the layers are shown as %j', (figure, text) => {
  expect(layerFigureText(figure, String)).toBe(text)
})

test('the base models are read from the metadata', () => {
  expect(baseModels(info)).toEqual([])
  expect(
    baseModels([
      scalar('general.base_model.0.name', 'Llama 3.2 3B'),
      scalar('general.base_model.0.organization', 'Meta'),
      scalar('general.base_model.1.name', 'Another'),
    ]),
  ).toEqual(['Meta Llama 3.2 3B', 'Another'])
})

const shape = (branches: Branch[]): unknown[] =>
  branches.map(({ prefix, entries, branches }) => [prefix, entries.map(({ key }) => key), ...shape(branches)])

test('metadata is a tree, in which a single key has no branch of its own', () => {
  expect(shape(metadataTree([...info, scalar('adapter.type', 'lora')]))).toEqual([
    ['general', ['general.architecture', 'general.file_type']],
    ['adapter', ['adapter.type']],
    [
      'qwen3',
      ['qwen3.block_count', 'qwen3.context_length', 'qwen3.embedding_length', 'qwen3.rope.freq_base'],
      ['qwen3.attention', ['qwen3.attention.head_count', 'qwen3.attention.head_count_kv']],
    ],
    ['tokenizer', [], ['tokenizer.ggml', ['tokenizer.ggml.tokens', 'tokenizer.ggml.bos_token_id']]],
  ])
  expect(metadataTree([])).toEqual([])
})

test('a search covers keys, values and explanations', () => {
  const explain = (key: string) => (key.endsWith('freq_base') ? 'Base of the rotation' : '')
  const found = (query: string) => searchEntries(info, query, explain).map(({ key }) => key)
  expect(found('HEAD kv')).toEqual(['qwen3.attention.head_count_kv'])
  expect(found('40960')).toEqual(['qwen3.context_length'])
  expect(found('rotation')).toEqual(['qwen3.rope.freq_base'])
  expect(found('nothing')).toEqual([])
  expect(searchEntries(info, ' ', explain)).toBe(info)
})

test.each([
  [scalar('general.file_type', 15), 'Q4_K_M (15)'],
  [scalar('qwen3.context_length', 40960), '40,960'],
  [scalar('tokenizer.ggml.bos_token_id', 151643), '151643'],
  [scalar('qwen3.attention.layer_norm_rms_epsilon', 1e-6), '0.000001'],
  [scalar('general.name', 'Qwen3 32B'), 'Qwen3 32B'],
])('%j is shown as %s', (entry, expected) => {
  expect(valueText(entry, (n) => n.toLocaleString('en'))).toBe(expected)
})

test('what `show` leaves out is known from the list', () => {
  const told = { ...details, families: ['llama', 'clip'], family: 'llama', format: '', contextLength: 4096 }
  const inspection = { details: told, capabilities: null, modifiedAt: null, weights: 'w' } as Partial<Inspection>
  const model = testModel('a:1', {
    capabilities: ['tools'],
    modifiedAt: 5,
    details: { family: 'other', parameterSize: '8B', quantization: 'Q4_0', contextLength: 8192, embeddingLength: 9 },
  })
  expect(withListed(inspection as Inspection, model)).toEqual({
    weights: 'w',
    capabilities: ['tools'],
    modifiedAt: 5,
    details: { ...told, format: 'gguf', parameterSize: '8B', quantization: 'Q4_0', embeddingLength: 9 },
  })
  expect(withListed(inspection as Inspection, undefined)).toBe(inspection)
})

test('families say what the architecture does not', () => {
  const told = (families: string[], family: string) => ({ families, family })
  expect(familiesBeside('llama', told(['llama', 'clip'], 'llama'))).toEqual(['clip'])
  expect(familiesBeside('llama', told([], 'llama'))).toEqual([])
  expect(familiesBeside(null, told([], 'llama'))).toEqual(['llama'])
  expect(familiesBeside(null, told([], ''))).toEqual([])
})
