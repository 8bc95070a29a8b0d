import { describe, expect, it } from 'vitest'
import { readTags } from './tags.ts'

const digest = 'a'.repeat(64)
const rowsOf = (...models: unknown[]) => readTags({ models })?.rows

describe('readTags', () => {
  it('reads what a server of 0.33 sends', () => {
    const details = {
      parent_model: 'base',
      format: 'gguf',
      family: 'llama',
      families: ['llama'],
      parameter_size: '8.0B',
      quantization_level: 'Q4_0',
      context_length: 4096,
      embedding_length: 768,
    }
    const tag = {
      name: 'm:latest',
      modified_at: '2025-02-23T10:00:00.123456789+01:00',
      size: 4_661_224_676,
      digest,
      details,
      capabilities: ['completion', 'tools'],
      remote_model: 'c',
      remote_host: 'https://ollama.com:443',
    }
    const local = { ...tag, remote_model: undefined, remote_host: undefined }
    expect(readTags({ models: [{ ...local, model: 'm:latest', later: 1 }] })).toEqual({ rows: [local], leftOut: 0 })
    // The size of a stub is that of the pointer.
    expect(rowsOf({ ...tag, size: 338 })).toEqual([{ ...tag, size: undefined }])
  })

  it.each([
    ['nothing but names', { name: 'm', model: 'm' }],
    ['nulls', { name: 'm', details: null, capabilities: null, remote_model: null, remote_host: null }],
    ['placeholders', { name: '', model: 'm', size: '', modified_at: '', digest: '', remote_host: '' }],
    ['zeros', { name: 'm', size: 0, modified_at: '0001-01-01T00:00:00Z' }],
    ['other types', { name: 'm', size: '7', modified_at: 5, digest: 7, details: [], capabilities: 'completion' }],
  ])('knows the name alone of a row with %s', (_, row) => {
    expect(rowsOf(row)).toEqual([{ name: 'm' }])
  })

  it.each([
    ['sha256:' + digest, digest],
    ['30046f5b8838', '30046f5b8838'],
  ])('the digest %s', (sent, read) => {
    expect(rowsOf({ name: 'm', digest: sent })?.[0]?.digest).toBe(read)
  })

  it('keeps the first of two rows of one name', () => {
    expect(rowsOf({ name: 'm', size: 1 }, { name: 'n', size: 2 }, { name: 'm', size: 3 })).toMatchObject([
      { name: 'm', size: 1 },
      { name: 'n', size: 2 },
    ])
  })
})
