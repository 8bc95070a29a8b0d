import { createGzip, brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { RequestListener, ServerResponse } from 'node:http'
import { createInstance } from 'i18next'
import { afterEach, describe, expect, it } from 'vitest'
import { catalogues } from '#shared/i18n/catalogues.ts'
import { problemValues, serverMessageOf } from '#shared/i18n/problem-values.ts'
import { ProblemError } from '../problem.ts'
import { createOllama } from '../ollama/client.ts'
import { closeAll, serve } from '../hosts/test-hosts.ts'
import { testPlatform } from '../test-platform.ts'

afterEach(closeAll)

const english = createInstance()
void english.init({ lng: 'en', initAsync: false, resources: { en: { translation: catalogues.en } } })

const { net, clock } = testPlatform()
const clientOf = async (act: RequestListener) => createOllama(net, clock, await serve(act))

/** What the user reads: the title, and the server's text if it is shown. */
async function told(call: Promise<unknown>): Promise<{ code: string; title: string; said: string }> {
  const error = await call.then(
    () => undefined,
    (met: unknown) => met,
  )
  if (!(error instanceof ProblemError)) throw new Error(`no problem but ${String(error)}`)
  const values = problemValues(
    error.problem,
    { server: 'the server', model: 'the model' },
    { bytes: String, list: String },
  )
  const { title } = english.t(`problem.${error.problem.code}`, {
    ...values,
    host: 'the host',
    returnObjects: true,
  }) as {
    title: string
  }
  return { code: error.problem.code, title, said: serverMessageOf(error.problem) }
}

const html = 'text/html; charset=utf-8'
const json = 'application/json'
const answer = (status: number, type: string, body: string) => (_: unknown, response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': type }).end(body)

describe('answers that refuse', () => {
  it.each([
    [403, html, `<html><title>Access denied</title>${'x'.repeat(200_000)}</html>`, 'forbidden', ''],
    [403, '', '', 'origin_refused', ''],
    [500, html, '<html><title>500 Internal Server Error</title></html>', 'server_error', '500 Internal Server Error'],
    [500, json, '{"error":{"message":"no slot left","code":500}}', 'server_error', 'no slot left'],
    [500, json, '"{\\"error\\":\\"nested\\"}"', 'server_error', 'nested'],
    [500, json, '{"error":{}}', 'server_error', ''],
    [500, 'text/plain', '\n\n\n  disk is on fire\n', 'server_error', 'disk is on fire'],
    [500, json, '', 'server_error', ''],
    [
      400,
      'application/xml',
      '<?xml version="1.0"?><Error><Message>Bad thing</Message></Error>',
      'rejected',
      'Bad thing',
    ],
    [501, json, '{"error":"not implemented"}', 'not_passed_on', ''],
    [501, html, '<h1>Not Implemented</h1>', 'not_passed_on', ''],
    [502, html, '<h1>Bad gateway</h1>', 'gateway_down', ''],
    [429, html, '<h1>Slow down</h1>', 'busy', ''],
    [404, html, '<h1>Not here</h1>', 'not_ollama', ''],
    [418, '', 'short and stout', 'rejected', 'short and stout'],
  ] as const)('%i %s %.60s: %s', async (status, type, body, code, said) => {
    const client = await clientOf(answer(status, type, body))
    const problem = await told(client.copy('a', 'b'))
    expect(problem).toMatchObject({ code, said })
    expect(problem.title).not.toMatch(/\{\{|[<>]|undefined/)
  })

  it('takes 501 for a statement about embeddings only at an embedding endpoint', async () => {
    const client = await clientOf(answer(501, json, '{"error":"This server does not support embeddings"}'))
    expect((await told(client.embed({ model: 'm', input: ['x'] }))).code).toBe('embedding_unsupported')
    expect((await told(client.generate({ model: 'm' }))).code).toBe('not_passed_on')
    expect((await told(client.tags())).code).toBe('not_passed_on')
  })
})

describe('answers compressed although not requested', () => {
  const body = Buffer.from('{"version":"0.33.0"}')
  it.each([
    ['gzip', gzipSync(body)],
    ['x-gzip', gzipSync(body)],
    ['deflate', deflateSync(body)],
    ['br', brotliCompressSync(body)],
    ['gzip, br', brotliCompressSync(gzipSync(body))],
    ['identity', body],
  ])('%s is read', async (coding, bytes) => {
    const client = await clientOf((_, response) => {
      response.writeHead(200, { 'content-encoding': coding, 'content-type': json }).end(bytes)
    })
    expect(await client.version()).toBe('0.33.0')
  })

  it.each([
    ['an unknown coding', 'zither', body],
    ['a body that is not what it says', 'gzip', body],
    ['more codings than anybody applies', 'gzip, gzip, gzip, gzip', body],
  ])('%s is a bad answer', async (_what, coding, bytes) => {
    const client = await clientOf((_request, response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(bytes)
    })
    expect((await told(client.version())).code).toBe('bad_answer')
  })

  it('is bounded by its decoded size', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024))
    const client = await clientOf(
      (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )
    expect((await told(client.tags())).code).toBe('answer_too_large')
  })

  it('reads a compressed stream as it comes', async () => {
    const client = await clientOf((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      const gzip = createGzip()
      gzip.pipe(response)
      gzip.write('{"status":"pulling manifest"}\n')
      gzip.flush()
      // The rest is sent only after the first line was read.
      goOn = () => gzip.end('{"status":"success"}\n')
    })
    let goOn = () => {}
    const seen: string[] = []
    const request = { model: 'm', insecure: false, stream: true }
    for await (const { status } of client.transfer('pull', request, new AbortController().signal)) {
      seen.push(status ?? '')
      goOn()
    }
    expect(seen).toEqual(['pulling manifest', 'success'])
  })
})
