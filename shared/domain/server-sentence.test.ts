import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { serverSentence } from './server-sentence.ts'

test.each([
  ['', ''],
  ['\n\n  \r\n', ''],
  ['model requires more system memory', 'model requires more system memory'],
  ['\n\n  first line\n\nsecond line', 'first line'],
  ['<html>\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502</h1></body></html>', '502 Bad Gateway'],
  ['<!DOCTYPE html><h1>Just a moment…</h1><p>Checking</p>', 'Just a moment…'],
  ['<html><body>Service <b>down</b><script>alert("x")</script></body></html>', 'Service down'],
  ['pull model manifest: 503: <html><title>Unavailable</title></html>', 'pull model manifest: 503: Unavailable'],
  [
    'max retries exceeded: 403: <?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
    'max retries exceeded: 403: Request has expired',
  ],
  ['{"error":"busy"}', 'busy'],
  ['{"error":{"code":500,"message":"no slot","type":"server_error"}}', 'no slot'],
  ['"{\\"error\\":\\"registry said no\\"}"', 'registry said no'],
  ['500: {"errors":[{"code":"DENIED","message":"requested access is denied"}]}', '500: requested access is denied'],
  ['{"detail":"Not Found"}', 'Not Found'],
  ['{"error":{}}', ''],
  ['open <store>/blobs: no space left', 'open <store>/blobs: no space left'],
  ['<title> </title><h1>Sign in</h1>', 'Sign in'],
  ['could not read "x": {gone}', 'could not read "x": {gone}'],
  ['5 < 6 is true', '5 < 6 is true'],
  ['&lt;b&gt; stays as it is where nothing is marked up', '&lt;b&gt; stays as it is where nothing is marked up'],
])('%j is told as %j', (text, sentence) => {
  expect(serverSentence(text)).toBe(sentence)
})

test('is one short line for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 4000 }), (text) => {
      const sentence = serverSentence(text)
      expect(sentence.length).toBeLessThanOrEqual(160)
      expect(sentence).not.toMatch(/[\r\n]/)
    }),
  )
  expect(serverSentence(`<html>${'<div>'.repeat(100_000)}`)).toBe('')
})
