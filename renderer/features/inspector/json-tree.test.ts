import { expect, test } from 'vitest'
import { findPaths, jsonRows, pathKey, pathsAbove } from './json-tree.ts'

const root = {
  details: { family: 'llama', families: ['llama'] },
  tensors: [{ name: 'a' }, { name: 'b' }],
  empty: {},
  n: null,
}
const open = (...paths: string[][]) => new Set([[], ...paths].map(pathKey))
const lines = (set: ReadonlySet<string>) =>
  jsonRows(root, set).map(({ path, key, kind, size, open }) => `${path.join('.')} ${key} ${kind} ${size} ${open}`)

test('a closed node is one row', () => {
  expect(lines(new Set())).toEqual([' null object 4 false'])
  expect(lines(open())).toEqual([
    ' null object 4 true',
    'details details object 2 false',
    'tensors tensors array 2 false',
    'empty empty object 0 false',
    'n n scalar 0 false',
  ])
  expect(lines(open(['tensors'], ['tensors', '1'])).slice(2, 6)).toEqual([
    'tensors tensors array 2 true',
    'tensors.0 null object 1 false',
    'tensors.1 null object 1 true',
    'tensors.1.name name scalar 0 false',
  ])
})

test('an empty node cannot be opened', () => {
  expect(lines(open(['empty']))).toContain('empty empty object 0 false')
})

test('a search finds keys and values, and yields pauses', () => {
  const found = (query: string) =>
    [...findPaths(root, query)].filter((path) => path !== null).map((path) => path.join('.'))
  expect(found('LLAMA')).toEqual(['details.family', 'details.families.0'])
  expect(found('name')).toEqual(['tensors.0.name', 'tensors.1.name'])
  expect(found('null')).toEqual(['n'])
  expect(found('')).toEqual([])
  const many = Array.from({ length: 10_000 }, (_, at) => at)
  expect([...findPaths(many, 'x')].filter((path) => path === null).length).toBeGreaterThan(3)
})

test('the paths above a path are all its prefixes', () => {
  expect(pathsAbove(['a', '0', 'b'])).toEqual([[], ['a'], ['a', '0']])
  expect(pathsAbove([])).toEqual([])
})
