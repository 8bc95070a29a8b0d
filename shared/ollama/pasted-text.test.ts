import { expect, test } from 'vitest'
import { invisibleIn, plainText } from './pasted-text.ts'

test.each([
  ['a\u200bb', 'ab', 'zeroWidth', 'U+200B'],
  ['a\u200db', 'ab', 'zeroWidth', 'U+200D'],
  ['a\u2060b', 'ab', 'zeroWidth', 'U+2060'],
  ['a\ufe0fb', 'ab', 'zeroWidth', 'U+FE0F'],
  ['a\u3164b', 'ab', 'zeroWidth', 'U+3164'],
  ['a\u{e0041}b', 'ab', 'zeroWidth', 'U+E0041'],
  ['\ufeffab', 'ab', 'byteOrderMark', 'U+FEFF'],
  ['a\u00a0b', 'a b', 'noBreakSpace', 'U+00A0'],
  ['a\u202fb', 'a b', 'noBreakSpace', 'U+202F'],
  ['a\u00adb', 'ab', 'softHyphen', 'U+00AD'],
  ['a\u202eb', 'ab', 'direction', 'U+202E'],
  ['a\u200eb', 'ab', 'direction', 'U+200E'],
])('%j is %j without what nobody sees: %s %s', (text, plain, kind, code) => {
  expect(plainText(text, ' ')).toBe(plain)
  expect(invisibleIn(text)).toEqual([{ code, kind }])
})

test('each invisible character is named once', () => {
  expect(invisibleIn('\u200ba\u00ad\u200b').map(({ code }) => code)).toEqual(['U+200B', 'U+00AD'])
})

test.each([
  ['ｈｔｔｐ：／／ｂｏｘ：１１４３４', 'http://box:11434'],
  ['192。168．1｡5', '192.168.1.5'],
  ['a\u3000b，c；d', 'a b,c;d'],
  ['a\u0000b', 'a\u0000b'],
  ['tab\tand\r\nline', 'tab\tand\r\nline'],
  ['bücher 模型 Ünï', 'bücher 模型 Ünï'],
])('%j is %j', (text, plain) => {
  expect(plainText(text, ' ')).toBe(plain)
  expect(invisibleIn(text)).toEqual([])
})

test('a no-break space is replaced by a space or removed', () => {
  expect(plainText('a\u00a0b', '')).toBe('ab')
})
