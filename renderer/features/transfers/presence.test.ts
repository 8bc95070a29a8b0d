import { expect, test } from 'vitest'
import { parseName, type NameParts } from '#shared/ollama/name.ts'
import { presenceOf } from './presence.ts'

test('a model is found in any spelling, and a pull of it before the model', () => {
  const parts = (name: string) => parseName(name) as NameParts
  const listed = [{ name: 'llama3.2:latest' }, { name: 'me/qwen3:8b' }]
  expect(presenceOf(parts('library/Llama3.2'), listed, [])).toBe(listed[0])
  expect(presenceOf(parts('qwen3:8b'), listed, [])).toBeNull()
  expect(presenceOf(parts('me/qwen3:8b'), listed, ['mistral:7b'])).toBe(listed[1])
  expect(presenceOf(parts('me/qwen3:8b'), listed, ['me/qwen3:8b'])).toBe('pull')
  expect(presenceOf(parts('mistral:7b'), listed, ['mistral:7b'])).toBe('pull')
})
