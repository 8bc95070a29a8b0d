import { expect, test } from 'vitest'
import { ranked } from './rank.ts'

const entry = (id: string, ...texts: string[]) => ({ id, texts: texts.length === 0 ? [id] : texts })

/** Ids of the found entries, best first. */
const found = (typed: string, entries: readonly ReturnType<typeof entry>[], recent: readonly string[] = []) =>
  ranked(entries, typed, recent, 99).map(({ id }) => id)
const finds = (typed: string, ...texts: string[]) => found(typed, [entry('it', ...texts)]).length === 1

test('a match at the start of the text comes before one at the start of a word, and that before one within a word', () => {
  const models = ['codellama:7b', 'hf.co/me/llama-tiny:q4', 'llama3.2-backup:latest', 'llama3.2:latest', 'qwen3:32b']
  expect(
    found(
      'llama',
      models.map((name) => entry(name)),
    ),
  ).toEqual(['llama3.2:latest', 'llama3.2-backup:latest', 'hf.co/me/llama-tiny:q4', 'codellama:7b'])
})

test.each([
  ['lla', 'Language: 简体中文'],
  ['lla', 'Clear finished transfers'],
  ['ama', 'l-l-a-m-z'],
  ['xyz', 'qwen2.5-coder:7b'],
  ['tob', 'Go to Library'],
  ['dark library', 'Theme: Dark'],
  ['мдь', 'модель'],
])('%s is not in %s', (typed, text) => {
  expect(finds(typed, text)).toBe(false)
})

test('all words of the query must be found, in any order and in any of the texts', () => {
  expect(finds('dark theme', 'Theme: Dark')).toBe(true)
  expect(finds('go 库', 'Go to Library', '模型库')).toBe(true)
  expect(finds('go 库', 'Go to Library', '模型')).toBe(false)
})

test('an act whose label matches comes before a setting with a matching choice', () => {
  const entries = [entry('setting', 'Theme', 'Light', 'Dark'), entry('act', 'Theme: Dark')]
  expect(found('theme dark', entries)).toEqual(['act', 'setting'])
})

test.each([
  ['qc7', 'qwen2.5-coder:7b'],
  ['gtl', 'Go to Library'],
  ['ll3', 'llama3.2:latest'],
  ['dr1', 'deepseek-r1:32b'],
  ['拉模', '拉取模型'],
])('%s matches the starts of words in %s, and an exact match comes first', (typed, text) => {
  expect(found(typed, [entry('pieces', text), entry('piece', `${typed} ${text}`)])).toEqual(['piece', 'pieces'])
})

test.each([
  ['模型', '拉取模型'],
  ['型', '拉取模型'],
  ['モデル', '新しいモデル'],
  ['ЛЯМБДА', 'Показать лямбда'],
  ['модель', 'Скачать модель'],
  ['ollama', 'OLLAMA'],
  ['q4', 'hf.co/bartowski/Meta-Llama-3.2-3B-Instruct-abliterated-GGUF:Q4_K_M'],
  ['rated gguf', 'hf.co/bartowski/Meta-Llama-3.2-3B-Instruct-abliterated-GGUF:Q4_K_M'],
  ['ml3', 'hf.co/bartowski/Meta-Llama-3.2-3B-Instruct-abliterated-GGUF:Q4_K_M'],
  ['tail', `${'x'.repeat(500)}tail`],
])('%s is found in %s', (typed, text) => {
  expect(finds(typed, text)).toBe(true)
})

test('the number of results is limited', () => {
  const many = Array.from({ length: 9 }, (_, at) => entry(`llama3.2:${at}b`))
  expect(ranked(many, 'lla', [], 2)).toHaveLength(2)
})

test('a recent entry comes before equal matches, and never before a better one', () => {
  const entries = [entry('llama3.1:8b'), entry('llama3.2:3b'), entry('codellama:7b')]
  expect(found('llama', entries, ['llama3.2:3b'])[0]).toBe('llama3.2:3b')
  expect(found('llama', entries, ['codellama:7b'])[0]).toBe('llama3.1:8b')
})
