import { expect, it, test } from 'vitest'
import { createExternalLinks, isKnown, externalLink } from './external-links.ts'
import { createShellI18n } from './shell-i18n.ts'

test.each([
  'http://ollama.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,hi',
  'corral://pull/x',
  'smb://host/share',
  'https://user:secret@ollama.com/',
  'https://user@ollama.com/',
  'ollama.com',
  '//ollama.com/',
  '',
  `https://ollama.com/${'x'.repeat(2000)}`,
])('%s does not leave the app', (text) => {
  expect(externalLink(text)).toBeNull()
})

test.each([
  ['https://ollama.com/library/qwen3', true],
  ['https://www.npmjs.com/package/zod', true],
  ['https://ollama.com.evil.example/', false],
  ['https://evil-ollama.com/', false],
  ['https://ollama.com:8443/', false],
  ['https://xn--llama-jta.com/', false],
])('%s is known: %s', (text, known) => {
  const url = externalLink(text)
  expect(url && isKnown(url)).toBe(known)
})

it('opens known hosts, and asks about others with the whole address, one question at a time', async () => {
  const opened: string[] = []
  const asked: string[] = []
  const answers: ((yes: boolean) => void)[] = []
  const open = createExternalLinks({
    i18n: () => createShellI18n('en', []),
    open: async (url) => void opened.push(url),
    ask: ({ message, detail }) => {
      asked.push(`${message} ${detail}`)
      return new Promise((resolve) => answers.push(resolve))
    },
  })
  await open('https://ollama.com/search?q=a b')
  expect(opened).toEqual(['https://ollama.com/search?q=a%20b'])

  const first = open('https://strange.example/way')
  await open('https://other.example/')
  expect(asked).toEqual(['Open strange.example in the browser? https://strange.example/way'])
  answers[0]?.(false)
  await first
  expect(opened).toHaveLength(1)
  const second = open('https://strange.example/way')
  answers[1]?.(true)
  await second
  expect(opened.at(-1)).toBe('https://strange.example/way')

  await open('file:///etc/passwd')
  expect([asked.length, opened.length]).toEqual([2, 2])
})
