import { expect, it } from 'vitest'
import { draftOf, noDraft, presetOf } from './load-draft.ts'

const of = { host: 'http://h', name: 'a:1' }
const preset = { ...of, keepAlive: '1h', options: { num_ctx: 8192, use_mmap: false }, atStart: true }

it('a preset is shown as it was saved', () => {
  expect(draftOf(undefined)).toEqual(noDraft)
  expect(presetOf(of, draftOf(preset))).toEqual(preset)
  expect(draftOf({ ...preset, keepAlive: null, options: {} })).toEqual({ ...noDraft, atStart: true })
})

it.each([
  [-1, { choice: 'forever', text: '' }],
  ['-1m', { choice: 'forever', text: '' }],
  [300, { choice: 'short', text: '' }],
  ['60m', { choice: 'hour', text: '' }],
  [90, { choice: 'other', text: '90s' }],
  ['1h30m', { choice: 'other', text: '1h30m' }],
])('a keep-alive of %j is chosen in the dialog', (keepAlive, keep) => {
  expect(draftOf({ ...preset, keepAlive }).keep).toEqual(keep)
})

it('of settings that are not kept only the start is saved', () => {
  const draft = { ...draftOf(preset), isKept: false }
  expect(presetOf(of, draft)).toEqual({ ...of, keepAlive: null, options: {}, atStart: true })
  expect(presetOf(of, { ...draft, options: { num_ctx: undefined }, isKept: true })?.options).toEqual({})
})

it('nothing is saved with a keep-alive that Ollama refuses', () => {
  expect(presetOf(of, { ...noDraft, keep: { choice: 'other', text: '5' }, isKept: true })).toBeUndefined()
})
