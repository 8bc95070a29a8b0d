import { expect, test } from 'vitest'
import type { InfoEntry } from '#shared/contract/library.ts'
import { testModel } from '../library/test-model.ts'
import { factsOf, groupEntries } from './facts.ts'

const scalar = (key: string, value: string | number): InfoEntry => ({ key, value, kind: 'scalar', length: null })
const { details } = testModel('a:1')

const info: InfoEntry[] = [
  scalar('general.architecture', 'qwen3'),
  scalar('qwen3.block_count', 64),
  scalar('qwen3.attention.head_count', 64),
  scalar('qwen3.attention.head_count_kv', 8),
  scalar('qwen3.context_length', 40960),
  scalar('qwen3.embedding_length', 5120),
  { key: 'tokenizer.ggml.tokens', value: null, kind: 'withheld', length: null },
]

test('figures are read under the architecture', () => {
  expect(factsOf({ info, details })).toEqual({
    architecture: 'qwen3',
    context: 40960,
    layers: 64,
    heads: 64,
    headsKv: 8,
    embedding: 5120,
  })
})

test('what the list says counts before the metadata', () => {
  expect(factsOf({ info, details: { ...details, contextLength: 8192, embeddingLength: 1 } })).toMatchObject({
    context: 8192,
    embedding: 1,
  })
})

test('an array, a missing key or a missing architecture tells no figure', () => {
  const array: InfoEntry = { key: 'qwen3.attention.head_count', value: null, kind: 'array', length: 64 }
  expect(factsOf({ info: [scalar('general.architecture', 'qwen3'), array], details })).toMatchObject({
    heads: null,
    layers: null,
  })
  expect(factsOf({ info: [scalar('qwen3.block_count', 64)], details })).toMatchObject({
    architecture: null,
    layers: null,
  })
  expect(factsOf({ info: [], details })).toMatchObject({ context: null })
})

test('entries are grouped by the first part of the key, general first and the tokenizer last', () => {
  const groups = groupEntries([...info, scalar('adapter.type', 'lora')], '')
  expect(groups.map(({ prefix, entries }) => [prefix, entries.length])).toEqual([
    ['general', 1],
    ['adapter', 1],
    ['qwen3', 5],
    ['tokenizer', 1],
  ])
})

test('a search looks at keys and values', () => {
  const found = (query: string) => groupEntries(info, query).flatMap(({ entries }) => entries.map(({ key }) => key))
  expect(found('HEAD kv')).toEqual(['qwen3.attention.head_count_kv'])
  expect(found('40960')).toEqual(['qwen3.context_length'])
  expect(found('nothing')).toEqual([])
})
