import { expect, it } from 'vitest'
import { leftovers } from './LeftoverRenames.tsx'
import { testModel } from './test-model.ts'

it('finds the names that an interrupted rename left behind, and no others', () => {
  const models = ['a:1', 'corral-rename/3f2a:1', 'me/corral-rename:1'].map((name) => testModel(name))
  expect(leftovers(models).map(({ name }) => name)).toEqual(['corral-rename/3f2a:1'])
})
