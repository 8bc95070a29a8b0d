import { describe, expect, it } from 'vitest'
import { PAGE_BYTES, type Token } from '#shared/contract/library.ts'
import { toVocabularyText } from '#shared/domain/token-text.ts'
import { readShow } from '#shared/ollama/show.ts'
import type { VerboseShow } from '../ollama/client.ts'
import { toArrays } from '../ollama/json-arrays.ts'
import { readVerboseAnswer } from '../ollama/verbose-answer.ts'
import { createVerboseCache, readVerbose, type TokenQuery } from './verbose.ts'

/** As a server sends it: Go writes `<` and `>` as escapes. */
function answer(info: Record<string, unknown>): VerboseShow {
  const body = JSON.stringify({ model_info: info }).replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`)
  const found = readVerboseAnswer([Buffer.from(body)])
  const show = readShow(JSON.parse(found.rest))
  if (!show) throw new Error('no answer of show')
  return { show, arrays: toArrays(found), vocabulary: found.vocabulary }
}

const words = [
  '<unk>',
  '<s>',
  'Hello',
  'hell',
  '0',
  'ĠWorld',
  toVocabularyText('gpt2', '字'),
  'x'.repeat(100_000),
  toVocabularyText('gpt2', 'Café'),
  'a\\"',
]
const texts = (rows: Token[]) => rows.map(({ text }) => text)

describe('readVerbose', () => {
  const verbose = readVerbose(
    answer({
      'general.architecture': 'llama',
      'tokenizer.ggml.model': 'gpt2',
      'tokenizer.ggml.tokens': words,
      'tokenizer.ggml.token_type': [2, 3, 1, 1, 1, 1, 1],
      'tokenizer.ggml.merges': ['H e', 'He l'],
      'tokenizer.ggml.bos_token_id': 1,
      'tokenizer.ggml.eos_token_id': 2,
      'tokenizer.ggml.eos_token_ids': [2, 3],
      'tokenizer.ggml.seperator_token_id': 9999,
    }),
  )
  const search = (query: string, more: Partial<TokenQuery> = {}) =>
    verbose.search({ query, type: null, from: 0, limit: 10, ...more })

  it('pages the vocabulary with types and scores where there are any', () => {
    expect(verbose.tokens(0, 2)).toEqual({
      rows: [
        { id: 0, text: '<unk>', type: 2, score: null },
        { id: 1, text: '<s>', type: 3, score: null },
      ],
      total: words.length,
    })
    expect(verbose.tokens(100, 5)).toEqual({ rows: [], total: words.length })
    const long = verbose.tokens(7, 1)
    expect(long.rows[0]?.type).toBeNull()
    expect(JSON.stringify(long).length).toBeLessThan(PAGE_BYTES)
  })

  it('finds by text whatever the case, and by id', () => {
    expect(texts(search('HELL').rows)).toEqual(['Hello', 'hell'])
    expect(texts(search('<S').rows)).toEqual(['<s>'])
    expect(texts(search('A\\"').rows)).toEqual(['a\\"'])
    expect(search('5').rows.map(({ id }) => id)).toEqual([5])
    expect(search('0').rows.map(({ id }) => id)).toEqual([0, 4])
    expect(search('nowhere')).toEqual({ rows: [], next: null })
    expect(search('99999')).toEqual({ rows: [], next: null })
  })

  it('finds what the vocabulary writes in its own way', () => {
    expect(texts(search(' world').rows)).toEqual(['ĠWorld'])
    expect(texts(search('Ġworld').rows)).toEqual(['ĠWorld'])
    expect(texts(search('字').rows)).toEqual([toVocabularyText('gpt2', '字')])
    expect(texts(search('café').rows)).toEqual([toVocabularyText('gpt2', 'Café')])
  })

  it('finds by type, with or without a text', () => {
    expect(search('', { type: 3 }).rows.map(({ id }) => id)).toEqual([1])
    expect(texts(search('hell', { type: 1 }).rows)).toEqual(['Hello', 'hell'])
    expect(search('hell', { type: 3 })).toEqual({ rows: [], next: null })
    expect(search('', { limit: 3 })).toMatchObject({ rows: [{ id: 0 }, { id: 1 }, { id: 2 }], next: 3 })
  })

  it('goes on where it stopped', () => {
    const first = search('hell', { limit: 1 })
    expect(texts(first.rows)).toEqual(['Hello'])
    expect(texts(search('hell', { from: first.next ?? -1, limit: 1 }).rows)).toEqual(['hell'])
  })

  it('pages any array, and names one that is not there', () => {
    expect(verbose.array('tokenizer.ggml.merges', 1, 5)).toEqual({ values: ['He l'], total: 2 })
    expect(() => verbose.array('general.architecture', 0, 1)).toThrow('array_unknown')
  })

  it('tells what the vocabulary is', () => {
    expect(verbose.vocabulary()).toEqual({
      kind: 'gpt2',
      model: 'gpt2',
      pre: '',
      total: words.length,
      merges: 2,
      hasScores: false,
      types: [
        { type: 1, count: 5 },
        { type: 2, count: 1 },
        { type: 3, count: 1 },
      ],
      special: [
        { role: 'bos', id: 1, text: '<s>' },
        { role: 'eos', id: 2, text: 'Hello' },
        { role: 'eos', id: 3, text: 'hell' },
        { role: 'separator', id: 9999, text: null },
      ],
    })
  })

  it('takes a model without a vocabulary for what it is', () => {
    const none = readVerbose(answer({ 'general.architecture': 'clip' }))
    expect(none.vocabulary()).toMatchObject({ total: 0, merges: 0, types: [], special: [] })
    expect(none.tokens(0, 10)).toEqual({ rows: [], total: 0 })
    expect(none.search({ query: 'a', type: null, from: 0, limit: 5 })).toEqual({ rows: [], next: null })
  })
})

describe('createVerboseCache', () => {
  const sized = (bytes: number) => answer({ a: Array.from({ length: bytes / 8 }, () => 1) })
  /** A clock whose timers fall due by hand. */
  function handClock() {
    const due = new Set<() => void>()
    return {
      after: (_ms: number, act: () => void) => {
        due.add(act)
        return { cancel: () => void due.delete(act) }
      },
      pass: () => {
        const now = [...due]
        due.clear()
        for (const act of now) act()
      },
    }
  }

  it('asks once for what it has, and forgets what was longest unused', async () => {
    const cache = createVerboseCache(handClock(), 3000)
    const asked: string[] = []
    const get = (key: string) =>
      cache.get(key, async () => {
        asked.push(key)
        return sized(1200)
      })
    await Promise.all([get('a'), get('a')])
    for (const key of ['b', 'c', 'a', 'd', 'a', 'b']) await get(key)
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'b'])
  })

  it('lets go what nobody looks at any more', async () => {
    const clock = handClock()
    const cache = createVerboseCache(clock)
    await cache.get('a', async () => sized(800))
    expect(cache.bytes).toBeGreaterThan(0)
    clock.pass()
    expect(cache.bytes).toBe(0)
    let again = false
    await cache.get('a', async () => {
      again = true
      return sized(800)
    })
    expect(again).toBe(true)
  })

  it('keeps no failure', async () => {
    const cache = createVerboseCache(handClock())
    await expect(cache.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect((await cache.get('a', async () => sized(80))).array('a', 0, 1).total).toBe(10)
  })
})
