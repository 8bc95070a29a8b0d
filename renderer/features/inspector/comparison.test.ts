import { expect, test } from 'vitest'
import { isSameModel, offered } from './comparison.ts'

const model = (name: string, digest: string | null = name) => ({ name, digest, readOnly: name.endsWith(':local') })

test('a side of a comparison offers neither the model of the other side nor what cannot be compared', () => {
  const models = ['a:1', 'b:1', 'c:local'].map((name) => model(name))
  const names = (other: string | null) => offered(models, other).map(({ name }) => name)
  expect(names('a:1')).toEqual(['b:1'])
  expect(names(null)).toEqual(['a:1', 'b:1'])
})

test('a side offers the model of the other side under no other spelling, and under another name as the last', () => {
  const models = [model('a:1', 'x'), model('A:1', 'x'), model('copy:1', 'x'), model('z:1', 'y')]
  expect(offered(models, 'a:1').map(({ name }) => name)).toEqual(['z:1', 'copy:1'])
  // A server may list two models whose names differ in case only.
  expect(offered([model('a:1', 'x'), model('A:1', 'y')], 'a:1').map(({ name }) => name)).toEqual(['A:1'])
})

test('two names are of one model if their digests are equal and known', () => {
  expect(isSameModel(model('a:1', 'x'), model('b:1', 'x'))).toBe(true)
  expect(isSameModel(model('a:1', 'x'), model('b:1', 'y'))).toBe(false)
  expect(isSameModel(model('a:1', null), model('b:1', null))).toBe(false)
})
