import { expect, test } from 'vitest'
import { parseHostUrl } from '../ollama/host-url.ts'
import { hostName, shortUrl } from './host-name.ts'

test.each([
  ['http://127.0.0.1:11434', '127.0.0.1:11434'],
  ['http://[fe80::1]:11434/ollama', '[fe80::1]:11434/ollama'],
  ['http://[::1]', 'http://[::1]'],
  ['http://example.com', 'http://example.com'],
  ['http://example.com/a:1/b', 'http://example.com/a:1/b'],
  ['https://example.com', 'https://example.com'],
  ['https://example.com:8443/', 'https://example.com:8443'],
])('%s is written %s and read as the same', (url, short) => {
  expect(shortUrl(url)).toBe(short)
  expect(parseHostUrl(short)).toEqual(parseHostUrl(url))
})

test.each([
  [{ name: 'Box', kind: 'saved', url: 'http://192.168.1.20:11434' }, 'Box'],
  [{ name: '', kind: 'saved', url: 'http://127.0.0.1:11434' }, '127.0.0.1:11434'],
  [{ name: '', kind: 'local', url: 'http://127.0.0.1:11434' }, 'This computer'],
  // OLLAMA_HOST may name any computer.
  [{ name: '', kind: 'local', url: 'http://192.168.1.20:11434' }, '192.168.1.20:11434'],
  [{ name: '', kind: 'sandbox', url: 'http://127.0.0.1:5000' }, 'Sandbox'],
] as const)('%j is shown as %s', (host, expected) => {
  expect(hostName(host, { sandbox: 'Sandbox', thisComputer: 'This computer' })).toBe(expected)
})
