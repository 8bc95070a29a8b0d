import { describe, expect, test } from 'vitest'
import { isFault, parseName } from '#shared/ollama/name.ts'
import { sizeOf } from '../manifest.ts'
import { encoders } from './encoders.ts'
import { readWeights } from './gguf.ts'
import { fillerNames, libraryPackage } from './library.ts'
import { blueprintFor } from './rule.ts'
import { chatModels } from './models.ts'
import { type Blueprint, pack } from './package.ts'
import { elementsOf } from './quantization.ts'

function nameOf(text: string) {
  const name = parseName(text)
  if (isFault(name)) throw new Error(text)
  return name
}

const models: Record<string, Blueprint> = { ...chatModels, ...encoders }

function weightsOf(name: string) {
  const weights = models[name]?.weights
  if (!weights) throw new Error(`${name} has no weights`)
  return weights
}

/** From their publishers and `general.parameter_count`. */
const parameterCounts: Record<string, number> = {
  'llama3.1:8b': 8_030_261_312,
  'llama3.2:3b': 3_212_749_888,
  'llama3.2:1b': 1_235_814_432,
  'qwen3:32b': 32_762_123_264,
  'qwen3:0.6b': 751_632_384,
  'gemma3:12b-it-qat': 12_187_079_280,
  'deepseek-r1:32b': 32_763_876_352,
  'qwen2.5-coder:7b': 7_615_616_512,
  'mistral-small3.2:24b': 24_011_361_280,
  'phi4-mini:3.8b': 3_836_021_856,
  'granite3.3:8b': 8_170_864_640,
  'nomic-embed-text:v1.5': 136_727_040,
  'bge-m3:567m': 566_703_104,
  'all-minilm:22m': 22_565_376,
}

describe.each(Object.entries(parameterCounts))('%s', (name, count) => {
  const weights = weightsOf(name)
  const gguf = readWeights(weights)

  test('its tensors add up to its true number of parameters', () => {
    expect(gguf.parameterCount).toBe(count)
    expect(gguf.tensors().reduce((sum, tensor) => sum + elementsOf(tensor), 0)).toBe(count)
    expect(gguf.metadata(false)['general.parameter_count']).toBe(count)
  })

  test('its tensors fill its file', () => {
    expect(gguf.tensorBytes / (weights.size ?? 0)).toBeGreaterThan(0.94)
    expect(gguf.tensorBytes / (weights.size ?? 0)).toBeLessThan(1.06)
  })
})

describe('vocabularies', () => {
  const tokens = (name: string) => readWeights(weightsOf(name)).metadata(true)

  test('byte-level pairs: every merge makes a token from two earlier ones', () => {
    const info = tokens('granite3.3:8b')
    const texts = info['tokenizer.ggml.tokens'] as string[]
    const merges = info['tokenizer.ggml.merges'] as string[]
    const ids = new Map(texts.map((text, id) => [text, id]))
    expect(ids.size).toBe(49_159)
    for (const [i, merge] of merges.entries()) {
      const [left = '', right = '', ...more] = merge.split(' ')
      expect(more, merge).toEqual([])
      const made = ids.get(left + right) ?? -1
      if (made < Math.max(ids.get(left) ?? Infinity, ids.get(right) ?? Infinity)) expect.fail(`${i}: ${merge}`)
    }
    expect(texts.some((text) => text.startsWith('Ġ'))).toBe(true)
    expect(texts[0]).toBe('<|end_of_text|>')
  })

  test('pieces and unigrams mark spaces with ▁ and have falling scores', () => {
    for (const name of ['gemma3:12b-it-qat', 'bge-m3:567m']) {
      const info = tokens(name)
      const texts = info['tokenizer.ggml.tokens'] as string[]
      const types = info['tokenizer.ggml.token_type'] as number[]
      const scores = (info['tokenizer.ggml.scores'] as number[]).filter((_, id) => types[id] === 1)
      expect(new Set(texts).size).toBe(texts.length)
      expect(texts.some((text) => text.startsWith('▁'))).toBe(true)
      expect(scores.every((score, i) => i === 0 || score < (scores[i - 1] ?? Infinity))).toBe(true)
      expect(info['tokenizer.ggml.merges']).toBeUndefined()
    }
  })

  test('word pieces have special tokens at the ids of the metadata', () => {
    const texts = tokens('nomic-embed-text:v1.5')['tokenizer.ggml.tokens'] as string[]
    expect(texts.slice(100, 104)).toEqual(['[UNK]', '[CLS]', '[SEP]', '[MASK]'])
    expect(new Set(texts).size).toBe(30_522)
  })
})

test('every name gives a model, always the same one', () => {
  expect(libraryPackage(nameOf('llama3.2'))).toBe(libraryPackage(nameOf('llama3.2:3b')))
  const anything = libraryPackage(nameOf('someone/quite-new:7b-q8_0'))
  expect(sizeOf(anything.manifest)).toBeGreaterThan(6e9)
  expect(sizeOf(libraryPackage(nameOf('quite-new')).manifest)).toBeLessThan(1e9)
  const again = pack(chatModels['qwen3:32b'])
  expect(again.manifest.digest).toBe(libraryPackage(nameOf('qwen3:32b')).manifest.digest)
})

test('made-up models are of the family that their name tells', () => {
  let at = 0
  const seen = new Set<string>()
  for (const name of fillerNames()) {
    const blueprint = blueprintFor(name)
    const family = blueprint.weights?.architecture.name ?? ''
    expect(name.model.startsWith(`${family}-`)).toBe(true)
    seen.add(family)
    if (++at === 300) break
  }
  expect([...seen].sort()).toEqual(['bert', 'gemma3', 'granite', 'llama', 'phi3', 'qwen2', 'qwen3'])
})

test('names to fill a library with do not repeat', () => {
  const names: string[] = []
  for (const { host, namespace, model, tag } of fillerNames()) {
    names.push(`${host}/${namespace}/${model}:${tag}`)
    if (names.length === 3000) break
  }
  expect(new Set(names).size).toBe(3000)
})
