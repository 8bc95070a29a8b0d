import { expect, test } from 'vitest'
import { problemCodes } from '../contract/problem.ts'
import { noticeCodes } from '../contract/system.ts'
import { catalogues } from './catalogues.ts'
import { chooseLanguage, languages } from './index.ts'
import { problemValues } from './problem-values.ts'
import { entriesOf } from './test-entries.ts'

const compare = (a: string, b: string) => a.localeCompare(b)
const values = (text: string) =>
  [...text.matchAll(/\{\{\s*([^},\s]+)/g)].map(([, name]) => String(name)).toSorted(compare)
const stem = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '')

const keys = (list: [string, string][]) => [...new Set(list.map(([key]) => stem(key)))].toSorted(compare)

const [english, ...others] = languages.map(({ tag }) => ({ tag, entries: entriesOf(catalogues[tag]) }))
if (!english) throw new Error('no language')

test.each(others)('$tag has the same keys as English', ({ entries }) => {
  expect(keys(entries)).toEqual(keys(english.entries))
})

test.each(others)('$tag fills in the same values as English', ({ entries }) => {
  const inEnglish = new Map(english.entries)
  for (const [key, text] of entries) expect([key, values(text)]).toEqual([key, values(inEnglish.get(key) ?? '')])
})

test.each(languages)('$tag has all of its plural forms and no others', ({ tag }) => {
  const forms = new Set<string>(new Intl.PluralRules(tag).resolvedOptions().pluralCategories)
  const found = new Map<string, string[]>()
  for (const [key] of entriesOf(catalogues[tag])) {
    const form = /_(zero|one|two|few|many|other)$/.exec(key)?.[1]
    if (form) found.set(stem(key), [...(found.get(stem(key)) ?? []), form])
  }
  for (const [key, have] of found) expect([key, have.toSorted(compare)]).toEqual([key, [...forms].toSorted(compare)])
})

test.each(languages)('$tag has words for every problem', ({ tag }) => {
  const words = catalogues[tag].problem
  for (const code of problemCodes)
    for (const part of ['title', 'meaning', 'next'] as const) expect(words[code][part]).not.toBe('')
  expect(Object.keys(words).toSorted(compare)).toEqual([...problemCodes].toSorted(compare))
})

test.each(languages)('$tag has words for every notice', ({ tag }) => {
  const words = catalogues[tag].notices
  for (const code of noticeCodes) for (const part of ['title', 'text'] as const) expect(words[code][part]).not.toBe('')
})

test('the language follows the setting, then the system, then English', () => {
  expect(chooseLanguage('zh-CN', ['en-US'])).toBe('zh-CN')
  expect(chooseLanguage('system', ['zh-TW', 'en'])).toBe('zh-CN')
  expect(chooseLanguage('system', ['fr-FR', 'en-GB', 'zh'])).toBe('en')
  expect(chooseLanguage('system', ['fr-FR', 'zh_CN'])).toBe('zh-CN')
  expect(chooseLanguage('system', [])).toBe('en')
})

const plain = { bytes: String, list: (texts: readonly string[]) => texts.join('、') }

test('a problem that names neither server nor model still reads as a sentence', () => {
  const general = { server: 'the server', model: 'The model' }
  const problem = { code: 'refused', retryable: true } as const
  expect(problemValues({ ...problem, params: { model: '' } }, general, plain)).toEqual(general)
  expect(
    problemValues({ ...problem, params: { server: 'http://h', bytes: 2e9 } }, general, {
      ...plain,
      bytes: (n) => `${n / 1e9} GB`,
    }),
  ).toEqual({
    server: 'http://h',
    model: 'The model',
    bytes: '2 GB',
  })
})

test('a problem that names a model in either way says which', () => {
  const general = { server: 'the server', model: 'The model' }
  const of = (params: Record<string, string>) =>
    problemValues({ code: 'name_taken', retryable: false, params }, general, plain)['model']
  expect(of({ name: 'a:b' })).toBe('a:b')
  expect(of({ name: 'a:b', model: 'c:d' })).toBe('c:d')
  expect(of({ model: 'c:d', name: 'a:b' })).toBe('c:d')
  expect(of({ model: '', name: 'a:b' })).toBe('a:b')
})

test('several names are listed as the language does', () => {
  const problem = { code: 'rename_unknown', retryable: false } as const
  const params = { names: 'a:b, c:d', exists: 'a:b', server: 'b, c' }
  expect(problemValues({ ...problem, params }, { server: '', model: '' }, plain)).toMatchObject({
    names: 'a:b、c:d',
    exists: 'a:b',
    server: 'b, c',
  })
})
