import { expect, it } from 'vitest'
import { readVerboseAnswer } from './verbose-answer.ts'

const read = (info: string) => readVerboseAnswer([Buffer.from(`{"model_info":{${info}}}`)])

it('joins all texts, and counts the types', () => {
  const { vocabulary, rest } = read(
    '"tokenizer.ggml.tokens":["AB", "\\u003cC\\"" , 7,"É"],"tokenizer.ggml.token_type":[1, 3,"x",-1,1,null]',
  )
  expect(JSON.parse(rest)).toEqual({ model_info: { 'tokenizer.ggml.tokens': null, 'tokenizer.ggml.token_type': null } })
  expect(Buffer.from(vocabulary.row).toString('latin1')).toBe(
    `ab\xff<c"\xff7\xff${Buffer.from('É').toString('latin1')}\xff`,
  )
  expect([...vocabulary.starts]).toEqual([0, 3, 7, 9])
  expect([...vocabulary.types]).toEqual([1, 3, NaN, -1, 1, NaN])
  expect(vocabulary.typeCounts).toEqual([
    { type: -1, count: 1 },
    { type: 1, count: 2 },
    { type: 3, count: 1 },
  ])
})

it.each(['', '"tokenizer.ggml.tokens":null', '"tokenizer.ggml.tokens":[]', '"tokenizer.ggml.token_type":[1,oops]'])(
  'takes {%s} for a vocabulary without texts and types',
  (info) => {
    const { row, starts, types, typeCounts } = read(info).vocabulary
    expect([row.length, starts.length, types.length, typeCounts.length]).toEqual([0, 0, 0, 0])
  },
)

it('accepts an element that is not JSON', () => {
  const { vocabulary } = read('"tokenizer.ggml.tokens":["a","\\q",b\\]')
  expect([...vocabulary.starts]).toEqual([0, 2, 3])
})
