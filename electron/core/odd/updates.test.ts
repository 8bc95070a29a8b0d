import { createHash } from 'node:crypto'
import type { RequestListener } from 'node:http'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { problem as en } from '#shared/i18n/en/problem.ts'
import { systemClock } from '../../platform/clock.ts'
import { closeAll, codeOf, open, serve } from '../hosts/test-hosts.ts'
import { testPlatform, unreadMemory } from '../test-platform.ts'

afterEach(closeAll)

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const layer = (type: string, digit: string, size: number) => ({
  mediaType: `application/vnd.ollama.image.${type}`,
  digest: `sha256:${digit.repeat(64)}`,
  size,
})
const config = { ...layer('config', 'c', 500), mediaType: 'application/vnd.docker.container.image.v1+json' }
const manifestOf = (...layers: object[]) => JSON.stringify({ schemaVersion: 2, config, layers })
const manifest = manifestOf(layer('model', 'a', 2e9), layer('template', 'b', 100))
const digest = sha256(manifest)
/** As a pull before 0.19 and a create write it, and a push does not send it. */
const withNewline = sha256(`${manifest}\n`)
const every = ['a', 'b', 'c']

interface World {
  /** Rows of the list, or their names. */
  models?: (string | Record<string, unknown>)[]
  digest?: string
  /** The blobs that the server has, by the digit of their digest; `null` for a server that does not tell. */
  has?: string[] | null
  weights?: string
  answer?: RequestListener
}

/** A server with a registry in itself, as the built-in sandbox has, that answers as told. */
async function world({ models = ['m:1'], has = every, weights = 'a', answer, ...more }: World) {
  const asked: string[] = []
  const rows = models.map((row) => ({
    digest: more.digest ?? digest,
    ...(typeof row === 'string' ? { name: row } : row),
  }))
  const url = await serve((request, response) => {
    const { url = '' } = request
    response.setHeader('content-type', 'application/json')
    if (url === '/api/version') return void response.end('{"version":"0.33.0"}')
    if (url === '/api/tags') return void response.end(JSON.stringify({ models: rows }))
    if (url === '/api/show')
      return void response.end(JSON.stringify({ modelfile: `FROM /m/blobs/sha256-${weights.repeat(64)}\n` }))
    if (url.startsWith('/api/blobs/')) {
      const lacks = url.endsWith('none') && has !== null ? 400 : 404
      return void response.writeHead(has?.some((digit) => url.endsWith(digit.repeat(64))) ? 200 : lacks).end()
    }
    // What tells one server from another.
    if (!url.startsWith('/registries/')) return void response.writeHead(404).end()
    asked.push(url)
    if (answer) return answer(request, response)
    return void response.end(manifest)
  })
  const clock = { ...systemClock, skew: 0, now: () => Date.now() + clock.skew }
  const platform = { ...testPlatform(), clock, openSandbox: async () => ({ url, memory: unreadMemory }) }
  const { client, app } = await open(platform)
  const { id: hostId } = await client.hosts.openSandbox()
  const check = async () => {
    await client.updates.check({ hostId })
    return client.updates.of({ hostId })
  }
  return { client, app, hostId, asked, clock, check }
}

const reply =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(status, headers).end(body)

