import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareEntries, compareLines, isSame } from './comparison.ts'

describe('compareEntries', () => {
  it('keeps the order of the first and adds what only the second has', () => {
    const left = new Map([
      ['a', '1'],
      ['b', '2'],
    ])
    const right = new Map([
      ['c', '3'],
      ['b', '2'],
    ])
    expect(compareEntries(left, right)).toEqual([
      { key: 'a', left: '1', right: null },
      { key: 'b', left: '2', right: '2' },
      { key: 'c', left: null, right: '3' },
    ])
  })
})

describe('compareLines', () => {
  const shape = (left: string, right: string) =>
    compareLines(left, right).map((pair) => (isSame(pair) ? `=${pair.left}` : `${pair.left ?? ''}|${pair.right ?? ''}`))

  it('puts equal lines beside each other', () => {
    expect(shape('a\nb\nc', 'a\nx\nc')).toEqual(['=a', 'b|x', '=c'])
    expect(shape('a\nb\nc', 'a\nc')).toEqual(['=a', 'b|', '=c'])
    expect(shape('b\nc', 'a\nb\nc\nd')).toEqual(['|a', '=b', '=c', '|d'])
    expect(shape('', 'a')).toEqual(['|a'])
    expect(shape('a\r\nb', 'a\nb')).toEqual(['=a', '=b'])
    expect(shape('', '')).toEqual([])
  })

  it('finds lines that are the same in the middle of others', () => {
    expect(shape('1\nsame\n2\n3\nalso', '4\n5\nsame\n6\nalso')).toEqual(['1|4', '|5', '=same', '2|6', '3|', '=also'])
  })

  it('counts texts that are too long as wholly different except at their ends', () => {
    const many = (mark: string) => Array.from({ length: 2500 }, (_, at) => `${mark}${at}`).join('\n')
    const pairs = compareLines(`head\n${many('a')}`, `head\n${many('b')}`)
    expect(pairs).toHaveLength(2501)
    expect(pairs.filter(isSame)).toHaveLength(1)
  })

  it('returns both texts, line by line', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', '', 'd e'), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const pairs = compareLines(a.join('\n'), b.join('\n'))
        const side = (of: 'left' | 'right') => pairs.flatMap((pair) => pair[of] ?? [])
        expect(side('left')).toEqual(a.join('') === '' && a.length === 1 ? [] : a)
        expect(side('right')).toEqual(b.join('') === '' && b.length === 1 ? [] : b)
      }),
    )
  })
})
