import { expect, test } from 'vitest'
import { checksOf, warningsOf, type Checked } from './checks.ts'

interface Odd {
  texts?: string[]
  cut?: Checked['facts']['figures']['cut']
  asked?: number
  dimensions?: number
  missing?: number[]
  quality?: Partial<Checked['quality']>
}

function checked({
  texts = ['a', 'b', 'c'],
  cut = [],
  asked = 0,
  dimensions = 768,
  missing = [],
  quality = {},
}: Odd = {}): Checked {
  return {
    facts: {
      texts: texts.map((text) => ({ text, group: null })),
      settings: { truncate: true, dimensions: asked, options: {}, keepAlive: null },
      figures: { tokens: 1, tokensOf: null, cut, totalNs: 1, loadNs: 1, elapsedMs: 1, calls: 1, endpoint: 'embed' },
      dimensions,
      missing: missing.map((text) => ({ text, problem: { code: 'vector_missing', params: {}, retryable: false } })),
    },
    quality: { broken: [], zero: [], same: [], shortest: 1, longest: 1.0004, ...quality },
  }
}
const kinds = (odd: Odd) => checksOf(checked(odd)).map(({ kind }) => kind)

test('a result without findings is sound', () => {
  expect(kinds({})).toEqual(['sound'])
})

test('cut texts are reported with the number of kept tokens, if it is the same for all', () => {
  const cut = [
    { text: 0, tokens: 512 },
    { text: 2, tokens: 512 },
  ]
  expect(checksOf(checked({ cut }))).toEqual([{ kind: 'cut', rows: [0, 2], tokens: 512 }])
  expect(checksOf(checked({ cut: [...cut, { text: 1, tokens: null }] }))[0]).toMatchObject({ tokens: null })
})

test('a result is not called sound if it is unknown whether texts were cut', () => {
  expect(kinds({ cut: null })).toEqual(['cutUnknown'])
})

test('broken, zero and equal vectors are reported; duplicate texts only as a remark', () => {
  expect(kinds({ quality: { broken: [1], zero: [2] } })).toEqual(['broken', 'zero'])
  expect(kinds({ quality: { same: [[0, 1]] } })).toEqual(['same'])
  expect(kinds({ texts: ['a', 'b', 'a'], quality: { same: [[0, 2]] } })).toEqual(['sound', 'twice'])
})

test('texts without a vector come first, and are not broken', () => {
  const odd = { missing: [1], quality: { broken: [1, 2] } }
  expect(checksOf(checked(odd))).toEqual([
    { kind: 'missing', rows: [1] },
    { kind: 'broken', rows: [2] },
  ])
  expect([...warningsOf(checked(odd)).keys()]).toEqual([2])
  expect(kinds({ missing: [0], quality: { broken: [0] } })).toEqual(['missing'])
})

test('reduced dimensions: normalized again, not normalized, or not reduced', () => {
  expect(kinds({ asked: 256, dimensions: 256 })).toEqual(['sound', 'renormalized'])
  expect(kinds({ asked: 256, dimensions: 256, quality: { shortest: 0.6 } })).toEqual(['sound', 'notRenormalized'])
  expect(checksOf(checked({ asked: 256 }))[1]).toEqual({ kind: 'notShortened', asked: 256, dimensions: 768 })
  expect(kinds({ quality: { longest: 12 } })).toEqual(['sound', 'lengths'])
  expect(kinds({ quality: { shortest: 0, longest: 0, zero: [0, 1, 2] } })).toEqual(['zero'])
})

test('each row has its warnings', () => {
  const texts = ['a', 'b', 'c', 'a']
  const same = [
    [0, 3],
    [1, 2],
  ]
  const warnings = warningsOf(checked({ texts, cut: [{ text: 1, tokens: 5 }], quality: { same, broken: [2] } }))
  expect([...warnings.entries()].toSorted(([a], [b]) => a - b)).toEqual([
    [0, ['twice']],
    [1, ['cut', 'same']],
    [2, ['broken', 'same']],
    [3, ['twice']],
  ])
})
