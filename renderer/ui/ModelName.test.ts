import { expect, test } from 'vitest'
import { splitName } from './ModelName.tsx'

test.each([
  ['qwen3:32b', '', 'qwen3', ':32b'],
  ['mattw/pygmalion:latest', 'mattw/', 'pygmalion', ':latest'],
  ['localhost:5000/me/m:q4', 'localhost:5000/me/', 'm', ':q4'],
  ['hf.co/u/r:Q4_K_M', 'hf.co/u/', 'r', ':Q4_K_M'],
  ['untagged', '', 'untagged', ''],
])('%s', (name, path, model, tag) => {
  expect(splitName(name)).toEqual({ path, model, tag })
})
