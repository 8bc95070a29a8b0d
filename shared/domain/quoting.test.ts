import { expect, test } from 'vitest'
import { environmentLine, literal, quoted, shellQuoted } from './quoting.ts'

test.each([
  ['qwen3:8b', 'qwen3:8b', 'qwen3:8b'],
  ['hf.co/ada/m:Q4_K_M', 'hf.co/ada/m:Q4_K_M', 'hf.co/ada/m:Q4_K_M'],
  ['8kb', '8kb', "'8kb'"],
  ['', "''", "''"],
  ['a b', "'a b'", "'a b'"],
  ["it's", String.raw`'it'\''s'`, "'it''s'"],
  ['\u2019', "'\u2019'", "'\u2019\u2019'"],
  ['$HOME `id` $(id)', "'$HOME `id` $(id)'", "'$HOME `id` $(id)'"],
  ['http://[::1]:11434', "'http://[::1]:11434'", "'http://[::1]:11434'"],
  ['~', "'~'", "'~'"],
  ['@x', '@x', "'@x'"],
])('%j is %s in a POSIX shell and %s in PowerShell', (text, posix, powershell) => {
  expect(shellQuoted(text, 'posix')).toBe(posix)
  expect(shellQuoted(text, 'powershell')).toBe(powershell)
})

test('a variable is set to a text or to another variable', () => {
  expect(environmentLine('A', "it's", 'posix')).toBe(String.raw`export A='it'\''s'`)
  expect(environmentLine('A', { variable: 'B' }, 'posix')).toBe('export A="$B"')
  expect(environmentLine('A', 'b', 'powershell')).toBe("$env:A = 'b'")
  expect(environmentLine('A', { variable: 'B' }, 'powershell')).toBe('$env:A = $env:B')
})

test.each([
  ['plain', '"plain"', '"plain"'],
  ['"\\', String.raw`"\"\\"`, String.raw`"\"\\"`],
  ['a\nb\t', String.raw`"a\nb\u0009"`, String.raw`"a\nb\u0009"`],
  ['\u202egnp.exe', String.raw`"\u202egnp.exe"`, String.raw`"\u202egnp.exe"`],
  ['\u2028', String.raw`"\u2028"`, String.raw`"\u2028"`],
  ['\ud800', String.raw`"\ud800"`, String.raw`"\ud800"`],
  ['\u{e0041}', String.raw`"\udb40\udc41"`, String.raw`"\U000e0041"`],
  ['天空 🦙', '"天空 🦙"', '"天空 🦙"'],
])('%j is %s in JSON and %s in Python', (text, json, python) => {
  expect(quoted(text, 'json')).toBe(json)
  expect(quoted(text, 'python')).toBe(python)
  expect(JSON.parse(json)).toBe(text)
})

const value = {
  short: [{ a: 1, b: 'x' }],
  long: ['x'.repeat(40), 'y'.repeat(40)],
  yes: true,
  nothing: null,
  empty: {},
}

test('a literal has a line per field, and short values in one', () => {
  expect(literal(value, 'python')).toBe(`{
  "short": [{ "a": 1, "b": "x" }],
  "long": [
    "${'x'.repeat(40)}",
    "${'y'.repeat(40)}"
  ],
  "yes": True,
  "nothing": None,
  "empty": {}
}`)
  expect(JSON.parse(literal(value, 'json'))).toEqual(value)
})
