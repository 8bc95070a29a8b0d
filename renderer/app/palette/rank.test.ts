import { expect, test } from 'vitest'
import { verbs } from '#shared/i18n/verbs.ts'
import { ranked, rankedActs } from './rank.ts'

const entry = (id: string, ...texts: string[]) => ({ id, texts: texts.length === 0 ? [id] : texts })

/** Ids of the found entries, best first. */
const found = (typed: string, entries: readonly ReturnType<typeof entry>[], recent: readonly string[] = []) =>
  ranked(entries, typed, recent, 99).map(({ item }) => item.id)
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

test('a longer piece that leads nowhere does not hide a shorter one', () => {
  expect(finds('abc', 'ab-x-c')).toBe(true)
  expect(finds('abcd', 'abc-bcd')).toBe(true)
  expect(finds('aab', 'aa-ab')).toBe(true)
  expect(finds('abb', 'ab-a')).toBe(false)
})

test('a row of equal word starts is looked through without trying all compositions', () => {
  expect(finds('a'.repeat(12), 'a-'.repeat(22))).toBe(true)
  expect(finds(`${'a'.repeat(11)}b`, `${'a-'.repeat(22)}xb`)).toBe(false)
})

test('of 10,000 models the best are found wherever they are', () => {
  const many = Array.from({ length: 10_000 }, (_, at) => entry(`org/model-${at}:7b`))
  const last = entry('model:7b')
  expect(ranked([...many, last], 'model', [], 3)[0]?.item).toBe(last)
  expect(ranked([last, ...many], 'model', ['org/model-5000:7b'], 3).map(({ item }) => item.id)).toEqual([
    'model:7b',
    'org/model-5000:7b',
    'org/model-0:7b',
  ])
  expect(ranked([...many, last], '-7777', [], 3).map(({ item }) => item.id)).toEqual(['org/model-7777:7b'])
})

const acts = Object.entries(verbs).map(([key, phrases]) => ({ key, phrases }))
const models = ['llama3.2:latest', 'qwen3:32b', 'qwen3:8b', 'copy-of-mine:1'].map((name) => entry(name))
const loaded = 'qwen3:8b'

/** The acts that are found, best first, as `load qwen3:8b`. */
const actsFor = (typed: string, current: string | null = null) =>
  rankedActs(
    typed,
    {
      models,
      acts,
      isOffered: (act, { id }) => (act === 'load' ? id !== loaded : act === 'unload' ? id === loaded : act !== 'stop'),
      current,
    },
    99,
  ).map(({ item }) => `${item.act} ${item.model.id}`)

test.each([
  ['load qwen3', ['load qwen3:32b', 'loadWith qwen3:8b', 'loadWith qwen3:32b']],
  ['qwen3 load', ['load qwen3:32b', 'loadWith qwen3:8b', 'loadWith qwen3:32b']],
  ['加载 qwen3', ['load qwen3:32b']],
  ['加载qwen3', ['load qwen3:32b']],
  ['qwen3 加载', ['load qwen3:32b']],
  ['load with options 32b', ['loadWith qwen3:32b']],
  ['32b options', ['loadWith qwen3:32b']],
  ['按选项加载 32b', ['loadWith qwen3:32b']],
  ['unload qwen', ['unload qwen3:8b']],
  ['unload q8', ['unload qwen3:8b']],
  ['delete qwen', ['remove qwen3:8b', 'remove qwen3:32b']],
  ['删除 qwen', ['remove qwen3:8b', 'remove qwen3:32b']],
  ['del qwen', ['remove qwen3:8b', 'remove qwen3:32b']],
  ['rename llama', ['rename llama3.2:latest']],
  ['pull again llama', ['pullAgain llama3.2:latest']],
  ['重新拉取 llama', ['pullAgain llama3.2:latest']],
  ['copy name llama', ['copyName llama3.2:latest']],
  ['compare 32b', ['compare qwen3:32b']],
  ['push mine', ['push copy-of-mine:1']],
  ['load gemma', []],
  ['qwen3', []],
  ['d qwen3', []],
  ['de', []],
])('%j names the acts %j', (typed, expected) => {
  expect(actsFor(typed)).toEqual(expected)
})

test('the word for one act comes before acts that have it among others', () => {
  const found = actsFor('copy qwen3:32b')
  expect(found[0]).toBe('copy qwen3:32b')
  expect(found.slice(1)).toEqual(expect.arrayContaining(['copyName qwen3:32b', 'copyCommand qwen3:32b']))
})

test('a verb alone lists every model it can be done with, the open one first', () => {
  expect(actsFor('load').slice(0, 3)).toEqual(['load llama3.2:latest', 'load qwen3:32b', 'load copy-of-mine:1'])
  expect(actsFor('delete', 'qwen3:32b')[0]).toBe('remove qwen3:32b')
  expect(actsFor('ren', 'qwen3:32b')).toEqual(['rename qwen3:32b'])
})
