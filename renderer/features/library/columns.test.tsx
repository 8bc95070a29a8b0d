import { useTable } from '@tanstack/react-table'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Model } from '#shared/contract/library.ts'
import { byName, columnIds, columns, features, shortCount, type ColumnId } from './columns.ts'
import { testModel } from './test-model.ts'

const noModels: Model[] = []

function Names({ models, id, desc }: { models: Model[]; id: ColumnId; desc: boolean }) {
  const table = useTable({ features, columns, data: models, state: { sorting: [{ id, desc }] } })
  return table
    .getRowModel()
    .rows.map(({ original }) => original.name)
    .join(' ')
}

/** As the table orders them, whatever order the server sends. */
function ordered(models: Model[], id: ColumnId, desc = false): string[] {
  return renderToStaticMarkup(<Names models={byName(models)} id={id} desc={desc} />)
    .split(' ')
    .filter(Boolean)
}

const models = [
  testModel('qwen3:32b', { size: 20, modifiedAt: 5, details: { parameterSize: '32.8B', quantization: 'Q4_K_M' } }),
  testModel('qwen3:8b', { size: 5, modifiedAt: 5, details: { parameterSize: '8.2B', quantization: 'Q8_0' } }),
  testModel('nomic:v1.5', { size: 1, modifiedAt: 5, details: { parameterSize: '137M', quantization: 'F16' } }),
  testModel('cloudy:1', { size: 0, modifiedAt: 9 }),
  testModel('another:1', { size: 0, modifiedAt: 9 }),
]

test('names are in natural order', () => {
  expect(ordered(models, 'name')).toEqual(['another:1', 'cloudy:1', 'nomic:v1.5', 'qwen3:8b', 'qwen3:32b'])
})

test('figures are ordered as numbers, and what is unknown comes last either way', () => {
  expect(ordered(models, 'params')).toEqual(['nomic:v1.5', 'qwen3:8b', 'qwen3:32b', 'another:1', 'cloudy:1'])
  expect(ordered(models, 'params', true)).toEqual(['qwen3:32b', 'qwen3:8b', 'nomic:v1.5', 'another:1', 'cloudy:1'])
  expect(ordered(models, 'quant')).toEqual(['qwen3:32b', 'qwen3:8b', 'nomic:v1.5', 'another:1', 'cloudy:1'])
})

test('equal rows stand by name in both directions, however the server lists them', () => {
  const expected = ['another:1', 'cloudy:1', 'nomic:v1.5', 'qwen3:8b', 'qwen3:32b']
  expect(ordered(models, 'modified', true)).toEqual(expected)
  expect(ordered(models.toReversed(), 'modified', true)).toEqual(expected)
  expect(ordered(models, 'size', false).slice(0, 2)).toEqual(['another:1', 'cloudy:1'])
})

test('every column that can be chosen exists', () => {
  for (const id of columnIds) expect(ordered(models, id)).toHaveLength(models.length)
  expect(ordered(noModels, 'name')).toEqual([])
})

test.each([
  ['566.70M', '567M'],
  ['116.83B', '117B'],
  ['99.97M', '100M'],
  ['8.19B', '8.2B'],
  ['8.0B', '8.0B'],
  ['7B', '7B'],
  ['8x7B', '8x7B'],
  ['', ''],
])('%s parameters are %s in a column', (text, expected) => {
  expect(shortCount(text)).toBe(expected)
})