describe('a registry that answers with', () => {
  const noManifest = 'failed, {{registry}} did not answer with a manifest of Ollama'
  it.each<[name: string, world: World, sees: string]>([
    ['this very manifest', {}, 'current'],
    ['one that the server wrote anew (pulled before 0.19)', { digest: withNewline }, 'probably_current'],
    ['the one that the server has just pushed', { digest: withNewline, has: every }, 'probably_current'],
    [
      'the same weights, to a server that tells of no other layer',
      { digest: withNewline, has: null },
      'probably_current',
    ],
    ['other weights', { digest: 'e'.repeat(64), weights: 'e', has: ['b'] }, 'probably_update weights'],
    ['another template', { digest: 'e'.repeat(64), has: ['a'] }, 'probably_update template'],
    [
      'another config alone, or a text of another model',
      { digest: 'e'.repeat(64), has: ['a', 'b'] },
      'probably_update',
    ],
    [
      'weights first, to a server without a file',
      { digest: 'e'.repeat(64), weights: '', has: [] },
      'probably_update weights template',
    ],
    ['404', { answer: reply(404, '{"errors":[{"message":"manifest unknown"}]}') }, 'not_in_registry'],
    ['401', { answer: reply(401, '{"error":"Invalid username or password."}') }, 'private'],
    ['403', { answer: reply(403, '') }, 'private'],
    [
      '429',
      { answer: reply(429, '', { 'retry-after': '600' }) },
      'failed, {{registry}} limits requests from this network',
    ],
    ['500', { answer: reply(500, '') }, 'failed, The registry had an error'],
    ['a page', { answer: reply(200, '<html>') }, noManifest],
    ['nothing', { answer: reply(200, '') }, noManifest],
    [
      'the digest of something else',
      { answer: reply(200, manifest, { 'ollama-content-digest': 'f'.repeat(64) }) },
      noManifest,
    ],
    ['an image of several platforms', { answer: reply(200, '{"manifests":[]}') }, noManifest],
    [
      'a closed connection',
      { answer: (request) => void request.socket.destroy() },
      'failed, Corral could not ask {{registry}}',
    ],
  ])('%s', async (_, given, sees) => {
    const { check } = await world(given)
    const [model] = (await check()).models
    const told = [[model?.verdict, ...(model?.changes ?? [])].join(' '), model?.problem && en[model.problem.code].title]
    expect(told.filter(Boolean).join(', ')).toBe(sees)
  })

  it('its ETag is asked again with it, and 304 is the manifest of before', async () => {
    const tags: unknown[] = []
    const { check, clock } = await world({
      answer(request, response) {
        tags.push(request.headers['if-none-match'])
        if (request.headers['if-none-match'] === '"1"') return void response.writeHead(304).end()
        return void response.setHeader('etag', '"1"').end(manifest)
      },
    })
    await check()
    clock.skew = 10 * 60_000
    const { models } = await check()
    expect(tags).toEqual([undefined, '"1"'])
    expect(models).toMatchObject([{ verdict: 'current', checkedAt: expect.closeTo(clock.now(), -4) as number }])
  })

  it('404 where it had the model before: that is retired', async () => {
    let isGone = false
    const { check, clock } = await world({
      answer: (_, response) => void (isGone ? response.writeHead(404).end() : response.end(manifest)),
    })
    expect((await check()).models).toMatchObject([{ verdict: 'current' }])
    isGone = true
    for (let day = 1; day < 3; day++) {
      clock.skew = day * 86_400_000
      expect((await check()).models).toMatchObject([{ verdict: 'retired', registryDigest: digest }])
    }
  })

  it('nothing any more: what was found before stays, with the reason', async () => {
    let isBroken = false
    const { check, clock } = await world({
      answer: (_, response) => void (isBroken ? response.writeHead(500).end() : response.end(manifest)),
    })
    const [before] = (await check()).models
    isBroken = true
    clock.skew = 10 * 60_000
    expect((await check()).models).toMatchObject([{ ...before, problem: { code: 'registry_error' } }])
  })
})

describe('a review', () => {
  it('has the rest, and says why, where small layers are not what the manifest says', async () => {
    const { client, hostId } = await world({
      digest: 'e'.repeat(64),
      has: ['a'],
      answer: ({ url }, response) =>
        void response.end(
          url?.includes('/manifests/')
            ? manifestOf(layer('model', 'a', 2e9), layer('template', 'b', 100), layer('license', 'd', 70_000))
            : 'x'.repeat(100),
        ),
    })
    const review = await client.updates.review({ hostId, name: 'm:1' })
    expect(review).toMatchObject({
      verdict: 'probably_update',
      pushedAt: null,
      requires: null,
      summary: { changes: ['template', 'license'], weightsChanged: false, licenseChanged: true },
      texts: [
        { kind: 'template', after: null, problem: { code: 'registry_no_manifest' } },
        { kind: 'license', after: null, problem: { code: 'answer_too_large' } },
      ],
    })
    expect(review.layers.map(({ kind, change }) => `${kind} ${change}`)).toEqual([
      'weights same',
      'template changed',
      'license changed',
    ])
  })

  it.each([
    ['404', reply(404, ''), 'unknown_model'],
    ['401', reply(401, ''), 'registry_gated'],
    ['429', reply(429, '', { 'retry-after': '60' }), 'registry_limits_requests'],
  ])('fails with the reason of the registry: %s', async (_, answer, code) => {
    const { client, hostId } = await world({ answer })
    expect(await codeOf(client.updates.review({ hostId, name: 'm:1' }))).toBe(code)
  })
})

