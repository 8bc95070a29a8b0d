import { expect, test } from 'vitest'
import { rank, ranked } from './rank.ts'

const models = ['llama3.2:latest', 'codellama:7b', 'qwen3:32b', 'hf.co/me/llama-tiny:q4', 'llama3.2-backup:latest']
const found = (typed: string, list: readonly string[]) => {
  const hits = list.filter((text) => rank(typed, [text]) > 0)
  hits.sort((a, b) => rank(typed, [b]) - rank(typed, [a]))
  return hits
}

test('beginnings come before beginnings of words, and those before the middle', () => {
  expect(found('llama', models)).toEqual([
    'llama3.2:latest',
    'llama3.2-backup:latest',
    'hf.co/me/llama-tiny:q4',
    'codellama:7b',
  ])
})

test('letters that are only scattered over an entry do not count', () => {
  expect(found('lla', ['Language: 简体中文', 'Clear finished transfers'])).toEqual([])
})

test('all words typed must be found, in any order and in any of the texts', () => {
  expect(rank('dark theme', ['Theme: Dark'])).toBeGreaterThan(0)
  expect(rank('dark library', ['Theme: Dark'])).toBe(0)
  expect(rank('go 库', ['Go to Library', '模型库'])).toBeGreaterThan(0)
})

test('an act that says it all comes before a setting that has it among its choices', () => {
  expect(rank('theme dark', ['Theme: Dark'])).toBeGreaterThan(rank('theme dark', ['Theme', 'Light', 'Dark']))
})

test('nothing typed fits everything', () => {
  expect(rank('  ', ['anything'])).toBe(1)
})

test.each([
  ['qc7', 'qwen2.5-coder:7b'],
  ['gtl', 'Go to Library'],
  ['ll3', 'llama3.2:latest'],
  ['dr1', 'deepseek-r1:32b'],
  ['拉模', '拉取模型'],
])('%s is put together from beginnings of words in %s', (typed, text) => {
  expect(rank(typed, [text])).toBeGreaterThan(0)
  expect(rank(typed, [text])).toBeLessThan(0.3)
})

test.each([
  ['ama', 'l-l-a-m-z'],
  ['xyz', 'qwen2.5-coder:7b'],
  ['tob', 'Go to Library'],
])('%s is not in %s', (typed, text) => {
  expect(rank(typed, [text])).toBe(0)
})

test('letters without end are tried no longer than a moment', () => {
  expect(rank('a'.repeat(12), ['a-'.repeat(11)])).toBe(0)
  expect(rank('a'.repeat(5000), ['a-'.repeat(5000)])).toBe(0)
})

const entry = (id: string, ...texts: string[]) => ({ id, texts: texts.length === 0 ? [id] : texts })

test('one list is ranked over all kinds, cut to what is shown', () => {
  const entries = [entry('Go to Library'), entry('llama3.2:latest'), entry('codellama:7b'), entry('Theme: Dark')]
  expect(ranked(entries, 'lla', [], 9).map(({ id }) => id)).toEqual(['llama3.2:latest', 'codellama:7b'])
  expect(ranked(entries, '', [], 2)).toHaveLength(2)
})

test('what was chosen of late comes before its like, and never before what fits better', () => {
  const entries = [entry('llama3.1:8b'), entry('llama3.2:3b'), entry('codellama:7b')]
  expect(ranked(entries, 'llama', ['llama3.2:3b'], 9)[0]?.id).toBe('llama3.2:3b')
  expect(ranked(entries, 'llama', ['codellama:7b'], 9)[0]?.id).toBe('llama3.1:8b')
  expect(ranked(entries, '', ['codellama:7b', 'llama3.2:3b'], 9).map(({ id }) => id)).toEqual([
    'codellama:7b',
    'llama3.2:3b',
    'llama3.1:8b',
  ])
})
