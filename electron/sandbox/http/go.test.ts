import { expect, test } from 'vitest'
import { float, float32, FOREVER, goJson, goTime, humanNumber, literal, parseDuration } from './go.ts'

test.each([
  [0, '0'],
  [1, '1'],
  [0.7, '0.7'],
  [131_072, '131072'],
  [1_000_000, '1e+06'],
  [1_234_567, '1.234567e+06'],
  [0.0001, '0.0001'],
  [0.00001, '1e-05'],
  [-2.5, '-2.5'],
])('writes the float64 %d as Go does', (value, text) => expect(float(value)).toBe(text))

test('writes parameters as Go literals', () => {
  expect(literal('<|end|>')).toBe('"<|end|>"')
  expect(literal(true)).toBe('true')
  expect(literal(1e6)).toBe('1e+06')
})

test.each([
  [8_030_261_312, '8.0B'],
  [32_000_000_000, '32B'],
  [136_727_040, '136.73M'],
  [22_000_000, '22M'],
  [1500, '2K'],
  [12, '12'],
])('shortens the count %d', (count, text) => expect(humanNumber(count)).toBe(text))

test('escapes characters with a meaning in HTML', () => {
  expect(goJson({ a: '<b>&' })).toBe('{"a":"\\u003cb\\u003e\\u0026"}')
})

test('writes times of up to nine digits that read back to the millisecond', () => {
  const now = Date.UTC(2026, 10, 23, 1, 2, 3, 456)
  expect(goTime(now)).toMatch(/^2026-11-23T01:02:03\.456\d{0,6}Z$/)
  expect(Date.parse(goTime(now))).toBe(now)
  expect(goTime(now)).toBe(goTime(now))
  expect(goTime(now + FOREVER)).toMatch(/^2319-/)
})

test('finds the shortest decimal of a float32', () => {
  expect(float32(Math.fround(0.1))).toBe(0.1)
  for (const value of [0.010035370476543903, -0.0017759022302925587, 1e-20, 3.4e38])
    expect(Math.fround(float32(value))).toBe(Math.fround(value))
  expect(float32(0.010035370476543903)).toBe(0.0100353705)
})

test.each([
  ['10m', 600_000],
  ['1h30m', 5_400_000],
  ['1.5s', 1500],
  ['-1m', -60_000],
  ['300ms', 300],
  ['0', 0],
])('reads the duration %s', (text, ms) => expect(parseDuration(text)).toBe(ms))

test.each([
  ['5', 'time: missing unit in duration "5"'],
  ['-1', 'time: missing unit in duration "-1"'],
  ['', 'time: invalid duration ""'],
  ['abc', 'time: invalid duration "abc"'],
  ['5 minutes', 'time: unknown unit " minutes" in duration "5 minutes"'],
])('refuses the duration %j in words of Go', (text, error) => expect(() => parseDuration(text)).toThrow(error))
