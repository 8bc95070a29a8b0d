import { expect, test } from 'vitest'
import { escapeInvisible } from './escape-invisible.ts'

test.each([
  ['llama\u202e3.2', 'llama⟨U+202E⟩3.2'],
  ['a\u200bb\ufeff', 'a⟨U+200B⟩b⟨U+FEFF⟩'],
  ['\u001b[31mred', '⟨U+001B⟩[31mred'],
  ['nul\0', 'nul⟨U+0000⟩'],
  ['c1\u0085', 'c1⟨U+0085⟩'],
  ['a\rb', 'a⟨U+000D⟩b'],
  ['\u2066x\u2069', '⟨U+2066⟩x⟨U+2069⟩'],
  ['tag\u{e0041}', 'tag⟨U+E0041⟩'],
])('%j is shown as %s', (text, expected) => {
  expect(escapeInvisible(text)).toBe(expected)
})

test.each(['qwen3:32b', 'line\nnext\tcell', 'windows\r\nlines', '天空为什么是蓝色的？', 'שלום עולם', '👩‍👩‍👧', 'क्‍ष'])(
  '%j stays as it is',
  (text) => {
    expect(escapeInvisible(text)).toBe(text)
  },
)
