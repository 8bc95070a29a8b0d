import { expect, test } from 'vitest'
import { pullable } from './pull-entry.tsx'

test.each([
  ['bad name!', null],
  ['dark theme', null],
  ['https://ollama.com/blog/x', null],
  ['pull', { names: ['pull:latest'], means: 'possible' }],
  ['llama', { names: ['llama:latest'], means: 'possible' }],
  ['qwen3:8b', { names: ['qwen3:8b'], means: 'likely' }],
  ['me/mine', { names: ['me/mine:latest'], means: 'likely' }],
  ['ollama run Llama3.2', { names: ['Llama3.2:latest'], means: 'likely' }],
  ['https://huggingface.co/u/R-GGUF/blob/main/R.Q4_0.gguf', { names: ['hf.co/u/R-GGUF:Q4_0'], means: 'likely' }],
  ['a:1, b, A:1, bad name!', { names: ['a:1', 'b:latest', 'A:1'], means: 'likely' }],
  ['corral://pull/qwen3', { names: ['qwen3:latest'], means: 'likely' }],
  ['pull qwen3', { names: ['qwen3:latest'], means: 'likely' }],
  ['qwen3 pull', { names: ['qwen3:latest'], means: 'likely' }],
  [' Pull  llama3.2:3b', { names: ['llama3.2:3b'], means: 'named' }],
  ['llama3.2:3b download', { names: ['llama3.2:3b'], means: 'named' }],
  ['拉取 llama3.2:3b', { names: ['llama3.2:3b'], means: 'named' }],
  ['拉取llama3.2:3b', { names: ['llama3.2:3b'], means: 'named' }],
  ['pull bad name!', null],
  ['pulled', { names: ['pulled:latest'], means: 'possible' }],
])('%j typed into the palette can be pulled as %j', (typed, expected) => {
  expect(pullable(typed)).toEqual(expected)
})
