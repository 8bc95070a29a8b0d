import { createHash } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { problem as en } from '#shared/i18n/en/problem.ts'
import { parseName, type NameParts } from '#shared/ollama/name.ts'
import { createNet } from '../../platform/net.ts'
import { closeAll, serve } from '../hosts/test-hosts.ts'
import { ProblemError } from '../problem.ts'
import { ManualClock } from '../test-clock.ts'
import { DIRECT } from './proxy.ts'
import { MAX_SMALL_LAYER_BYTES, createRegistryClient } from './registry.ts'

afterEach(closeAll)

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const config = JSON.stringify({ model_format: 'gguf', requires: '0.30.0' })
const configLayer = { kind: 'config' as const, digest: `sha256:${sha256(config)}`, size: config.length }
const manifest = JSON.stringify({
  schemaVersion: 2,
  config: { digest: configLayer.digest, size: config.length },
  layers: [{ mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${'a'.repeat(64)}`, size: 2e9 }],
})
const name = parseName('me/small:1b') as NameParts
const clock = new ManualClock()
const platform = { net: createNet(), clock, routesTo: async () => [DIRECT] }
const client = () => createRegistryClient(platform)

/** What the user sees of the answer to a request for a manifest. */
async function seen(act: RequestListener, signal?: AbortSignal): Promise<string> {
  try {
    const found = await client().manifest({ base: await serve(act), name }, signal)
    return `${found.total} bytes`
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const { code, params, detail = '' } = error.problem
    // Only here are the words Node's.
    const told = code === 'registry_not_reached' ? '' : detail
    return [en[code].title, params['minutes'], told].filter((part) => part !== undefined && part !== '').join(' | ')
  }
}
const answer =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(status, headers).end(body)

const whole = `${2e9 + config.length} bytes`
const noManifest = '{{registry}} did not answer with a manifest of Ollama'
const gated = '{{registry}} does not show {{model}} to everybody'
const limited = '{{registry}} limits requests from this network'

describe('an answer of a registry', () => {
  it.each<[name: string, act: RequestListener, sees: string]>([
    ['as text/plain', answer(200, manifest, { 'content-type': 'text/plain' }), whole],
    ['with its digest', answer(200, manifest, { 'ollama-content-digest': sha256(manifest) }), whole],
    [
      'with the digest of Docker',
      answer(200, manifest, { 'docker-content-digest': `sha256:${sha256(manifest)}` }),
      whole,
    ],
    ['with a digest of another kind', answer(200, manifest, { 'docker-content-digest': 'md5:5' }), whole],
    ['that is a web page', answer(200, '<html>'), `${noManifest} | <html>`],
    ['that is empty', answer(200, ''), noManifest],
    ['that is an image of several platforms', answer(200, '{"manifests":[]}'), `${noManifest} | {"manifests":[]}`],
    ['that is too large', answer(200, ' '.repeat(1024 * 1024 + 1)), noManifest],
    [
      'with a digest of something else',
      answer(200, manifest, { 'ollama-content-digest': 'f'.repeat(64) }),
      `${noManifest} | ollama-content-digest: ${'f'.repeat(64)}, received: ${sha256(manifest)}`,
    ],
    ['without content', answer(204, ''), noManifest],
    [
      '404',
      answer(404, '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}'),
      'The registry does not have {{model}} | manifest unknown',
    ],
    [
      '401 of Hugging Face',
      answer(401, '{"error":"Invalid username or password."}'),
      `${gated} | Invalid username or password.`,
    ],
    ['403', answer(403, ''), gated],
    ['429 with seconds', answer(429, 'slow', { 'retry-after': '121' }), `${limited} | 3 | slow`],
    [
      '429 with a date',
      answer(429, '', { 'retry-after': new Date(clock.now() + 600_000).toUTCString() }),
      `${limited} | 10`,
    ],
    ['429 of Hugging Face', answer(429, '', { ratelimit: '"resolve";r=0;t=90' }), `${limited} | 2`],
    ['429 without a time', answer(429, ''), `${limited} | 5`],
    [
      '400 for a sharded GGUF',
      answer(400, '{"error":"The specified repository contains sharded GGUF. Ollama does not support this yet."}'),
      'This model is split into several files | The specified repository contains sharded GGUF. Ollama does not support this yet.',
    ],
    [
      '400 for a tag',
      answer(400, 'no such quantization'),
      'The registry refused the request for {{model}} | no such quantization',
    ],
    ['500', answer(500, ''), 'The registry had an error'],
    ['503', answer(503, ''), 'The registry is busy'],
    [
      'that breaks off',
      (_, response) => void response.writeHead(200, { 'content-length': '9' }).end('{', () => response.destroy()),
      'Corral could not ask {{registry}}',
    ],
    ['that is no HTTP', (request) => void request.socket.end('hello'), 'Corral could not ask {{registry}}'],
    [
      'that leads to itself for ever',
      (request, response) => void response.writeHead(307, { location: request.url }).end(),
      noManifest,
    ],
    ['that leads to a file', answer(307, '', { location: 'file:///etc/passwd' }), `${noManifest} | file:///etc/passwd`],
    ['that leads nowhere', answer(307, '', { location: 'http://[' }), `${noManifest} | http://[`],
  ])('%s', async (_, act, sees) => {
    expect((await seen(act)).replace(/ \| 127\.0\.0\.1:\d+$/, '')).toBe(sees)
  })
})

