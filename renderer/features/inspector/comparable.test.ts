import { expect, test } from 'vitest'
import type { InfoEntry, Inspection } from '#shared/contract/library.ts'
import { detailsTable, metadataTable, parametersTable } from './comparable.ts'
import { factsOf } from './facts.ts'

const scalar = (key: string, value: string | number): InfoEntry => ({ key, value, kind: 'scalar', length: null })

test('keys of the architecture can be compared across architectures', () => {
  const table = metadataTable(
    {
      info: [
        scalar('general.architecture', 'qwen3'),
        scalar('qwen3.block_count', 64),
        scalar('qwen3x.block_count', 1),
        { key: 'tokenizer.ggml.tokens', value: null, kind: 'withheld', length: null },
      ],
    },
    'withheld',
    String,
  )
  expect([...table]).toEqual([
    ['general.architecture', 'qwen3'],
    ['[…].block_count', '64'],
    ['qwen3x.block_count', '1'],
    ['tokenizer.ggml.tokens', 'withheld'],
  ])
})

test('the values of a repeated parameter are joined to one text', () => {
  expect([
    ...parametersTable({
      parameters: [
        { key: 'stop', values: ['<a>', '\n'] },
        { key: 'top_k', values: [20] },
      ],
    }),
  ]).toEqual([
    ['stop', '"<a>"\n"\\n"'],
    ['top_k', '20'],
  ])
})

test('the details have size, memory and date beside parameters, quantization and context, without what is unknown', () => {
  const details = {
    format: 'gguf',
    family: 'llama',
    families: [],
    parameterSize: '8.0B',
    quantization: 'Q4_K_M',
    parentModel: '',
  }
  const inspection = {
    details: { ...details, contextLength: 4096, embeddingLength: null },
    info: [],
    tensorTypes: null,
    capabilities: null,
    licenses: [],
    requires: null,
    weights: null,
    digest: null,
  } as unknown as Inspection
  const labels = {
    label: (key: string) => key,
    count: String,
    list: (texts: readonly string[]) => texts.join(', '),
    capability: String,
  }
  const table = (memory: string) =>
    Object.fromEntries(
      detailsTable(inspection, factsOf(inspection, 5e9), { size: '5 GB', modified: 'Nov 1', memory }, labels),
    )
  expect(table('6 GB')).toEqual({
    'fact.parameters': '8.0B',
    'fact.quantization': 'Q4_K_M',
    'fact.context': '4096',
    'detail.size': '5 GB',
    'detail.memory': '6 GB',
    'detail.modified': 'Nov 1',
    'detail.families': 'llama',
    'detail.format': 'gguf',
  })
  expect(table('')).not.toHaveProperty('detail.memory')
})
