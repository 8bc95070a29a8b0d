import { expect, test } from 'vitest'
import { modelPage } from './model-page.ts'

test.each([
  ['qwen3:8b', 'https://ollama.com/library/qwen3'],
  ['qwen2.5-coder:latest', 'https://ollama.com/library/qwen2.5-coder'],
  ['Ada/My_Model:1', 'https://ollama.com/Ada/My_Model'],
  ['hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M', 'https://huggingface.co/bartowski/Llama-3.2-1B-Instruct-GGUF'],
  ['HuggingFace.co/ada/m:latest', 'https://huggingface.co/ada/m'],
  ['gpt-oss:120b-cloud', 'https://ollama.com/library/gpt-oss'],
])('%s has the page %s', (name, page) => {
  expect(modelPage({ name, hasParent: false })).toBe(page)
})

test.each([
  'registry.example:5000/team/m:1',
  'hf.co.example.org/ada/m:1',
  'localhost/ada/m:1',
  // No names that a registry has.
  '../../evil:1',
  'ada/..:1',
  '//evil.example/m:1',
  'https://evil.example/m',
  'javascript:alert(1)',
  'a/b/c/d:1',
  'm?x=1:1',
  'm#x:1',
  'm%2f..:1',
  'm@evil.example:1',
  'm\u202eevil:1',
  'm\n:1',
  ' m:1',
  'м:1',
  '',
])('%j has no page', (name) => {
  expect(modelPage({ name, hasParent: false })).toBeNull()
})

test('a model that was made from another has none in the library, but may be published under a namespace', () => {
  expect(modelPage({ name: 'my-bot:latest', hasParent: true })).toBeNull()
  expect(modelPage({ name: 'ada/my-bot:latest', hasParent: true })).toBe('https://ollama.com/ada/my-bot')
  expect(modelPage({ name: 'hf.co/ada/m:latest', hasParent: true })).toBe('https://huggingface.co/ada/m')
})
