import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalName,
  displayName,
  fullName,
  isFault,
  isListedAs,
  listedParts,
  parseName,
  reservedTag,
  type NameParts,
} from './name.ts'

function parsed(text: string): NameParts {
  const name = parseName(text)
  if (isFault(name)) throw new Error(`${text}: ${name.fault}`)
  return name
}

const library = { host: 'registry.ollama.ai', namespace: 'library' }

describe('parseName', () => {
  it.each<[string, NameParts]>([
    ['m', { ...library, model: 'm', tag: 'latest' }],
    ['qwen3:32b', { ...library, model: 'qwen3', tag: '32b' }],
    ['dolphin-mistral:7b-v2.6-q6_K', { ...library, model: 'dolphin-mistral', tag: '7b-v2.6-q6_K' }],
    ['mattw/pygmalion', { ...library, namespace: 'mattw', model: 'pygmalion', tag: 'latest' }],
    ['library/qwen3', { ...library, model: 'qwen3', tag: 'latest' }],
    ['registry.ollama.ai/library/m:t', { ...library, model: 'm', tag: 't' }],
    ['hf.co/user/repo.GGUF:Q4_K_M', { host: 'hf.co', namespace: 'user', model: 'repo.GGUF', tag: 'Q4_K_M' }],
    ['localhost:5000/lab/m', { host: 'localhost:5000', namespace: 'lab', model: 'm', tag: 'latest' }],
    ['127.0.0.1:5055/lab/m:t', { host: '127.0.0.1:5055', namespace: 'lab', model: 'm', tag: 't' }],
    ['https://hf.co/user/m:t', { host: 'hf.co', namespace: 'user', model: 'm', tag: 't' }],
    ['http://localhost:5000/lab/m', { host: 'localhost:5000', namespace: 'lab', model: 'm', tag: 'latest' }],
    ['_why/_the/_lucky:_stiff', { host: '_why', namespace: '_the', model: '_lucky', tag: '_stiff' }],
    ['  m:t\n', { ...library, model: 'm', tag: 't' }],
    ['Case:V1', { ...library, model: 'Case', tag: 'V1' }],
  ])('%s', (text, parts) => {
    expect(parseName(text)).toEqual(parts)
  })

  it.each([
    ['', { fault: 'empty' }],
    ['  ', { fault: 'empty' }],
    ['https://', { fault: 'empty' }],
    ['a/b/c/d', { fault: 'segments' }],
    ['m@sha256:abc', { fault: 'digest' }],
    ['@', { fault: 'digest' }],
    ['localhost:5000/m', { fault: 'namespace_needed', host: 'localhost:5000' }],
    ['hf.co/m:t', { fault: 'namespace_needed', host: 'hf.co' }],
    ['foo:', { fault: 'part', part: 'tag', text: '' }],
    [':t', { fault: 'part', part: 'model', text: '' }],
    ['/', { fault: 'part', part: 'namespace', text: '' }],
    ['/n/m', { fault: 'part', part: 'host', text: '' }],
    ['n/', { fault: 'part', part: 'model', text: '' }],
    ['h//m', { fault: 'part', part: 'namespace', text: '' }],
    ['hf.co/us.er/m', { fault: 'part', part: 'namespace', text: 'us.er' }],
    ['registry.ollama.ai/us.er/m', { fault: 'part', part: 'namespace', text: 'us.er' }],
    ['h/na:me/m', { fault: 'part', part: 'namespace', text: 'na:me' }],
    ['-h/n/m', { fault: 'part', part: 'host', text: '-h' }],
    ['h/-n/m', { fault: 'part', part: 'namespace', text: '-n' }],
    ['-m', { fault: 'part', part: 'model', text: '-m' }],
    ['.m', { fault: 'part', part: 'model', text: '.m' }],
    ['m:-t', { fault: 'part', part: 'tag', text: '-t' }],
    ['m:a:b', { fault: 'part', part: 'tag', text: 'a:b' }],
    ['a b', { fault: 'part', part: 'model', text: 'a b' }],
    ['modèle', { fault: 'part', part: 'model', text: 'modèle' }],
    ['模型', { fault: 'part', part: 'model', text: '模型' }],
    ['bad name!', { fault: 'part', part: 'model', text: 'bad name!' }],
    ['m\n:t', { fault: 'part', part: 'model', text: 'm\n' }],
  ])('refuses %j', (text, fault) => {
    expect(parseName(text)).toEqual(fault)
  })

  it('holds each part to its length', () => {
    const [host, part] = ['h'.repeat(350), 'p'.repeat(80)]
    expect(isFault(parseName(`${host}/${part}/${part}:${part}`))).toBe(false)
    expect(parseName(`${host}h/n/m`)).toMatchObject({ part: 'host' })
    expect(parseName(`${part}p/m`)).toMatchObject({ part: 'namespace' })
    expect(parseName(`${part}p`)).toMatchObject({ part: 'model' })
    expect(parseName(`m:${part}p`)).toMatchObject({ part: 'tag' })
  })
})

