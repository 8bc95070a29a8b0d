import { expect, test } from 'vitest'
import { MAX_TEXT_CHARACTERS, MAX_TEXTS } from '#shared/contract/embeddings.ts'
import { splitTexts, textsFault } from './texts.ts'

test('each line is a text, empty ones and white space around them aside', () => {
  expect(splitTexts('one\n\n  two words \r\nthree\rfour\n')).toEqual(['one', 'two words', 'three', 'four'])
  expect(splitTexts(' \n ')).toEqual([])
})

test('too many or too long texts are told with the bound', () => {
  expect(textsFault(['a', 'b'])).toBeNull()
  expect(textsFault(Array.from({ length: MAX_TEXTS + 1 }, () => 'a'))).toEqual({ fault: 'many', most: MAX_TEXTS })
  expect(textsFault(['a'.repeat(MAX_TEXT_CHARACTERS), 'b'])).toEqual({ fault: 'long', most: MAX_TEXT_CHARACTERS })
})
