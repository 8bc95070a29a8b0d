import { expect, test } from 'vitest'
import { chooseLanguage } from '#shared/i18n/index.ts'
import { systemLanguages } from './i18n.ts'

test('in a browser its languages come before the locale of the core', () => {
  expect(chooseLanguage('system', systemLanguages(false, 'en-US', ['zh-CN', 'en']))).toBe('zh-CN')
  expect(chooseLanguage('system', systemLanguages(false, 'zh-CN', ['en-GB']))).toBe('en')
  expect(chooseLanguage('system', systemLanguages(false, 'zh-CN', ['fr-FR']))).toBe('zh-CN')
})

test('in the window the language of the system comes first', () => {
  expect(chooseLanguage('system', systemLanguages(true, 'zh-CN', ['en-US']))).toBe('zh-CN')
  expect(chooseLanguage('system', systemLanguages(true, 'en-US', ['zh-CN']))).toBe('en')
})

test('until the locale of the core is known, the languages of the browser count', () => {
  expect(systemLanguages(true, undefined, ['zh'])).toEqual(['zh'])
})
