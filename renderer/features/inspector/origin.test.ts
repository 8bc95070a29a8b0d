import { expect, test } from 'vitest'
import { originOf } from './origin.ts'

test.each([
  ['llama3.2:latest', '', { kind: 'plain' }],
  ['my-own-bot:latest', '', { kind: 'plain' }],
  ['my-own-bot:latest', 'llama3.2:latest', { kind: 'parent', parent: 'llama3.2:latest' }],
  ['hf.co/me/m:Q4', 'llama3.2:latest', { kind: 'parent', parent: 'llama3.2:latest' }],
  ['tiny:latest', '/home/user/.ollama/models/blobs/sha256-84ff5f04', { kind: 'file' }],
  ['tiny:latest', 'C:\\Users\\me\\.ollama\\models\\blobs\\sha256-84ff5f04', { kind: 'file' }],
  ['me/m:1', '', { kind: 'user', user: 'me' }],
  ['hf.co/me/m:Q4', '', { kind: 'huggingFace', user: 'me' }],
  ['HuggingFace.co/me/m:Q4', '', { kind: 'huggingFace', user: 'me' }],
  ['reg.example:5000/team/m:1', '', { kind: 'registry', user: 'team', host: 'reg.example:5000' }],
  ['not a name at all!', '', null],
])('%s with the parent %j', (name, parent, origin) => {
  expect(originOf(name, parent)).toEqual(origin)
})
