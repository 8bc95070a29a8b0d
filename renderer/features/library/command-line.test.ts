import { expect, test } from 'vitest'
import { commandLine } from './command-line.ts'

test.each([
  ['http://127.0.0.1:11434', 'linux', 'ollama run qwen3:8b'],
  ['http://localhost:11434', 'win32', 'ollama run qwen3:8b'],
  ['http://192.168.1.5:11434', 'darwin', 'OLLAMA_HOST=192.168.1.5:11434 ollama run qwen3:8b'],
  ['https://ollama.example.org', 'linux', 'OLLAMA_HOST=https://ollama.example.org ollama run qwen3:8b'],
  ['http://127.0.0.1:4000', 'win32', "$env:OLLAMA_HOST = '127.0.0.1:4000'; ollama run qwen3:8b"],
] as const)('at %s on %s: %s', (url, platform, expected) => {
  expect(commandLine('qwen3:8b', { url }, platform)).toBe(expected)
})

test.each([
  ["it's; rm -rf ~", 'linux', String.raw`ollama run 'it'\''s; rm -rf ~'`],
  ['$(id)', 'darwin', "ollama run '$(id)'"],
  ['-v', 'linux', 'ollama run -- -v'],
  ['a\u2019; calc', 'win32', "ollama run 'a\u2019\u2019; calc'"],
] as const)('the name %j on %s is one argument: %s', (name, platform, expected) => {
  expect(commandLine(name, { url: 'http://127.0.0.1:11434' }, platform)).toBe(expected)
})
