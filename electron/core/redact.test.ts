import { expect, test } from 'vitest'
import { redact, redactError } from './redact.ts'

test.each([
  ['GET http://me:planted@host:11434/api/tags', 'GET http://…@host:11434/api/tags'],
  ['https://planted@host', 'https://…@host'],
  ['Authorization: Bearer planted.token', 'Authorization: …'],
  ['authorization: Basic cGxhbnRlZA==\nnext line', 'authorization: …\nnext line'],
  ['{"Authorization":"Bearer planted","x":1}', '{"Authorization":"…","x":1}'],
  [`{ 'x-api-key': 'pla\\'nted' }`, `{ 'x-api-key': '…' }`],
  ['Set-Cookie: sid=planted; Path=/', 'Set-Cookie: …'],
  ['http://127.0.0.1:8611/#token=planted', 'http://127.0.0.1:8611/#token=…'],
  ['?api_key=planted&x=1', '?api_key=…&x=1'],
  ['password: planted', 'password: …'],
  ['sent Bearer plantedplanted==', 'sent Bearer …'],
  ['key hf_plantedplanted here', 'key … here'],
  ['key sk-plantedplanted', 'key …'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2ln', '…'],
])('%j becomes %j', (text, expected) => {
  expect(redact(text)).toBe(expected)
})

test.each([
  'pulling sha256:6a0746a1ec1aef3e7ec53868f220ff6e389f6f8ef87a01d77c96807de94ca2aa',
  'hf.co/user/repo:Q4_K_M',
  'http://127.0.0.1:11434/api/tags answered 200',
  'mail me@host',
  '151,936 tokens',
  'the basic store',
])('%j stays', (text) => {
  expect(redact(text)).toBe(text)
})

test('known secrets are hidden wherever they stand', () => {
  expect(redact('x-corp: planted-secret, again planted-secret', ['planted-secret', 'x', ''])).toBe('x-corp: …, again …')
})

test('an error is written with its causes, none of them with a secret', () => {
  const error = new Error('GET http://u:planted@h failed', { cause: new Error('token=planted', { cause: 'planted2' }) })
  const text = redactError(error, ['planted2'])
  expect(text).not.toContain('planted')
  expect(text).toMatch(/GET http:\/\/…@h failed[\s\S]+caused by Error: token=…[\s\S]+caused by …/)
})
