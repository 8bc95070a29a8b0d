import { expect, test } from 'vitest'
import type { InfoEntry } from '#shared/contract/library.ts'
import { metadataTable, parametersTable } from './comparable.ts'

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
