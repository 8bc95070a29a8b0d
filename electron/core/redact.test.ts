import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRedactor, redact, redactedLog, redactError } from './redact.ts'

test.each([
  ['GET http://me:planted@host:11434/api/tags', 'GET http://…@host:11434/api/tags'],
  ['https://planted@host', 'https://…@host'],
  ['Authorization: Bearer planted.token', 'Authorization: …'],
  ['authorization: Basic cGxhbnRlZA==\nnext line', 'authorization: …\nnext line'],
  ['{"Authorization":"Bearer planted","x":1}', '{"Authorization":"…","x":1}'],
  [`{ 'x-api-key': 'pla\\'nted' }`, `{ 'x-api-key': '…' }`],
  ['X-Api-Key: planted', 'X-Api-Key: …'],
  ['cf-access-client-secret=planted', 'cf-access-client-secret=…'],
  ['Set-Cookie: sid=planted; Path=/', 'Set-Cookie: …'],
  ['http://127.0.0.1:8611/#token=planted', 'http://127.0.0.1:8611/#token=…'],
  ['?api_key=planted&x=1', '?api_key=…&x=1'],
  ['password: planted', 'password: …'],
  ['sent Bearer plantedplanted==', 'sent Bearer …'],
  ['Basic dXNlcjpwYXNzd29yZA== was refused', 'Basic … was refused'],
  ['key hf_plantedplanted here', 'key … here'],
  ['key sk-plantedplanted', 'key …'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2ln', '…'],
  [
    'a -----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY----- b',
    'a -----BEGIN PRIVATE KEY-----…-----END PRIVATE KEY----- b',
  ],
  [
    'Get "https://x.r2.cloudflarestorage.com/b?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=planted%2F2026&X-Amz-Signature=planted": EOF',
    'Get "https://x.r2.cloudflarestorage.com/b?…": EOF',
  ],
  ['PUT https://s3/up?partNumber=1&uploadId=planted~1', 'PUT https://s3/up?…'],
  ['https://storage.googleapis.com/b?X-Goog-Signature=planted', 'https://storage.googleapis.com/b?…'],
  ['https://a.blob.core.windows.net/c/b?sv=2025&se=2026&sig=planted%3D', 'https://a.blob.core.windows.net/c/b?…'],
  ['https://cdn.hf.co/x?Expires=1&Policy=planted&Key-Pair-Id=planted&Signature=planted~', 'https://cdn.hf.co/x?…'],
  ['"url":"https://s3/b?a=1\\u0026X-Amz-Signature=planted"', '"url":"https://s3/b?…"'],
  ['see https%3A%2F%2Fs3%2Fb?x=1&X-Amz-Signature%3Dplanted', 'see https%3A%2F%2Fs3%2Fb?…'],
  ['signed with X-Amz-Signature = planted and more', 'signed with X-Amz-Signature = … and more'],
  ['<Error><UploadId>planted</UploadId></Error>', '<Error><UploadId>…</UploadId></Error>'],
  ['<AWSAccessKeyId>planted</AWSAccessKeyId>', '<AWSAccessKeyId>…</AWSAccessKeyId>'],
  [
    'read tcp 192.168.1.7:52344->104.21.75.227:443: read: connection reset by peer',
    'read tcp …->104.21.75.227:443: read: connection reset by peer',
  ],
  ['write tcp [2001:db8::7]:1->[2001:db8::1]:443: broken pipe', 'write tcp …->[2001:db8::1]:443: broken pipe'],
  [
    'connect EHOSTUNREACH 192.168.1.9:11434 - Local (192.168.1.7:50000)',
    'connect EHOSTUNREACH 192.168.1.9:11434 - Local (…)',
  ],
])('%j becomes %j', (text, expected) => {
  expect(redact(text)).toBe(expected)
})

test.each([
  'pulling sha256:6a0746a1ec1aef3e7ec53868f220ff6e389f6f8ef87a01d77c96807de94ca2aa',
  'pull model manifest: Get "https://registry.ollama.ai/v2/": dial tcp 1.2.3.4:443: i/o timeout',
  'hf.co/user/repo:Q4_K_M',
  'http://127.0.0.1:11434/api/tags answered 200',
  'mail me@host',
  '151,936 tokens',
  'the basic store',
  'Basic authentication is wanted',
  'https://hf.co/user/repo?show_file_info=a.gguf',
  'the policy of this host, its signature and its date',
  'a valid signature was not found',
])('%j stays', (text) => {
  expect(redact(text)).toBe(text)
})

test('known secrets are hidden anywhere in a text', () => {
  expect(redact('x-corp: planted-secret, again planted-secret', ['planted-secret', 'x', ''])).toBe('x-corp: …, again …')
})

test('known secrets are hidden in every spelling', () => {
  const secret = 'p/ss"wörd 1'
  const json = JSON.stringify({ secret: secret.slice(0) }).replace('secret', 'other')
  const text = [secret, encodeURIComponent(secret), json, Buffer.from(secret).toString('base64')].join(' | ')
  expect(redact(text, [secret])).toBe('… | … | {"other":"…"} | …')
})

test('no part remains of a secret that begins like another, nor of one that was cut', () => {
  expect(redact('abcdefgh abcd', ['abcd', 'abcdefgh'])).toBe('… …')
  expect(redact('the header was planted-secr', ['planted-secret'])).toBe('the header was …')
})

test('a secret is found at any position', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.stringMatching(/^[\x21-\x7e]{8,40}$/), (before, after, secret) => {
      expect(redact(`${before} ${secret} ${after}`, [secret])).not.toContain(secret)
    }),
  )
})

