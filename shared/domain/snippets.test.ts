import { expect, it } from 'vitest'
import { snippet, snippetLanguages, type ModelUse } from './snippets.ts'

const modelUse = (changes: Partial<ModelUse> = {}): ModelUse => ({
  base: 'http://127.0.0.1:11434',
  model: 'qwen3:8b',
  task: 'chat',
  prompt: 'Hi',
  options: { num_ctx: 8192, temperature: 0, keep_alive: '-1m' },
  auth: 'none',
  hasEmbed: true,
  ...changes,
})

// The others are run against the sandbox; PowerShell is on few computers that run the tests.
it('is written for PowerShell', () => {
  expect(snippet('ollama', 'powershell', modelUse({ auth: 'bearer', model: "it's" }))).toBe(`\
$headers = @{ Authorization = "Bearer $env:OLLAMA_TOKEN" }
$body = @'
{
  "model": "it's",
  "messages": [{ "role": "user", "content": "Hi" }],
  "stream": false,
  "options": { "num_ctx": 8192, "temperature": 0 },
  "keep_alive": "-1m"
}
'@
$answer = Invoke-RestMethod -Method Post -Uri http://127.0.0.1:11434/api/chat -Headers $headers \`
  -ContentType 'application/json; charset=utf-8' -Body $body
$answer.message.content`)
})

it('ends the text of PowerShell nowhere but at its end, whatever the name is', () => {
  const lines = snippet('ollama', 'powershell', modelUse({ model: "a\n'@\nexit", prompt: "\r'@" })).split(/\r?\n/)
  expect(lines.filter((line) => line.startsWith("'@"))).toEqual(["'@"])
})

it('gives the API of OpenAI only what it takes', () => {
  for (const language of snippetLanguages) {
    const chat = snippet('openai', language, modelUse())
    expect(chat).toContain('/v1/chat/completions')
    expect(chat).toContain('"temperature": 0')
    expect(chat).not.toMatch(/num_ctx|keep_alive/)
    const vector = snippet('openai', language, modelUse({ task: 'embed' }))
    expect(vector).toContain('/v1/embeddings')
    expect(vector).not.toMatch(/num_ctx|keep_alive|temperature/)
  }
})
