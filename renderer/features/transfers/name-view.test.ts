import { describe, expect, test } from 'vitest'
import { nameView, pushTarget } from './name-view.ts'

describe('a name as it is typed', () => {
  test('is empty at first', () => {
    expect(nameView('  ')).toEqual({ kind: 'empty' })
  })

  test.each([
    ['llama3.2', 'llama3.2:latest', ['host', 'namespace', 'tag'], 'ollama'],
    ['qwen3:8b', 'qwen3:8b', ['host', 'namespace'], 'ollama'],
    [' me/m:v1 ', 'me/m:v1', ['host'], 'ollama'],
    ['hf.co/user/repo:Q4_K_M', 'hf.co/user/repo:Q4_K_M', [], 'huggingface'],
    ['huggingface.co/user/repo', 'huggingface.co/user/repo:latest', ['tag'], 'huggingface_long'],
    ['https://huggingface.co/user/repo/tree/main', 'hf.co/user/repo:latest', ['tag'], 'huggingface'],
    ['docker exec -it ollama ollama run Me/M', 'Me/M:latest', ['host', 'tag'], 'ollama'],
    ['localhost:5000/team/m', 'localhost:5000/team/m:latest', ['tag'], 'other'],
    ['REGISTRY.ollama.ai/library/m', 'm:latest', ['tag'], 'ollama'],
  ])('%j means %j, with %j filled in', (text, name, filled, registry) => {
    expect(nameView(text)).toMatchObject({ kind: 'name', name, filled, registry })
  })

  test('has a fault for what is missing or forbidden', () => {
    expect(nameView('localhost:5000/m')).toEqual({
      kind: 'fault',
      fault: { fault: 'namespace_needed', host: 'localhost:5000' },
    })
    expect(nameView('m@sha256:abc')).toEqual({ kind: 'fault', fault: { fault: 'digest' } })
    expect(nameView('m:')).toEqual({ kind: 'fault', fault: { fault: 'part', part: 'tag', text: '' } })
    expect(nameView('m, n')).toEqual({ kind: 'fault', fault: { fault: 'several', count: 2 } })
    expect(nameView('https://ollama.com/blog/x')).toMatchObject({ kind: 'fault', fault: { fault: 'page' } })
    expect(nameView('a/b/c/d')).toEqual({ kind: 'fault', fault: { fault: 'segments' } })
  })

  test('recognizes the tags for the source of a model', () => {
    expect(nameView('m:LOCAL')).toEqual({ kind: 'local', name: 'm:LOCAL' })
    expect(nameView('gpt-oss:120b-cloud')).toMatchObject({ kind: 'name', cloud: true })
    expect(nameView('gpt-oss:120b')).toMatchObject({ kind: 'name', cloud: false })
  })
})

describe('a name to push under', () => {
  const model = { name: 'm:v1', copies: ['me/m:v1'] }
  const listed = [model, { name: 'me/m:v1' }, { name: 'You/m:v1' }]
  const target = (prefix: string) => pushTarget(prefix, model, listed)

  test('is the namespace and the name of the model', () => {
    expect(target('team')).toMatchObject({ kind: 'name', name: 'team/m:v1', registry: 'ollama' })
    expect(target(' team/ ')).toMatchObject({ kind: 'name', name: 'team/m:v1' })
    expect(target('reg.example.org:5000/team')).toMatchObject({
      name: 'reg.example.org:5000/team/m:v1',
      registry: 'other',
    })
  })

  test('may be that of a copy, but not of another model or of the model itself', () => {
    expect(target('me')).toMatchObject({ kind: 'name', name: 'me/m:v1' })
    expect(target('you')).toEqual({ kind: 'taken', name: 'You/m:v1' })
    expect(target('Library')).toEqual({ kind: 'same', name: 'm:v1' })
  })

  test('needs a namespace after a registry', () => {
    expect(target('')).toEqual({ kind: 'empty' })
    expect(target('localhost:5000')).toMatchObject({ kind: 'fault', fault: { fault: 'namespace_needed' } })
    expect(target('a/b/c')).toMatchObject({ kind: 'fault', fault: { fault: 'segments' } })
  })

  test('is not one with a reserved tag', () => {
    expect(pushTarget('me', { name: 'm:x-cloud', copies: [] }, [])).toEqual({ kind: 'reserved', name: 'me/m:x-cloud' })
  })
})