test('an error is written with its causes, none of them with a secret', () => {
  const error = new Error('GET http://u:planted@h failed', { cause: new Error('token=planted', { cause: 'planted2' }) })
  const text = redactError(error, (text) => redact(text, ['planted2']))
  expect(text).not.toContain('planted')
  expect(text).toMatch(/GET http:\/\/…@h failed[\s\S]+caused by Error: token=…[\s\S]+caused by …/)
})

test('a redactor keeps all secrets it learned', () => {
  const redactor = createRedactor()
  redactor.learn(['first-secret'])
  redactor.learn(['second-secret'])
  expect(redactor.redact('first-secret and second-secret')).toBe('… and …')
})

test('no secret is written to or read from a log', async () => {
  const lines: string[] = ['before it was known: planted-secret']
  const redactor = createRedactor()
  redactor.learn(['planted-secret'])
  const log = redactedLog(
    {
      file: 'f',
      info: (text) => void lines.push(text),
      error: (text, error) => void lines.push(`${text} ${String(error)}`),
      tail: async () => lines.join('\n'),
    },
    redactor,
  )
  log.info('sent planted-secret')
  log.error('with planted-secret', new Error('outer planted-secret', { cause: new Error('inner planted-secret') }))
  expect(lines.slice(1).join()).not.toContain('planted-secret')
  expect(lines.join()).toContain('inner …')
  expect(await log.tail(100)).not.toContain('planted-secret')
})

test('the addresses of this computer are hidden, and no others', () => {
  const own = ['192.168.1.7', '2001:db8::7']
  const hidden = (text: string) => redact(text, [], own)
  expect(hidden('connect ECONNREFUSED 192.168.1.7:11434: refused')).toBe('connect ECONNREFUSED …:11434: refused')
  expect(hidden('from 192.168.1.7, [2001:DB8::7]:80 and 2001:db8::7: closed')).toBe('from …, […]:80 and …: closed')
  for (const other of ['192.168.1.77', '1.192.168.1.7', '192.168.1.7.9', '2001:db8::7a', '2001:db8::7:1'])
    expect(hidden(other)).toBe(other)
})
