import { expect, test } from 'vitest'
import { offered } from './comparison.ts'

test('a side of a comparison offers neither the model of the other side nor what cannot be compared', () => {
  const models = ['a:1', 'b:1', 'c:local'].map((name) => ({ name, readOnly: name.endsWith(':local') }))
  const names = (other: string | null) => offered(models, other).map(({ name }) => name)
  expect(names('a:1')).toEqual(['b:1'])
  expect(names(null)).toEqual(['a:1', 'b:1'])
})
