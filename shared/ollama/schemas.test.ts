import { describe, expect, it } from 'vitest'
import { errorSchema, loadedAnswerSchema, tagsSchema, versionSchema } from './schemas.ts'

const digest = 'a'.repeat(64)

describe('what servers send', () => {
  it.each([
    ['a development build', { version: '0.0.0' }],
    ['a release', { version: '0.32.15', later: { field: 1 } }],
  ])('version of %s', (_, answer) => {
    expect(versionSchema.parse(answer)).toEqual(answer)
  })

  it.each([
    ['no models', { models: [] }],
    ['no models, of old servers', { models: null }],
    [
      '0.5.12',
      {
        models: [
          {
            name: 'm:latest',
            model: 'm:latest',
            modified_at: '2025-02-23T10:00:00.123456789+01:00',
            size: 4_661_224_676,
            digest,
            details: {
              parent_model: '',
              format: 'gguf',
              family: 'llama',
              families: ['llama'],
              parameter_size: '8.0B',
              quantization_level: 'Q4_0',
            },
          },
        ],
      },
    ],
    [
      '0.33',
      {
        models: [
          {
            name: 'm:latest',
            model: 'm:latest',
            modified_at: '2026-08-21T18:48:00Z',
            size: 1,
            digest,
            details: {
              family: 'bert',
              families: null,
              context_length: 512,
              embedding_length: 384,
              quantization_level: '',
            },
            capabilities: ['embedding'],
          },
          {
            name: 'c:cloud',
            modified_at: '2026-08-21T18:48:00Z',
            size: 382,
            digest,
            remote_model: 'c',
            remote_host: 'https://ollama.com:443',
          },
        ],
      },
    ],
  ])('tags: %s', (_, answer) => {
    expect(tagsSchema.parse(answer)).toEqual(answer)
  })

  it('a load, an unload', () => {
    const loaded = { model: 'm', created_at: '2026-08-21T18:48:00Z', response: '', done: true, done_reason: 'load' }
    expect(loadedAnswerSchema.parse(loaded)).toEqual(loaded)
  })

  it.each([
    [{ error: "model 'm' not found" }],
    [{ error: 'too long', status: 400 }],
    [{ error: {} }],
    [{ error: 'unauthorized', signin_url: 'https://ollama.com/connect' }],
  ])('an error: %j', (answer) => {
    expect(errorSchema.parse(answer)).toEqual(answer)
  })
})

describe('what is no answer of Ollama', () => {
  it.each([
    ['version', versionSchema, {}],
    ['version', versionSchema, { version: 5 }],
    ['tags', tagsSchema, {}],
    ['tags', tagsSchema, { models: {} }],
    ['tags', tagsSchema, { models: [{ name: 'm' }] }],
  ])('is refused as %s', (_, schema, answer) => {
    expect(schema.safeParse(answer).success).toBe(false)
  })
})
