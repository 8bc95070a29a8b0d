import { describe, expect, it } from 'vitest'
import { splitThinking, tokensPerSecond } from './answer.ts'

describe('splitThinking', () => {
  it.each([
    ['a field of its own', { text: 'Yes.', thinking: 'Hm.' }, { text: 'Yes.', thinking: 'Hm.' }],
    ['none', { text: 'Yes.', thinking: '' }, { text: 'Yes.', thinking: '' }],
    ['within the text', { text: '<think>\nHm.\n</think>\n\nYes.', thinking: '' }, { text: 'Yes.', thinking: 'Hm.' }],
    ['not yet at its end', { text: '\n<think>\nHm. So', thinking: '' }, { text: '', thinking: 'Hm. So' }],
    ['empty', { text: '<think>\n\n</think>\n\nYes.', thinking: '' }, { text: 'Yes.', thinking: '' }],
    [
      'a word in the middle',
      { text: 'Write <think> here', thinking: '' },
      { text: 'Write <think> here', thinking: '' },
    ],
    ['both', { text: '<think>a</think>', thinking: 'b' }, { text: '<think>a</think>', thinking: 'b' }],
  ])('%s', (_, sent, read) => {
    expect(splitThinking(sent)).toEqual(read)
  })
})

describe('tokensPerSecond', () => {
  it.each([
    [100, 2e9, 50],
    [1, 5e8, 2],
    [null, 2e9, null],
    [100, null, null],
    [0, 2e9, null],
    [100, 0, null],
  ])('%s tokens in %s ns', (tokens, ns, speed) => {
    expect(tokensPerSecond(tokens, ns)).toBe(speed)
  })
})
