import { describe, expect, test } from 'vitest'
import { checkNames, isSeveral, suggestions } from './names.ts'
import { withRecent } from './recent.ts'

describe('names to choose from', () => {
  const here = ['qwen3:32b', 'llama3.2:latest', 'llama3.2:1b']
  const recent = ['llama3.2:1b', 'hf.co/me/llama:Q4_0', 'mistral:7b']
  const elsewhere = ['qwen3:0.6b', 'mistral:7b', 'Llama3.2:1B', 'qwen3:0.6b']
  const known = { here, recent, elsewhere }

  test('are those of the host, those pulled recently, those of other hosts and some examples, each once', () => {
    expect(suggestions('', known)).toEqual([
      { kind: 'here', items: here },
      { kind: 'recent', items: ['hf.co/me/llama:Q4_0', 'mistral:7b'] },
      { kind: 'elsewhere', items: ['qwen3:0.6b'] },
      { kind: 'examples', items: ['llama3.2:3b', 'qwen3:8b', 'gemma3:4b', 'nomic-embed-text:v1.5'] },
    ])
  })

  test('are those that match the input, without the input itself', () => {
    expect(suggestions(' LLAMA3.2:1b', known)).toEqual([])
    expect(suggestions('llama', known)).toEqual([
      { kind: 'here', items: ['llama3.2:latest', 'llama3.2:1b'] },
      { kind: 'recent', items: ['hf.co/me/llama:Q4_0'] },
      { kind: 'examples', items: ['llama3.2:3b'] },
    ])
  })

  test('are the known tags of the typed model', () => {
    expect(suggestions('qwen3:', known).flatMap(({ items }) => items)).toEqual(['qwen3:32b', 'qwen3:0.6b', 'qwen3:8b'])
  })

  test('are limited in number', () => {
    const many = Array.from({ length: 100 }, (_, at) => `m${at}:latest`)
    const all = { here: many, recent: many, elsewhere: many }
    expect(suggestions('m', all).map(({ items }) => items.length)).toEqual([6, 5, 5, 3])
  })
})

describe('several names at once', () => {
  test('are separated by lines or commas', () => {
    expect(isSeveral('llama3.2')).toBe(false)
    expect(isSeveral('llama3.2\n')).toBe(false)
    expect(isSeveral('llama3.2\nqwen3')).toBe(true)
    expect(isSeveral('llama3.2, qwen3')).toBe(true)
    expect(isSeveral('bad name!')).toBe(false)
  })

  test('are each checked, also as copied from a list or a terminal', () => {
    const checked = checkNames('- llama3.2\n\n$ ollama pull qwen3:8b\n* ollama run a/b/c/d, x:local ;hf.co/u/r:Q4')
    expect(checked.map(({ text, view }) => [text, view.kind])).toEqual([
      ['llama3.2', 'name'],
      ['qwen3:8b', 'name'],
      ['a/b/c/d', 'fault'],
      ['x:local', 'local'],
      ['hf.co/u/r:Q4', 'name'],
    ])
  })

  test('count once, in any spelling', () => {
    expect(checkNames('qwen3\nQwen3:latest\nlibrary/qwen3\nbad name\nbad name').map(({ text }) => text)).toEqual([
      'qwen3',
      'bad name',
    ])
  })
})

test('the remaining texts are read again as the same names', () => {
  const text = 'ollama pull a b && ollama run c "x, y"\nhttps://huggingface.co/u/r/blob/main/r.Q4_0.gguf, bad name!'
  const checked = checkNames(text)
  expect(checked).toHaveLength(5)
  expect(checkNames(checked.map(({ text }) => text).join('\n'))).toEqual(checked)
})

test('a name pulled again moves to the front, and the oldest is dropped', () => {
  expect(withRecent(['a:latest', 'b:1'], 'A')).toEqual(['A', 'b:1'])
  const many = Array.from({ length: 30 }, (_, at) => `m${at}`)
  expect(withRecent(many, 'new')).toEqual(['new', ...many.slice(0, 19)])
})
