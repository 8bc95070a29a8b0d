import { expect, test } from 'vitest'
import { rank } from './rank.ts'

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

test('nothing typed fits everything', () => {
  expect(rank('  ', ['anything'])).toBe(1)
})