describe('names', () => {
  it('that no registry can have, or that Corral made, are not asked about', async () => {
    const { check, asked } = await world({
      models: [
        'm:1',
        'hf.co/u/r:Q4_K_M',
        'corral-bin/dtp6g1c.m:1',
        'corral-rename/3f2a:1',
        'm:local',
        'ollama://library/m:1',
        'a b:1',
        { name: 'gpt:120b-cloud' },
        { name: 'stub:1', remote_model: 'stub', remote_host: 'https://ollama.com:443' },
      ],
    })
    const { models } = await check()
    expect(asked.sort()).toEqual([
      '/registries/https/hf.co/v2/u/r/manifests/Q4_K_M',
      '/registries/https/registry.ollama.ai/v2/library/m/manifests/1',
    ])
    expect(Object.fromEntries(models.map(({ name, verdict, reason }) => [name, reason ?? verdict]))).toEqual({
      'm:1': 'current',
      'hf.co/u/r:Q4_K_M': 'current',
      'm:local': 'local_tag',
      'ollama://library/m:1': 'no_registry_name',
      'a b:1': 'no_registry_name',
      'gpt:120b-cloud': 'cloud',
      'stub:1': 'cloud',
    })
  })
})

describe('many models', () => {
  it('are asked about four at a time, and not again within minutes', async () => {
    let open = 0
    let most = 0
    const { check, asked } = await world({
      models: Array.from({ length: 1000 }, (_, i) => `m${i}:1`),
      answer(_, response) {
        most = Math.max(most, ++open)
        setTimeout(() => {
          open--
          response.end(manifest)
        }, 2)
      },
    })
    const { models, checking } = await check()
    expect([models.length, checking, most, asked.length]).toEqual([1000, null, 4, 1000])
    await check()
    expect(asked.length).toBe(1000)
  })

  it('are left alone for as long as the registry says that limits requests', async () => {
    const { check, asked, clock } = await world({
      models: Array.from({ length: 50 }, (_, i) => `m${i}:1`),
      answer: reply(429, '', { 'retry-after': '600' }),
    })
    const { models, waitsUntil } = await check()
    const count = asked.length
    expect(count).toBeLessThanOrEqual(4)
    expect(models.filter(({ problem }) => problem?.code === 'registry_limits_requests').length).toBe(50)
    expect((waitsUntil ?? 0) - clock.now()).toBeGreaterThan(590_000)
    expect((waitsUntil ?? 0) - clock.now()).toBeLessThanOrEqual(600_000)
    await check()
    expect(asked.length).toBe(count)
    clock.skew = 601_000
    expect((await check()).waitsUntil).not.toBeNull()
    expect(asked.length).toBeGreaterThan(count)
  })

  it('are stopped with the check, and what was found stays', async () => {
    let answered = 0
    const { client, hostId, asked, check } = await world({
      models: Array.from({ length: 50 }, (_, i) => `m${i}:1`),
      answer(_, response) {
        if (++answered <= 8) response.end(manifest)
      },
    })
    const checked = check()
    await vi.waitFor(() => expect(asked.length).toBe(12))
    expect((await client.updates.of({ hostId })).checking).toEqual({ done: 8, total: 50 })
    await client.updates.stop({ hostId })
    expect(await checked).toMatchObject({ checking: null, checkedAt: null, models: { length: 8 } })
  })
})

it('a host that is removed while it is checked ends the check, and is forgotten', async () => {
  // It accepts connections and says nothing.
  const sockets = new Set<net.Socket>()
  const registry = net.createServer((socket) => void sockets.add(socket.on('error', () => {})))
  registry.listen(0, '127.0.0.1')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    registry.close()
  })
  await vi.waitFor(() => expect(registry.address()).not.toBeNull())
  const { port } = registry.address() as AddressInfo
  const url = await serve((request, response) => {
    if (request.url === '/api/tags')
      return void response.end(JSON.stringify({ models: [{ name: `127.0.0.1:${port}/me/m:1`, digest }] }))
    return void response.end('{"version":"0.33.0"}')
  })
  const { client, platform } = await open()
  const { id: hostId } = await client.hosts.add({ name: 'odd', url })
  await client.updates.never({ hostId, name: 'other:1', never: true })
  expect(platform.disk.files.get('updates.json')).toContain('other:1')
  const checked = client.updates.check({ hostId })
  await vi.waitFor(() => expect(sockets.size).toBe(1))
  await client.hosts.remove({ hostId })
  await checked
  await vi.waitFor(() => expect(platform.disk.files.get('updates.json')).not.toContain('other:1'), 3000)
  expect(platform.disk.files.get('updates.json')).not.toContain('me/m:1')
})
