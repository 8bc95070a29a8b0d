import { describe, expect, it } from 'vitest'
import { readPs } from './ps.ts'

const rowsOf = (...models: unknown[]) => readPs({ models })?.rows

describe('readPs', () => {
  it('reads what a server of 0.33 sends', () => {
    const model = {
      name: 'm:latest',
      size: 19_807_599,
      digest: 'a'.repeat(64),
      details: {
        parent_model: '',
        format: 'gguf',
        family: 'llama',
        families: ['llama'],
        parameter_size: '3.34M',
        quantization_level: 'F16',
      },
      expires_at: '2026-11-23T01:55:23.156040809Z',
      size_vram: 0,
      context_length: 2048,
    }
    expect(readPs({ models: [{ ...model, model: 'm:latest', later: 1 }] })).toMatchObject({
      rows: [{ ...model, details: { ...model.details, parent_model: undefined } }],
      leftOut: 0,
    })
  })

  it.each([
    ['nothing but names', { name: 'm', model: 'm' }],
    ['nulls', { name: 'm', size: null, size_vram: null, expires_at: null, digest: null, details: null }],
    ['placeholders', { name: '', model: 'm', size: 0, size_vram: -1, expires_at: '', digest: '', context_length: 0 }],
    ['no times', { name: 'm', expires_at: '0001-01-01T00:00:00Z' }],
    ['a text for a time', { name: 'm', expires_at: 'not a date' }],
    ['other types', { name: 'm', size: '7', size_vram: '7', digest: 7, details: [], context_length: '4096' }],
    ['odd lengths', { name: 'm', context_length: 1.5 }],
  ])('knows the name alone of a row with %s', (_, row) => {
    expect(rowsOf(row)).toEqual([{ name: 'm' }])
  })

  it('keeps a size on the GPU of 0', () => {
    expect(rowsOf({ name: 'm', size: 5, size_vram: 0 })).toEqual([{ name: 'm', size: 5, size_vram: 0 }])
  })

  it('reads a bare array, and keeps the first of two rows of one name', () => {
    expect(readPs([{ name: 'a', size: 1 }, { name: 'a', size: 2 }, { size: 3 }])).toMatchObject({
      rows: [{ name: 'a', size: 1 }],
      leftOut: 1,
    })
  })
})
