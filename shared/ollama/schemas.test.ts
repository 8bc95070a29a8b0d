import { describe, expect, it } from 'vitest'
import { errorSchema, loadedAnswerSchema, versionSchema } from './schemas.ts'

describe('what servers send', () => {
  it.each([
    ['a development build', { version: '0.0.0' }],
    ['a release', { version: '0.32.15', later: { field: 1 } }],
  ])('version of %s', (_, answer) => {
    expect(versionSchema.parse(answer)).toEqual(answer)
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
  ])('is refused as %s', (_, schema, answer) => {
    expect(schema.safeParse(answer).success).toBe(false)
  })
})
