import { expect, test } from 'vitest'
import { notesOf } from '../../app/data/notes.ts'
import { allOf, choicesOf, filterModels, isFiltering, noFilters, type Filters } from './filter.ts'
import type { FitOf } from './fits.ts'
import { testModel } from './test-model.ts'

const models = [
  testModel('qwen3:32b', { digest: `88ec7678${'0'.repeat(56)}`, details: { family: 'qwen3' } }),
  testModel('Llama3.2:latest', { capabilities: ['completion', 'tools'] }),
  testModel('nomic-embed-text:v1.5', { capabilities: ['embedding'], details: { family: 'nomic-bert' } }),
  testModel('llava:7b', { capabilities: ['completion', 'vision', 'tools'] }),
  testModel('old:1', { capabilities: null, details: { family: '' } }),
]
const names = (filters: Partial<Filters>, loaded: string[] = []) =>
  allOf(filterModels(models, { ...noFilters, ...filters }, ({ name }) => loaded.includes(name))).map(({ name }) => name)

test('without filters all models pass, in their order', () => {
  expect(names({})).toEqual(models.map(({ name }) => name))
  expect(names({ text: '   ' })).toHaveLength(models.length)
})

test('every word must be found in name or family, ignoring case', () => {
  expect(names({ text: 'LLAMA' })).toEqual(['Llama3.2:latest', 'llava:7b'])
  expect(names({ text: 'llama 7b' })).toEqual(['llava:7b'])
  expect(names({ text: 'bert' })).toEqual(['nomic-embed-text:v1.5'])
})

test('a match by name is told apart from one by family, and from one by digest', () => {
  const kindsOf = (text: string) =>
    Object.entries(filterModels(models, { ...noFilters, text }, () => false)).flatMap(([kind, found]) =>
      found.map(({ name }) => `${kind} ${name}`),
    )
  expect(kindsOf('LLAMA')).toEqual(['name Llama3.2:latest', 'family llava:7b'])
  expect(kindsOf('7b llama')).toEqual(['family llava:7b'])
  expect(kindsOf('qwen3')).toEqual(['name qwen3:32b'])
  expect(kindsOf('88ec qwen3')).toEqual(['digest qwen3:32b'])
})

test('a note is searched too, after name and family, and in any spelling of the name', () => {
  const of = { host: 'http://h', text: 'Good at\nLISTS' }
  const noteOf = notesOf([{ ...of, name: 'llama3.2' }], of.host)
  const found = (text: string) => filterModels(models, { ...noFilters, text }, () => false, noteOf)
  expect(found('lists').note.map(({ name }) => name)).toEqual(['Llama3.2:latest'])
  expect(found('llama lists').note).toHaveLength(1)
  expect(found('llama').name.map(({ name }) => name)).toEqual(['Llama3.2:latest'])
  expect(names({ text: 'lists' })).toEqual([])
  expect(notesOf([{ ...of, name: 'llama3.2' }], 'http://another')).toBeNull()
})

test('a digest is found by its first digits, with or without prefix', () => {
  expect(names({ text: '88ec7' })).toEqual(['qwen3:32b'])
  expect(names({ text: 'sha256:88EC' })).toEqual(['qwen3:32b'])
  expect(names({ text: 'ec76' })).toEqual([])
  expect(names({ text: '88' })).toEqual([])
})

test('all chosen capabilities are required, and a model of unknown capabilities has none', () => {
  expect(names({ capabilities: ['tools'] })).toEqual(['Llama3.2:latest', 'llava:7b'])
  expect(names({ capabilities: ['tools', 'vision'] })).toEqual(['llava:7b'])
})

test('family and loaded are further conditions', () => {
  expect(names({ family: 'llama' })).toEqual(['Llama3.2:latest', 'llava:7b'])
  expect(names({ family: 'llama', loaded: true }, ['llava:7b', 'qwen3:32b'])).toEqual(['llava:7b'])
})

test('a size class includes its lower bound', () => {
  const sized = [1, 999_999_999, 1e9, 4.9e9, 5e9, 19.9e9, 20e9, 90e9].map((size) => testModel(`m:${size}`, { size }))
  const found = (size: number) =>
    allOf(filterModels(sized, { ...noFilters, size }, () => false)).map((model) => (model.size ?? 0) / 1e9)
  expect([0, 1, 2, 3, 4].map(found)).toEqual([[1e-9, 0.999999999], [1, 4.9], [5], [19.9], [20, 90]])
})

test('without a filter the same array is returned', () => {
  expect(allOf(filterModels(models, noFilters, () => false))).toBe(models)
})

test('capabilities are those of any model', () => {
  expect(choicesOf(models).capabilities).toEqual(['completion', 'embedding', 'tools', 'vision'])
})

test('a capability that came later is filtered by its own word, whatever it is', () => {
  const later = [...models, testModel('seer:1', { capabilities: ['completion', 'telepathy', '<b>constructor</b>'] })]
  expect(choicesOf(later).capabilities).toContain('telepathy')
  for (const word of ['telepathy', '<b>constructor</b>'])
    expect(allOf(filterModels(later, { ...noFilters, capabilities: [word] }, () => false))).toEqual([later.at(-1)])
})

test('families are counted, without the unnamed one', () => {
  expect(choicesOf(models).families).toEqual([
    { family: 'llama', count: 2 },
    { family: 'nomic-bert', count: 1 },
    { family: 'qwen3', count: 1 },
  ])
})

test.each<[Partial<Filters>, boolean]>([
  [{}, false],
  [{ text: ' ' }, false],
  [{ text: 'q' }, true],
  [{ loaded: true }, true],
  [{ capabilities: ['vision'] }, true],
  [{ family: 'llama' }, true],
  [{ size: 0 }, true],
])('%o filters: %s', (filters, expected) => {
  expect(isFiltering({ ...noFilters, ...filters })).toBe(expected)
})

test('by whether they fit; without known memory no model is hidden', () => {
  const filters = { ...noFilters, fit: 'tight' as const }
  const fitting = (fitOf: FitOf | null) => allOf(filterModels(models, filters, () => false, null, fitOf)).length
  expect(fitting(({ name }) => (name === 'old:1' ? 'tight' : name === 'llava:7b' ? 'fits' : null))).toBe(1)
  expect(fitting(null)).toBe(models.length)
  expect(isFiltering(filters)).toBe(true)
})

test('by whether an update is offered; where nothing was checked no model is hidden', () => {
  const filters = { ...noFilters, update: true }
  const states = { 'qwen3:32b': 'update', 'llava:7b': 'probably_update', 'old:1': 'skipped' } as const
  const updateOf = ({ name }: { name: string }) => states[name as keyof typeof states] ?? null
  const found = filterModels(models, filters, () => false, null, null, updateOf)
  expect(allOf(found).map(({ name }) => name)).toEqual(['qwen3:32b', 'llava:7b'])
  expect(allOf(filterModels(models, filters, () => false))).toHaveLength(models.length)
  expect(isFiltering(filters)).toBe(true)
})
