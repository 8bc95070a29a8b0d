import { expect, test } from 'vitest'
import { testModel } from '../library/test-model.ts'
import { pickerMatches } from './picker-matches.ts'

const many = Array.from({ length: 10_000 }, (_, at) => testModel(`family${at % 7}/model${at}:7b`))
const names = (typed: string, models = many) => pickerMatches(models, typed).shown.map(({ name }) => name)

test('every word must be in the name, and names that start with the first come first', () => {
  const models = ['codellama:7b', 'llama3.2:3b', 'llama3.2:latest'].map((name) => testModel(name))
  expect(names('llama', models)).toEqual(['llama3.2:3b', 'llama3.2:latest', 'codellama:7b'])
  expect(names('3B LLAMA', models)).toEqual(['llama3.2:3b'])
  expect(names('mistral', models)).toEqual([])
})

test('of many models it lists some, says how many more there are, and finds each by its name', () => {
  expect(pickerMatches(many, '')).toMatchObject({ shown: { length: 50 }, more: 9_950 })
  expect(pickerMatches(many, 'model999')).toMatchObject({ shown: { length: 11 }, more: 0 })
  expect(names('family3/model9999:7b')).toEqual(['family3/model9999:7b'])
})
