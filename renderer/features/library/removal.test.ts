import { expect, test } from 'vitest'
import { removalOf } from './removal.ts'

const models = [
  { name: 'llama3.2:latest', digest: 'a', size: 2e9 },
  { name: 'llama3.2-backup:latest', digest: 'a', size: 2e9 },
  { name: 'qwen3:32b', digest: 'b', size: 20e9 },
]

test('one of two names of a manifest frees nothing', () => {
  expect(removalOf(['llama3.2:latest'], models)).toEqual({
    bytes: 0,
    shared: [{ name: 'llama3.2:latest', bytes: 2e9, keepers: ['llama3.2-backup:latest'] }],
  })
})

test('both names together free it once', () => {
  expect(removalOf(['llama3.2:latest', 'llama3.2-backup:latest', 'qwen3:32b'], models)).toEqual({
    bytes: 22e9,
    shared: [],
  })
})

test('what is not listed frees nothing', () => {
  expect(removalOf(['gone:1'], models)).toEqual({ bytes: 0, shared: [] })
})
