import { expect, test } from 'vitest'
import { groupByFamily, groupByWeights, type Group } from './grouping.ts'

const model = (name: string, digest: string, family = 'llama', size = 10, cloud: unknown = null) => ({
  name,
  digest,
  size,
  cloud,
  details: { format: 'gguf', family, parameterSize: '7B', quantization: 'Q4_0' },
})
const shape = (groups: Group<{ name: string }>[]) =>
  groups.map(({ kind, name, models }) => [kind, name, models.map((one) => one.name).join(' ')])

test('families come in natural order, models in their own, the unnamed family last', () => {
  const models = [
    model('b:1', '1', 'qwen12'),
    model('x:1', '2', ''),
    model('a:1', '3', 'qwen3'),
    model('c:1', '4', 'qwen12'),
  ]
  expect(shape(groupByFamily(models))).toEqual([
    ['family', 'qwen3', 'a:1'],
    ['family', 'qwen12', 'b:1 c:1'],
    ['family', '', 'x:1'],
  ])
})

const models = [
  model('alone:1', 'a', 'bert'),
  model('base:1', 'b'),
  model('cloud:1', 'z', 'llama', 1, {}),
  model('copied:1', 'c', 'qwen3', 90),
  model('copy:1', 'c', 'qwen3', 90),
  model('derived:1', 'd'),
  model('later:1', 'e'),
]

test('groups only copies while weights are unknown', () => {
  expect(shape(groupByWeights(models, models, () => undefined))).toEqual([
    ['shared', 'c', 'copied:1 copy:1'],
    ['alone', '', 'alone:1'],
    ['unknown', '', 'base:1 derived:1 later:1'],
    ['cloud', '', 'cloud:1'],
  ])
})

test('models of the same weights come together, what saves most first', () => {
  const weights: Record<string, string> = { b: 'w', d: 'w', e: 'v' }
  const groups = groupByWeights(models, models, (digest) => weights[digest])
  expect(shape(groups)).toEqual([
    ['shared', 'c', 'copied:1 copy:1'],
    ['shared', 'w', 'base:1 derived:1'],
    ['alone', '', 'alone:1 later:1'],
    ['cloud', '', 'cloud:1'],
  ])
  expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length)
})

test('a model shares with one that a filter hides, too', () => {
  expect(shape(groupByWeights(models.slice(3, 4), models, () => undefined))).toEqual([['shared', 'c', 'copied:1']])
})