describe('a request', () => {
  it('asks for the kind of manifest that Ollama asks for, without credentials', async () => {
    const requests: string[] = []
    const url = await serve(({ method, url, headers }, response) => {
      requests.push(`${method} ${url} ${headers.accept}`)
      expect(headers.authorization ?? headers.cookie ?? headers.origin).toBeUndefined()
      response.end(manifest)
    })
    const found = await client().manifest({ base: url, name })
    expect(found).toMatchObject({ digest: sha256(manifest), layers: [{ kind: 'weights', size: 2e9 }] })
    expect(requests).toEqual(['GET /v2/me/small/manifests/1b application/vnd.docker.distribution.manifest.v2+json'])
  })

  it('follows a redirect to another host, and takes no credentials along', async () => {
    const target = await serve(({ headers }, response) => {
      expect(headers.authorization).toBeUndefined()
      response.end(manifest)
    })
    const location = `${target.replace('//', '//user:secret@')}/v2/x`
    expect(await seen((_, response) => void response.writeHead(307, { location }).end())).toBe(whole)
  })

  it('ends when it is cancelled, and after a while without an answer', async () => {
    const cancel = new AbortController()
    expect(await seen(() => cancel.abort(), cancel.signal)).toBe('Cancelled')
    expect(await seen(() => {}, AbortSignal.abort())).toBe('Cancelled')
    const late = seen((_, response) => {
      response.writeHead(200)
      response.write('{', () => void clock.advance(20_000))
    })
    expect(await late).toBe('Corral could not ask {{registry}}')
  })

  it('is not sent on from https to http', async () => {
    const net = createNet()
    const paths: (string | undefined)[] = []
    const base = await serve(({ url }, response) => {
      paths.push(url)
      response.writeHead(307, { location: `${base}/plain` }).end()
    })
    // The server is asked in plain http for what is https.
    const request: typeof net.request = (url, ...rest) =>
      net.request(new URL(url.href.replace('https:', 'http:')), ...rest)
    const registry = createRegistryClient({ ...platform, net: { ...net, request } })
    await expect(registry.manifest({ base: base.replace('http:', 'https:'), name })).rejects.toMatchObject({
      problem: { code: 'registry_no_manifest', detail: `${base}/plain` },
    })
    expect(paths).toEqual(['/v2/me/small/manifests/1b'])
  })

  it('is not repeated for a while, and then sends the ETag', async () => {
    const requests: (string | undefined)[] = []
    const base = await serve(({ headers }, response) => {
      requests.push(headers['if-none-match'])
      if (headers['if-none-match'] === '"1"') return void response.writeHead(304).end()
      return void response.writeHead(200, { etag: '"1"' }).end(manifest)
    })
    const registry = client()
    const first = await registry.manifest({ base, name })
    expect(await registry.manifest({ base, name })).toBe(first)
    expect(requests).toEqual([undefined])
    await clock.advance(3 * 60_000)
    expect(await registry.manifest({ base, name })).toBe(first)
    await clock.advance(3 * 60_000)
    await registry.manifest({ base, name })
    expect(requests).toEqual([undefined, '"1"', '"1"'])
  })
})

describe('a small layer', () => {
  it('is checked against its digest, and asked for once', async () => {
    const paths: (string | undefined)[] = []
    const base = await serve(({ url }, response) => {
      paths.push(url)
      response.end(config)
    })
    const registry = client()
    expect(String(await registry.smallLayer({ base, name }, configLayer))).toBe(config)
    await registry.smallLayer({ base, name }, configLayer)
    expect(paths).toEqual([`/v2/me/small/blobs/${configLayer.digest}`])
  })

  it.each([
    ['other content', config.replace('30', '31')],
    ['more than it may have', config.padEnd(MAX_SMALL_LAYER_BYTES + 1)],
  ])('is refused with %s', async (_, body) => {
    const base = await serve(answer(200, body))
    await expect(client().smallLayer({ base, name }, configLayer)).rejects.toMatchObject({
      problem: { code: 'registry_no_manifest' },
    })
  })
})

describe('when a manifest was pushed', () => {
  it.each<[told: string | undefined, sees: number | null]>([
    ['1755000000', 1_755_000_000_000],
    [undefined, null],
    ['soon', null],
    ['-5', null],
  ])('%s is %s', async (told, sees) => {
    const methods: unknown[] = []
    const base = await serve((request, response) => {
      methods.push(request.method)
      response.writeHead(200, told === undefined ? {} : { 'ollama-push-time': told }).end()
    })
    expect(await client().pushedAt({ base, name })).toBe(sees)
    expect(methods).toEqual(['HEAD'])
  })
})
