import { describe, expect, it } from 'vitest'
import { canBeKept, deletionOf } from './deletion.ts'

const model = (name: string, digest: string | null = 'abc') => ({ name, digest })

describe('canBeKept', () => {
  it.each([
    ['qwen3:8b', 'abc', true],
    ['hf.co/user/repo:Q4_K_M', 'abc', true],
    ['qwen3:8b', null, false],
    ['qwen3:8b', '', false],
    ['a model of LocalAI', 'abc', false],
  ])('%s with digest %s: %s', (name, digest, expected) => {
    expect(canBeKept({ name, digest })).toBe(expected)
  })
})

describe('deletionOf', () => {
  it('follows the setting, and uses the bin until one is chosen', () => {
    const models = [model('qwen3:8b')]
    expect(deletionOf(null, models)).toBe('bin')
    expect(deletionOf('on', models)).toBe('bin')
    expect(deletionOf('ask', models)).toBe('either')
    expect(deletionOf('off', models)).toBe('good')
  })
  it('is for good only where the bin can have none of the models', () => {
    expect(deletionOf('on', [model('qwen3:8b', null), model('x y')])).toBe('good')
    expect(deletionOf('on', [model('qwen3:8b', null), model('phi4:14b')])).toBe('bin')
    expect(deletionOf('ask', [])).toBe('good')
  })
})
