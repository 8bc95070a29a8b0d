import { describe, expect, test } from 'vitest'
import { grouped, isHeading, keyOf, sorted, sortedMatches } from './arrange.ts'
import { columnIds, type SortId } from './columns.ts'
import { filterModels, noFilters } from './filter.ts'
import type { FitOf } from './fits.ts'
import { testModel } from './test-model.ts'

/** As the core lists them: by name. */
const models = [
  testModel('another:1', { size: 0, modifiedAt: 9 }),
  testModel('cloudy:1', { size: 0, modifiedAt: 9, cloud: { model: 'm', host: 'h', gone: false } }),
  testModel('nomic:v1.5', {
    size: 1,
    modifiedAt: 5,
    details: { family: 'nomic-bert', parameterSize: '137M', quantization: 'F16' },
  }),
  testModel('qwen3:8b', { size: 5, modifiedAt: 5, details: { parameterSize: '8.2B', quantization: 'Q8_0' } }),
  testModel('qwen3:32b', { size: 20, modifiedAt: 5, details: { parameterSize: '32.8B', quantization: 'Q4_K_M' } }),
]
const names = (id: SortId, desc = false) => sorted(models, id, desc).map(({ name }) => name)

describe('sorting', () => {
  test('by whether they fit begins with the best, and ends with those of which it is not known', () => {
    const fitOf: FitOf = ({ size }) => (size === 20 ? 'none' : size === 5 ? 'fits' : size === 1 ? 'partial' : null)
    const order = (desc: boolean) => sorted(models, 'fits', desc, fitOf).map(({ name }) => name)
    expect(order(false)).toEqual(['qwen3:8b', 'nomic:v1.5', 'qwen3:32b', 'another:1', 'cloudy:1'])
    expect(order(true)).toEqual(['qwen3:32b', 'nomic:v1.5', 'qwen3:8b', 'another:1', 'cloudy:1'])
    expect(names('fits')).toEqual(names('name'))
  })

  test('by name is that of the list, or its reverse', () => {
    expect(sorted(models, 'name', false)).toBe(models)
    expect(names('name', true)).toEqual(names('name').reverse())
  })

  test('by figures is numeric, and unknown ones come last in both directions', () => {
    expect(names('params')).toEqual(['nomic:v1.5', 'qwen3:8b', 'qwen3:32b', 'another:1', 'cloudy:1'])
    expect(names('params', true)).toEqual(['qwen3:32b', 'qwen3:8b', 'nomic:v1.5', 'another:1', 'cloudy:1'])
    expect(names('quant')).toEqual(['qwen3:32b', 'qwen3:8b', 'nomic:v1.5', 'another:1', 'cloudy:1'])
  })

  test('keeps equal ones sorted by name in both directions', () => {
    expect(names('modified', true)).toEqual(['another:1', 'cloudy:1', 'nomic:v1.5', 'qwen3:8b', 'qwen3:32b'])
    expect(names('modified')).toEqual(['nomic:v1.5', 'qwen3:8b', 'qwen3:32b', 'another:1', 'cloudy:1'])
    expect(names('size', false).slice(0, 2)).toEqual(['another:1', 'cloudy:1'])
  })

  test('by capabilities is that of their words, in any order of them', () => {
    const able = [
      testModel('a:1', { capabilities: ['tools', 'completion'] }),
      testModel('b:1', { capabilities: null }),
      testModel('c:1', { capabilities: ['telepathy', 'completion'] }),
      testModel('d:1', { capabilities: ['completion', 'tools'] }),
    ]
    expect(sorted(able, 'capabilities', false).map(({ name }) => name)).toEqual(['c:1', 'a:1', 'd:1', 'b:1'])
  })

  test('exists for every column and loses nothing', () => {
    for (const id of columnIds) expect(names(id), id).toHaveLength(models.length)
  })
})

describe('groups', () => {
  const all = filterModels(models, noFilters, () => false)
  const keys = (by: 'none' | 'family' | 'weights', closed: string[] = [], matches = all) =>
    grouped(matches, models, by, () => null, new Set(closed)).map(keyOf)

  test('without grouping the rows are the models', () => {
    expect(grouped(all, models, 'none', () => null, new Set())).toBe(models)
  })

  test('are headings with their models below, unless they are closed', () => {
    expect(keys('family')).toEqual([
      '/family/llama',
      'another:1',
      'cloudy:1',
      'qwen3:8b',
      'qwen3:32b',
      '/family/nomic-bert',
      'nomic:v1.5',
    ])
    expect(keys('family', ['/family/llama'])).toEqual(['/family/llama', '/family/nomic-bert', 'nomic:v1.5'])
    const [heading] = grouped(all, models, 'family', () => null, new Set(['/family/llama']))
    expect(heading && isHeading(heading) && [heading.open, heading.models.length]).toEqual([false, 4])
  })

  const found = (text: string) => filterModels(models, { ...noFilters, text }, () => false)

  test('have headings for what a filter finds other than by name, each part in the order of the list', () => {
    const bySize = sortedMatches(found('m'), 'size', true)
    expect(keys('none', [], bySize)).toEqual([
      '/match/name',
      'nomic:v1.5',
      '/match/family',
      'qwen3:32b',
      'qwen3:8b',
      'another:1',
      'cloudy:1',
    ])
    expect(keys('none', ['/match/family'], bySize)).toEqual(['/match/name', 'nomic:v1.5', '/match/family'])
    expect(keys('none', [], found('llama'))[0]).toBe('/match/family')
    expect(keys('none', [], found('qwen'))).toEqual(['qwen3:8b', 'qwen3:32b'])
  })

  test('hold first what a filter finds by name', () => {
    expect(keys('family', [], found('l')).slice(0, 3)).toEqual(['/family/llama', 'cloudy:1', 'another:1'])
  })

  test('have keys that no name has', () => {
    for (const by of ['family', 'weights'] as const)
      expect(keys(by).filter((key) => key.startsWith('/')).length).toBeGreaterThan(1)
  })
})
