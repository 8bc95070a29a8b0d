import { expect, test } from 'vitest'
import { chooseLanguage } from '#shared/i18n/index.ts'
import { systemLanguages } from './i18n.ts'

test('in a browser the reader’s browser goes before the locale of the core', () => {
  expect(chooseLanguage('system', systemLanguages(false, 'en-US', ['zh-CN', 'en']))).toBe('zh-CN')
  expect(chooseLanguage('system', systemLanguages(false, 'zh-CN', ['en-GB']))).toBe('en')
  expect(chooseLanguage('system', systemLanguages(false, 'zh-CN', ['fr-FR']))).toBe('zh-CN')
})

test('in the window the language of the system goes first', () => {
  expect(chooseLanguage('system', systemLanguages(true, 'zh-CN', ['en-US']))).toBe('zh-CN')
  expect(chooseLanguage('system', systemLanguages(true, 'en-US', ['zh-CN']))).toBe('en')
})

test('before the core has said its locale, there is the browser', () => {
  expect(systemLanguages(true, undefined, ['zh'])).toEqual(['zh'])
})
