import { expect, it, test } from 'vitest'
import { clientSetups } from './client-setups.ts'
import { baseOf, tasksOf, type ModelUse } from './snippets.ts'

const modelUse = (changes: Partial<ModelUse> = {}): ModelUse => ({
  base: 'http://127.0.0.1:11434',
  model: 'qwen3:8b',
  task: 'chat',
  prompt: '',
  options: {},
  auth: 'none',
  hasEmbed: true,
  ...changes,
})
const textsOf = (changes: Partial<ModelUse>, shell: 'posix' | 'powershell' = 'posix') =>
  Object.fromEntries(clientSetups(modelUse(changes), shell).map(({ id, text }) => [id, text.split('\n')]))

it('names the variables and the model as each program reads them', () => {
  expect(textsOf({ options: { num_ctx: 8192, temperature: 0, keep_alive: '-1m' } })).toEqual({
    ollama: ['export OLLAMA_HOST=http://127.0.0.1:11434', 'ollama run qwen3:8b'],
    openai: ['export OPENAI_BASE_URL=http://127.0.0.1:11434/v1', 'export OPENAI_API_KEY=ollama'],
    claude: [
      'export ANTHROPIC_BASE_URL=http://127.0.0.1:11434',
      'export ANTHROPIC_AUTH_TOKEN=ollama',
      "export ANTHROPIC_API_KEY=''",
      'claude --model qwen3:8b',
    ],
    openWebui: ['export OLLAMA_BASE_URL=http://127.0.0.1:11434'],
    litellm: ['export OLLAMA_API_BASE=http://127.0.0.1:11434', 'litellm --model ollama_chat/qwen3:8b'],
    aider: ['export OLLAMA_API_BASE=http://127.0.0.1:11434', 'aider --model ollama_chat/qwen3:8b'],
    langchain: [
      'from langchain_ollama import ChatOllama',
      '',
      'llm = ChatOllama(',
      '  model="qwen3:8b",',
      '  base_url="http://127.0.0.1:11434",',
      '  num_ctx=8192,',
      '  temperature=0,',
      '  keep_alive="-1m",',
      ')',
    ],
  })
})

it('writes them for PowerShell', () => {
  const { ollama, openai } = textsOf({ model: "it's" }, 'powershell')
  expect(ollama).toEqual(["$env:OLLAMA_HOST = 'http://127.0.0.1:11434'", "ollama run 'it''s'"])
  expect(openai?.[1]).toBe("$env:OPENAI_API_KEY = 'ollama'")
})

it('leaves out what has no use for a model that only embeds', () => {
  const texts = textsOf({ task: 'embed', model: 'bge-m3:latest' })
  expect(Object.keys(texts)).toEqual(['ollama', 'openai', 'openWebui', 'litellm', 'langchain'])
  expect(texts['litellm']?.[1]).toBe('litellm --model ollama/bge-m3:latest')
  expect(texts['langchain']).toContain('embeddings = OllamaEmbeddings(')
})

it('names the variable of a token instead of the token, and leaves out what cannot sign in', () => {
  const texts = textsOf({ auth: 'bearer' })
  expect(Object.keys(texts)).toEqual(['openai', 'claude', 'litellm', 'aider', 'langchain'])
  expect(texts['openai']?.[1]).toBe('export OPENAI_API_KEY="$OLLAMA_TOKEN"')
  expect(texts['claude']?.[1]).toBe('export ANTHROPIC_AUTH_TOKEN="$OLLAMA_TOKEN"')
  expect(texts['aider']?.[1]).toBe('export OLLAMA_API_KEY="$OLLAMA_TOKEN"')
  expect(clientSetups(modelUse({ auth: 'basic' }), 'posix')).toEqual([])
})

it('says which API a program needs', () => {
  const needs = clientSetups(modelUse(), 'posix').flatMap(({ id, api }) => (api === null ? [] : [[id, api]]))
  expect(needs).toEqual([
    ['openai', 'openai'],
    ['claude', 'anthropic'],
  ])
})

test.each([
  ['http://127.0.0.1:11434', 'http://127.0.0.1:11434'],
  ['https://ada:secret@box.local/ollama/', 'https://box.local/ollama'],
  ['http://token@[::1]:11434', 'http://[::1]:11434'],
  ['https://box.local/a@b', 'https://box.local/a@b'],
])('the address %s is %s for others', (url, base) => {
  expect(baseOf(url)).toBe(base)
})

test.each([
  [null, ['chat', 'embed']],
  [['completion', 'tools'], ['chat']],
  [['embedding'], ['embed']],
  [
    ['completion', 'embedding'],
    ['chat', 'embed'],
  ],
  [['image'], []],
])('of the capabilities %j the tasks are %j', (capabilities, tasks) => {
  expect(tasksOf(capabilities)).toEqual(tasks)
})
