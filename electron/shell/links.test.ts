import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { isFault, parseName } from '#shared/ollama/name.ts'
import { linkIn, readLink } from './links.ts'
import { createOutside, isKnown, outsideLink } from './outside.ts'
import { wordsFor } from './words.ts'

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
    'corral://pull/user:secret@host/a/b',
    'corral://pull/-rf',
    'corral://pull/llama3.2%20',
    'corral://pull/llama3.2@sha256:0',
    `corral://pull/${'a'.repeat(2000)}`,
    'corral://show/‮x',
  ])('refuses %j', (text) => expect(readLink(text)).toBeNull())

  it('gives nothing but whole names, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
        for (const link of [readLink(text), readLink(`corral://pull/${text}`)])
          if (link) expect(isFault(parseName(link.name))).toBe(false)
      }),
    )
  })

  it('is found among switches, of which none is followed', () => {
    expect(linkIn(['/opt/corral', '--data', '/x', '--', 'corral://show/a', 'corral://pull/b'])).toEqual({
      type: 'show',
      name: 'a:latest',
    })
    expect(linkIn(['/opt/corral', '--data=corral://pull/a'])).toBeNull()
  })
})

test.each([
  ['https://ollama.com/library/llama3.2', true],
  ['http://ollama.com', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['https://user:secret@ollama.com', false],
  ['smb://host/share', false],
  ['not an address', false],
  [`https://ollama.com/${'a'.repeat(3000)}`, false],
])('%s may leave the app: %s', (text, may) => expect(outsideLink(text) !== null).toBe(may))

test.each([
  ['https://www.ollama.com/x', true],
  ['https://ollama.com:8443/x', false],
  ['https://ollama.com.evil.example/', false],
  ['https://evil.example/ollama.com', false],
])('%s is known: %s', (text, known) => expect(isKnown(new URL(text))).toBe(known))

describe('opening an address', () => {
  function outside(answer: boolean) {
    const opened: string[] = []
    const asked: string[] = []
    let release: (() => void) | undefined
    const open = createOutside({
      words: () => wordsFor('en', []),
      open: async (url) => void opened.push(url),
      ask: async ({ detail }) => {
        asked.push(detail)
        if (release === undefined) await new Promise<void>((resolve) => (release = resolve))
        return answer
      },
    })
    return { opened, asked, open, answer: () => release?.() }
  }

  it('asks before it goes to a host it does not know', async () => {
    const { opened, asked, open, answer } = outside(true)
    await open('https://ollama.com/')
    await open('file:///etc/passwd')
    expect([opened, asked]).toEqual([['https://ollama.com/'], []])
    const going = open('https://example.com/x')
    await open('https://example.com/again')
    answer()
    await going
    expect([opened, asked]).toEqual([['https://ollama.com/', 'https://example.com/x'], ['https://example.com/x']])
  })

  it('stays when the user does not want to go', async () => {
    const { opened, open, answer } = outside(false)
    const going = open('https://example.com/x')
    answer()
    await going
    expect(opened).toEqual([])
  })
})
