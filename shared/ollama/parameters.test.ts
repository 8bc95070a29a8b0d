import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseParameters } from './parameters.ts'

describe('parseParameters', () => {
  it('reads what a server sends, sorted, lists merged in their order', () => {
    const text = [
      'temperature                    0.7',
      'stop                           "<|end|>"',
      'num_ctx                        2048',
      'stop                           "<|eot|>"',
      'penalize_newline               false',
      'use_mmap                       true',
    ].join('\n')
    expect(parseParameters(text)).toEqual([
      { key: 'num_ctx', values: [2048] },
      { key: 'penalize_newline', values: [false] },
      { key: 'stop', values: ['<|end|>', '<|eot|>'] },
      { key: 'temperature', values: [0.7] },
      { key: 'use_mmap', values: [true] },
    ])
  })

  it('reads no parameters from an empty text', () => {
    expect(parseParameters('')).toEqual([])
    expect(parseParameters('\n \n\r\n')).toEqual([])
  })

  it.each([
    ['1000000', 1_000_000],
    ['1e+06', 1_000_000],
    ['1.5e-07', 1.5e-7],
    ['-1', -1],
    ['+2', 2],
    ['0', 0],
    ['.5', 0.5],
    ['5.', 5],
    ['1.8446744073709552e+19', 18_446_744_073_709_552_000],
    ['true', true],
    ['false', false],
    ['True', 'True'],
    ['+Inf', '+Inf'],
    ['0x10', '0x10'],
    ['1_000', '1_000'],
    ['<nil>', '<nil>'],
    ['two words', 'two words'],
    ['""', ''],
    ['"', '"'],
    ['', ''],
    ['"<|start_header_id|>"', '<|start_header_id|>'],
    ['"2048"', '2048'],
    [' "padded"  ', 'padded'],
    ['"a" and "b"', 'a" and "b'],
    ['"left open', '"left open'],
    ['[]interface {}{"a", "b"}', '[]interface {}{"a", "b"}'],
  ])('value %j', (literal, value) => {
    expect(parseParameters(`key ${literal}`)).toEqual([{ key: 'key', values: [value] }])
  })

  it.each([
    [String.raw`"a\nb"`, 'a\nb'],
    [String.raw`"\a\b\f\n\r\t\v"`, '\x07\b\f\n\r\t\v'],
    [String.raw`"say \"hi\""`, 'say "hi"'],
    [String.raw`"C:\\new"`, String.raw`C:\new`],
    [String.raw`"\\"`, '\\'],
    [String.raw`"\x00\x1b\x7f"`, '\x00\x1b\x7f'],
    [String.raw`"\xff\x80"`, '\ufffd\ufffd'],
    [String.raw`"\u200b\u00A0"`, '\u200b\u00a0'],
    [String.raw`"\U000e0001"`, '\u{e0001}'],
    [String.raw`"\UFFFFFFFF"`, '\ufffd'],
    [String.raw`"\u12"`, 'u12'],
    ['"### 用户：é😀"', '### 用户：é😀'],
  ])('Go text %s', (literal, value) => {
    expect(parseParameters(`stop${' '.repeat(26)} ${literal}`)).toEqual([{ key: 'stop', values: [value] }])
  })

  it('reads a quoted text over several lines and what follows', () => {
    expect(parseParameters('system "one\ntwo \\" three\n\nfour" \nnum_ctx 4096')).toEqual([
      { key: 'num_ctx', values: [4096] },
      { key: 'system', values: ['one\ntwo " three\n\nfour'] },
    ])
  })

  it('reads the lines after an unclosed quote', () => {
    expect(parseParameters('a "open\nb "closed"\nc 1')).toEqual([
      { key: 'a', values: ['"open'] },
      { key: 'b', values: ['closed'] },
      { key: 'c', values: [1] },
    ])
  })

  it('reads lines that end in CR LF, keys longer than the column and keys that objects know', () => {
    expect(parseParameters('num_ctx 1\r\nstop "a"\r\n')).toEqual([
      { key: 'num_ctx', values: [1] },
      { key: 'stop', values: ['a'] },
    ])
    const long = 'a_key_that_is_longer_than_thirty_columns'
    expect(parseParameters(`${long} 1`)).toEqual([{ key: long, values: [1] }])
    expect(parseParameters('__proto__ 1\nconstructor 2')).toEqual([
      { key: '__proto__', values: [1] },
      { key: 'constructor', values: [2] },
    ])
  })

  it('restores every text that Go quotes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        const text = texts.map((text) => `stop                           ${goQuote(text)}`).join('\n')
        expect(parseParameters(text)).toEqual([{ key: 'stop', values: texts }])
      }),
    )
  })

  it('never throws', () => {
    const likely = fc.string({ unit: fc.constantFrom('a', '"', '\\', 'u', 'U', 'x', '0', ' ', '\n') })
    fc.assert(fc.property(fc.oneof(likely, fc.string()), (text) => Array.isArray(parseParameters(text))))
  })
})

/** As Go's `strconv.Quote`, with every character beyond ASCII escaped. */
function goQuote(text: string): string {
  const inner = text.replace(/["\\]/g, '\\$&').replace(/[^\x20-\x7e]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0
    const hex = code.toString(16)
    if (code < 0x80) return `\\x${hex.padStart(2, '0')}`
    return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
  })
  return `"${inner}"`
}
