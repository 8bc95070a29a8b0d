import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PAGE_BYTES } from '#shared/contract/library.ts'
import { fitCount, pageOf, textPage } from './pages.ts'

const size = (value: unknown) => Buffer.byteLength(JSON.stringify(value))

describe('textPage', () => {
  it('gives back any text whole, page by page, none beyond the bound', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('\u0000'.repeat(40_000), '字'.repeat(70_000), '😀'.repeat(50_000), '"\\'.repeat(50_000)),
    )
    fc.assert(
      fc.property(text, (whole) => {
        let joined = ''
        for (let offset: number | null = 0; offset !== null;) {
          const page = textPage(whole, offset)
          expect(size(page)).toBeLessThanOrEqual(PAGE_BYTES)
          expect(page.total).toBe(whole.length)
          joined += page.text
          offset = page.next
        }
        expect(joined).toBe(whole)
      }),
    )
  })

  it('does not cut a character in two', () => {
    const { text } = textPage('😀'.repeat(50_000), 0)
    expect(() => encodeURIComponent(text)).not.toThrow()
  })

  it('is empty beyond the end', () => {
    expect(textPage('abc', 10)).toEqual({ text: '', total: 3, next: null })
  })
})

describe('pageOf', () => {
  it('fills a page and no more', () => {
    const rows = Array.from({ length: 2000 }, (_, id) => ({ id, text: 'x'.repeat(id) }))
    const page = pageOf(rows, 0, 2000, (row) => row)
    expect(size(page)).toBeLessThanOrEqual(PAGE_BYTES)
    expect(page.length).toBe(fitCount(rows))
    expect(page.length).toBeGreaterThan(200)
    expect(pageOf(rows, 10, 5, (row) => row)).toEqual(rows.slice(10, 15))
  })

  it('shortens a row that fits nowhere, so that paging goes on', () => {
    const page = pageOf([{ text: 'x'.repeat(100_000) }], 0, 10, ({ text }) => ({ text: text.slice(0, 10) }))
    expect(page).toEqual([{ text: 'xxxxxxxxxx' }])
  })
})
