import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFault, parseName } from '#shared/ollama/name.ts'
import { linkIn, readLink } from './links.ts'

describe('readLink', () => {
  it.each([
    ['corral://pull/llama3.2', { type: 'pull', name: 'llama3.2:latest' }],
    ['corral://pull/qwen3:0.6b', { type: 'pull', name: 'qwen3:0.6b' }],
    ['CORRAL://Show/me/mine:v1', { type: 'show', name: 'me/mine:v1' }],
    ['corral://pull/hf.co/user/repo:Q4_K_M', { type: 'pull', name: 'hf.co/user/repo:Q4_K_M' }],
    ['corral://pull/hf.co%2Fuser%2Frepo', { type: 'pull', name: 'hf.co/user/repo:latest' }],
  ])('takes %s', (text, link) => expect(readLink(text)).toEqual(link))

  it.each([
    '',
    'corral://',
    'corral://pull',
    'corral://pull/',
    'corral://delete/llama3.2',
    'corral:pull/llama3.2',
    'http://pull/llama3.2',
    ' corral://pull/llama3.2',
    'corral://pull/llama3.2 --data /tmp',
    'corral://pull/llama3.2?insecure=1',
    'corral://pull/llama3.2#x',
    'corral://pull/a/b/c/d',
    'corral://pull/../../etc/passwd',
    'corral://pull/%2e%2e/%2e%2e',
    'corral://pull/%E0%A4%A',
    'corral://pull/a%00b',
    'corral://pull/a%0Ab',
    'corral://pull/http://evil/x',
    'corral://pull/evil://x',
    'corral://pull/https%3A%2F%2Follama.com%2Flibrary%2Fx',
    'corral://pull/ollama%20run%20x',
    'corral://pull/a,b',
    'corral://pull/ｘ',
    'corral://pull/user:secret@host/a/b',
    'corral://pull/-rf',
    'corral://pull/llama3.2%20',
    'corral://pull/llama3.2@sha256:0',
    `corral://pull/${'a'.repeat(2000)}`,
    'corral://show/‮x',
  ])('refuses %j', (text) => expect(readLink(text)).toBeNull())

  it('returns only valid full names for any input', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
        for (const link of [readLink(text), readLink(`corral://pull/${text}`)])
          if (link) expect(isFault(parseName(link.name))).toBe(false)
      }),
    )
  })

  it('is found among switches, which are ignored', () => {
    expect(linkIn(['/opt/corral', '--data', '/x', '--', 'corral://show/a', 'corral://pull/b'])).toEqual({
      type: 'show',
      name: 'a:latest',
    })
    expect(linkIn(['/opt/corral', '--data=corral://pull/a'])).toBeNull()
  })
})
