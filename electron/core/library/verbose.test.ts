import { describe, expect, it } from 'vitest'
import { PAGE_BYTES, type Token } from '#shared/contract/library.ts'
import type { Show } from '#shared/ollama/schemas.ts'
import { createVerboseCache, readVerbose } from './verbose.ts'

const words = ['<unk>', '<s>', 'Hello', 'hell', '0', 'ĠWorld', '字', 'x'.repeat(100_000)]
const show: Show = {
  model_info: {
    'general.architecture': 'llama',
    'tokenizer.ggml.tokens': words,
    'tokenizer.ggml.token_type': [2, 3, 1, 1, 1, 1, 1],
    'tokenizer.ggml.merges': ['H e', 'He l'],
  },
}
const texts = (rows: Token[]) => rows.map(({ text }) => text)

describe('readVerbose', () => {
  const verbose = readVerbose(show)

  it('pages the vocabulary with types and scores where there are any', () => {
    expect(verbose.tokens(0, 2)).toEqual({
      rows: [
        { id: 0, text: '<unk>', type: 2, score: null },
        { id: 1, text: '<s>', type: 3, score: null },
      ],
      total: words.length,
    })
    expect(verbose.tokens(100, 5)).toEqual({ rows: [], total: words.length })
    const long = verbose.tokens(7, 5)
    expect(long.rows[0]?.type).toBeNull()
    expect(JSON.stringify(long).length).toBeLessThan(PAGE_BYTES)
  })

  it('finds by text whatever the case, and by id', () => {
    expect(texts(verbose.search('hell', 0, 10).rows)).toEqual(['Hello', 'hell'])
    expect(texts(verbose.search('字', 0, 10).rows)).toEqual(['字'])
    expect(verbose.search('5', 0, 10).rows.map(({ id }) => id)).toEqual([5])
    expect(verbose.search('nowhere', 0, 10)).toEqual({ rows: [], next: null })
  })

  it('goes on where it stopped', () => {
    const first = verbose.search('hell', 0, 1)
    expect(texts(first.rows)).toEqual(['Hello'])
    expect(texts(verbose.search('hell', first.next ?? -1, 1).rows)).toEqual(['hell'])
  })

  it('pages any array, and names one that is not there', () => {
    expect(verbose.array('tokenizer.ggml.merges', 1, 5)).toEqual({ values: ['He l'], total: 2 })
    expect(() => verbose.array('general.architecture', 0, 1)).toThrow('array_unknown')
  })
})

describe('createVerboseCache', () => {
  const sized = (bytes: number): Show => ({ model_info: { a: Array.from({ length: bytes / 8 }, () => 1) } })

  it('asks once for what it has, and forgets what was longest unused', async () => {
    const cache = createVerboseCache(3000)
    const asked: string[] = []
    const get = (key: string) =>
      cache.get(key, async () => {
        asked.push(key)
        return sized(1000)
      })
    await Promise.all([get('a'), get('a')])
    for (const key of ['b', 'c', 'a', 'd', 'a', 'b']) await get(key)
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'b'])
  })

  it('keeps no failure', async () => {
    const cache = createVerboseCache()
    await expect(cache.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect((await cache.get('a', async () => sized(80))).array('a', 0, 1).total).toBe(10)
  })
})
