import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { date, number, object, positive, readDate, readDetails, readRows, rowName, text, texts } from './fields.ts'

const anything = [undefined, null, '', ' ', 'text', 0, 7, -1, NaN, Infinity, true, [], ['text'], {}, { a: 1 }]
const readable = (read: (value: unknown) => unknown) => anything.filter((value) => read(value) !== undefined)

describe('one field', () => {
  it.each([
    ['an object', object, [{}, { a: 1 }]],
    ['a text', text, ['text']],
    ['a number', number, [0, 7, -1]],
    ['a number above zero', positive, [7]],
    ['a date', date, []],
    ['texts', texts, [[], ['text']]],
    ['details', readDetails, [{}, { a: 1 }]],
  ])('%s is unknown where it is anything else', (_, read, expected) => {
    expect(readable(read)).toEqual(expected)
  })

  it.each([
    [
      ['a', 'b', 'a'],
      ['a', 'b'],
    ],
    [['', null, 3, 'a'], ['a']],
    [[''], undefined],
    [[null], undefined],
    [[], []],
  ])('texts of %j', (value, expected) => {
    expect(texts(value)).toEqual(expected)
  })

  it.each([
    ['2026-11-23T01:50:19.732400825Z', Date.UTC(2026, 10, 23, 1, 50, 19, 732)],
    ['2025-02-23T10:00:00.123456789+01:00', Date.UTC(2025, 1, 23, 9, 0, 0, 123)],
    ['2318-06-04T14:38:31Z', Date.UTC(2318, 5, 4, 14, 38, 31)],
    ['0001-01-01T00:00:00Z', null],
    ['1970-01-01T00:00:00Z', null],
    ['not a date', null],
    ['model 3', null],
    ['2026-99-99T00:00:00Z', null],
    ['', null],
  ])('the time %j', (value, expected) => {
    expect(readDate(value)).toBe(expected)
    expect(date(value)).toBe(expected === null ? undefined : value)
  })

  it('never throws, for any value', () => {
    const readers = [object, text, number, positive, date, texts, readDetails]
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const read of readers) read(value)
      }),
    )
  })
})

describe('a list', () => {
  it.each([
    [{ models: [{ name: 'a' }, { name: 'b' }] }, { rows: ['a', 'b'], leftOut: 0 }],
    [[{ name: 'a' }], { rows: ['a'], leftOut: 0 }],
    [
      { models: [{ model: 'a' }, { name: '', model: 'b' }, { name: null, model: 'c' }] },
      { rows: ['a', 'b', 'c'], leftOut: 0 },
    ],
    [{ models: [{ name: 'a' }, {}, null, 'b', [], { name: 5 }] }, { rows: ['a'], leftOut: 5 }],
    [{ models: null }, { rows: [], leftOut: 0 }],
    [[], { rows: [], leftOut: 0 }],
  ])('%j', (answer, expected) => {
    expect(readRows(answer, rowName)).toEqual(expected)
  })

  it.each([[{}], [{ models: {} }], [{ models: 'a' }], [null], ['text'], [5]])('%j is none', (answer) => {
    expect(readRows(answer, rowName)).toBeUndefined()
  })
})