describe('the forms of a name', () => {
  it.each([
    ['qwen3', 'qwen3:latest', 'registry.ollama.ai/library/qwen3:latest'],
    ['library/qwen3:8b', 'qwen3:8b', 'registry.ollama.ai/library/qwen3:8b'],
    ['Library/qwen3:8b', 'qwen3:8b', 'registry.ollama.ai/Library/qwen3:8b'],
    ['REGISTRY.ollama.ai/me/M:T', 'me/M:T', 'REGISTRY.ollama.ai/me/M:T'],
    ['me/m', 'me/m:latest', 'registry.ollama.ai/me/m:latest'],
    ['hf.co/library/m', 'hf.co/library/m:latest', 'hf.co/library/m:latest'],
    ['https://hf.co/u/m:Q4_0', 'hf.co/u/m:Q4_0', 'hf.co/u/m:Q4_0'],
  ])('%s', (text, display, full) => {
    expect(displayName(parsed(text))).toBe(display)
    expect(fullName(parsed(text))).toBe(full)
    expect(canonicalName(parsed(text))).toBe(full.toLowerCase())
  })

  it('are one where only letter case differs, and two where a host is spelt otherwise', () => {
    expect(canonicalName(parsed('Case:V1'))).toBe(canonicalName(parsed('library/case:v1')))
    expect(canonicalName(parsed('hf.co/u/m'))).not.toBe(canonicalName(parsed('huggingface.co/u/m')))
  })

  const first = 'abcXYZ019_'
  const char = (more: string) => fc.constantFrom(...Array.from(first + more))
  const part = (more: string, longest: number) =>
    fc
      .tuple(char(''), fc.string({ unit: char(more), maxLength: longest - 1 }))
      .map(([start, rest]) => `${start}${rest}`)
  const name = fc.record({
    host: fc.oneof(part('-.:', 350), fc.constant('registry.ollama.ai')),
    namespace: fc.oneof(part('-', 80), fc.constant('library')),
    model: part('-.', 80),
    tag: fc.oneof(part('-.', 80), fc.constant('latest')),
  })

  it('lead back to the name', () => {
    fc.assert(
      fc.property(name, (parts) => {
        expect(parseName(fullName(parts))).toEqual(parts)
        expect(parseName(displayName(parts))).toEqual(parts)
        expect(displayName(parsed(displayName(parts)))).toBe(displayName(parts))
        expect(canonicalName(parsed(canonicalName(parts)))).toBe(canonicalName(parts))
      }),
    )
  })

  it('lead back to the same name for any input', () => {
    const likely = fc.string({
      unit: fc.constantFrom('a', 'B', '0', '_', '-', '.', ':', '/', '@', ' ', 'é', 'library', 'hf.co/', '://'),
    })
    fc.assert(
      fc.property(fc.oneof(likely, fc.string()), (text) => {
        const name = parseName(text)
        if (isFault(name)) return
        expect(canonicalName(parsed(displayName(name)))).toBe(canonicalName(name))
        expect(parseName(fullName(name))).toEqual(name)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a listed name', () => {
  it.each([
    ['Qwen3:32b', 'qwen3:32B', true],
    ['qwen3:32b', 'registry.ollama.ai/Library/qwen3:32b', true],
    ['qwen3:latest', 'qwen3', true],
    ['hf.co/u/m:q4_0', 'HF.co/u/m:Q4_0', true],
    ['hf.co/u/m:q4_0', 'u/m:q4_0', false],
    ['qwen3:32b', 'qwen3:8b', false],
  ])('%s is what %s means: %s', (listed, text, expected) => {
    expect(isListedAs(listed, parsed(text))).toBe(expected)
    expect(canonicalName(listedParts(listed)) === canonicalName(parsed(text))).toBe(expected)
  })

  it('has parts even where the grammar does not know it', () => {
    expect(listedParts('Me/m:V1')).toEqual({ host: 'registry.ollama.ai', namespace: 'Me', model: 'm', tag: 'V1' })
    expect(listedParts('a name to come')).toEqual({ host: '', namespace: '', model: 'a name to come', tag: '' })
  })
})

describe('reservedTag', () => {
  it.each([
    ['m:local', 'local'],
    ['m:LOCAL', 'local'],
    ['m:cloud', 'cloud'],
    ['m:Cloud', 'cloud'],
    ['m:120b-cloud', 'cloud'],
    ['m:120B-CLOUD', 'cloud'],
    ['m', null],
    ['m-cloud', null],
    ['cloud', null],
    ['cloud/local', null],
    ['m:localhost', null],
    ['m:my-local', null],
    ['m:cloudy', null],
    ['m:120bcloud', null],
  ])('%s', (text, mark) => {
    expect(reservedTag(parsed(text))).toBe(mark)
  })
})
