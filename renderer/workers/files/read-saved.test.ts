import { expect, test } from 'vitest'
import { MAX_TEXTS } from '#shared/contract/embedding-bounds.ts'
import { MAX_SAVED_BYTES, readSaved } from './read-saved.ts'
import { FORMAT, NEWEST_VERSION } from './saved.ts'

const good = {
  format: FORMAT,
  version: 1,
  at: '2026-11-23T10:00:00.000Z',
  model: 'm',
  dimensions: 2,
  texts: [
    { text: 'a', group: null },
    { text: 'b', group: 'g' },
  ],
  settings: { truncate: true, dimensions: 0, options: {}, keepAlive: null },
  figures: {
    tokens: null,
    tokensOf: null,
    cut: [],
    totalNs: null,
    loadNs: null,
    elapsedMs: 1,
    calls: 1,
    endpoint: 'embed',
  },
  embeddings: [
    [1, null],
    [0.5, -1],
  ],
}
const read = (value: unknown) => readSaved(new Blob([typeof value === 'string' ? value : JSON.stringify(value)]))

test('a complete file is read, null as NaN', async () => {
  const saved = await read(good)
  expect(saved).toMatchObject({ model: 'm', at: Date.parse(good.at), texts: good.texts })
  expect('vectors' in saved && [...saved.vectors]).toEqual([1, Number.NaN, 0.5, -1])
})

test('texts without a vector are listed, and their rows are NaN', async () => {
  const missing = [{ text: 1, problem: { code: 'vector_missing', params: {}, retryable: false } }]
  const saved = await read({ ...good, version: 2, missing, embeddings: [[1, 2], null] })
  expect(saved).toMatchObject({ missing })
  expect('vectors' in saved && [...saved.vectors]).toEqual([1, 2, Number.NaN, Number.NaN])
  expect(await read({ ...good, missing })).toEqual({ fault: 'broken', where: 'missing' })
  expect(await read({ ...good, embeddings: [[1, 2], null] })).toEqual({ fault: 'broken', where: 'embeddings.1' })
})

test('a file of another kind differs from a broken one', async () => {
  expect(await read('no json')).toEqual({ fault: 'not_json' })
  expect(await read('null')).toEqual({ fault: 'not_ours' })
  expect(await read({ embeddings: [[1]] })).toEqual({ fault: 'not_ours' })
  expect(await read({ ...good, version: NEWEST_VERSION + 1 })).toEqual({ fault: 'newer' })
  const large = new Blob([])
  Object.defineProperty(large, 'size', { value: MAX_SAVED_BYTES + 1 })
  expect(await readSaved(large)).toEqual({ fault: 'too_large' })
})

test.each([
  ['an unknown member', { ...good, more: 1 }, ''],
  [
    'too many texts',
    { ...good, texts: Array.from({ length: MAX_TEXTS + 1 }, () => ({ text: 'a', group: null })) },
    'texts',
  ],
  [
    'texts that are together too long',
    { ...good, texts: good.texts.map((one) => ({ ...one, text: 'x'.repeat(5_000_000) })) },
    'texts',
  ],
  ['no texts', { ...good, texts: [], embeddings: [] }, 'texts'],
  ['a text that is none', { ...good, texts: [{ text: 1, group: null }] }, 'texts.0.text'],
  ['vectors missing', { ...good, embeddings: [[1, 2]] }, 'embeddings'],
  ['a short vector', { ...good, embeddings: [[1, 2], [1]] }, 'embeddings.1'],
  [
    'a word in a vector',
    {
      ...good,
      embeddings: [
        [1, '2'],
        [1, 2],
      ],
    },
    'embeddings.0',
  ],
  ['dimensions without end', { ...good, dimensions: 1e9 }, 'dimensions'],
  ['tokens of other texts', { ...good, figures: { ...good.figures, tokensOf: [1] } }, 'figures.tokensOf'],
  ['a cut text that is none', { ...good, figures: { ...good.figures, cut: [{ text: 2, tokens: 1 }] } }, 'figures.cut'],
  [
    'options of another kind',
    { ...good, settings: { ...good.settings, options: { a: { b: 1 } } } },
    'settings.options.a',
  ],
  ['a time that is none', { ...good, at: 'yesterday' }, 'at'],
])('%s is refused, with its location', async (_, value, where) => {
  expect(await read(value)).toEqual({ fault: 'broken', where })
})
