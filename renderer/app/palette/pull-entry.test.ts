import { expect, test } from 'vitest'
import { pullable } from './pull-entry.tsx'

test.each([
  ['llama', []],
  ['dark theme', []],
  ['bad name!', []],
  ['https://ollama.com/blog/x', []],
  ['qwen3:8b', ['qwen3:8b']],
  ['me/mine', ['me/mine:latest']],
  ['ollama run Llama3.2', ['Llama3.2:latest']],
  ['https://huggingface.co/u/R-GGUF/blob/main/R.Q4_0.gguf', ['hf.co/u/R-GGUF:Q4_0']],
  ['a:1, b, A:1, bad name!', ['a:1', 'b:latest', 'A:1']],
  ['corral://pull/qwen3', ['qwen3:latest']],
])('%j typed into the palette offers to pull %j', (typed, names) => {
  expect(pullable(typed)).toEqual(names)
})
