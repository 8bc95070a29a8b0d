import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keepAliveSeconds } from './keep-alive.ts'

describe('a number', () => {
  it.each([
    [0, 0],
    [-0, 0],
    [5, 5],
    [0.5, 0.5],
    [300, 300],
    [-1, -1],
    [-0.001, -0.001],
    [1e9, 1e9],
    [9.3e9, null],
    [-9.3e9, null],
    [Infinity, null],
    [-Infinity, null],
    [NaN, null],
  ])('%d', (value, seconds) => {
    expect(keepAliveSeconds(value)).toBe(seconds)
  })
})

describe('text that Go reads as a duration', () => {
  it.each([
    ['0', 0],
    ['+0', 0],
    ['-0', 0],
    ['0s', 0],
    ['-0s', 0],
    ['5s', 5],
    ['30s', 30],
    ['10m', 600],
    ['24h', 86_400],
    ['1478s', 1478],
    ['+5s', 5],
    ['-5s', -5],
    ['-1m', -60],
    ['5.0s', 5],
    ['5.6s', 5.6],
    ['5.s', 5],
    ['.5s', 0.5],
    ['1.004s', 1.004],
    ['100.00100s', 100.001],
    ['10ns', 1e-8],
    ['11us', 1.1e-5],
    ['12\u00b5s', 1.2e-5],
    ['12\u03bcs', 1.2e-5],
    ['13ms', 0.013],
    ['0.5ns', 0],
    ['-1ns', -1e-9],
    ['1h30m', 5400],
    ['10.5s4m', 250.5],
    ['-2m3.4s', -123.4],
    ['1h2m3s4ms5us6ns', 3723.004005006],
    ['39h9m14.425s', 140_954.425],
    ['0.3333333333333333333h', 1200],
    ['0.100000000000000000000h', 360],
    ['0.9223372036854775807h', 3320.413933267],
    ['9007199254.740993s', 9_007_199_254.740993],
    ['9223372036854775807ns', 2 ** 63 / 1e9],
    ['-9223372036854775808ns', -(2 ** 63) / 1e9],
    ['2562047h47m16.854775807s', 2 ** 63 / 1e9],
  ])('%s', (text, seconds) => {
    expect(keepAliveSeconds(text)).toBeCloseTo(seconds, 9)
    expect(Object.is(keepAliveSeconds(text), -0)).toBe(false)
  })
})

describe('text that the server refuses', () => {
  it.each([
    '',
    '5',
    '-1',
    '3',
    '-',
    '+',
    's',
    '.',
    '-.',
    '.s',
    '+.s',
    '1d',
    '1w',
    '1H',
    '5 s',
    ' 5s',
    '5s ',
    '1e3s',
    '--5s',
    '5m-3s',
    '1h30',
    '0h0',
    '00',
    '0.0',
    'forever',
    'Infinity',
    'true',
    '9223372036854775808ns',
    '-9223372036854775809ns',
    '2562047h47m16.854775808s',
    '99999999999999999999999999h',
    '\u0665s',
  ])('%j', (text) => {
    expect(keepAliveSeconds(text)).toBeNull()
  })
})

describe('any text', () => {
  it('is refused or gives a finite number', () => {
    const likely = fc.string({
      unit: fc.constantFrom('0', '1', '9', '.', '-', '+', 'h', 'm', 's', 'n', 'u', '\u00b5'),
      maxLength: 12,
    })
    fc.assert(
      fc.property(fc.oneof(likely, fc.string()), (text) => {
        const seconds = keepAliveSeconds(text)
        expect(seconds === null || Number.isFinite(seconds)).toBe(true)
      }),
    )
  })

  it('adds up its terms, whatever their order', () => {
    const terms = fc.array(fc.tuple(fc.nat(9999), fc.constantFrom('h', 'm', 's', 'ms', 'us', 'ns')), { minLength: 1 })
    const size: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 }
    fc.assert(
      fc.property(terms, fc.boolean(), (terms, negative) => {
        const sum = terms.reduce((sum, [n, unit]) => sum + n * (size[unit] ?? 0), 0)
        const text = (negative ? '-' : '') + terms.map(([n, unit]) => `${n}${unit}`).join('')
        expect(keepAliveSeconds(text)).toBeCloseTo(negative ? 0 - sum : sum, 6)
      }),
    )
  })
})
