import { createHash } from 'node:crypto'
import { truncate } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { CorralClient } from '#shared/contract/index.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'
import type { ManifestLayer } from '#shared/ollama/manifest.ts'
import { startSandbox, type SandboxOptions } from '../../sandbox/server.ts'
import { closeAll, open, serve } from '../hosts/test-hosts.ts'
import { storeFilesOf } from '../../platform/store-files.ts'
import type { StoreFiles } from '../platform.ts'
import { makeStore } from '../store/test-store.ts'
import { testPlatform } from '../test-platform.ts'
import { problemOf } from '../test-problem.ts'

afterEach(closeAll)

/** The built-in sandbox as the host, whose registries it answers for. */
async function withSandbox(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ rate: 0, ...options })
  onTestFinished(() => sandbox.close())
  const { client, app } = await open({ ...testPlatform(), openSandbox: async () => sandbox })
  const { id: hostId } = await client.hosts.openSandbox()
  return { sandbox, client, app, hostId, preview: (name: string) => client.transfers.preview({ hostId, name }) }
}

async function pulled(client: CorralClient, hostId: string, name: string): Promise<void> {
  const { id } = await client.transfers.start({ hostId, kind: 'pull', name })
  for await (const event of await client.transfers.watch())
    if (event.type === 'one' && event.transfer.id === id && isEnded(event.transfer)) return
}

const digest = (digit: string) => `sha256:${digit.repeat(64)}`
const layer = (type: string, digit: string, size: number) => ({
  mediaType: `application/vnd.ollama.image.${type}`,
  digest: digest(digit),
  size,
})
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

interface World {
  /** Blobs that the server has; `null` for a server that does not tell. */
  has?: string[] | null
  installed?: { name: string; digest: string; modified_at?: string }[]
  layers?: ReturnType<typeof layer>[]
  config?: Record<string, unknown>
  version?: string
  storeFiles?: StoreFiles
}

const weights = layer('model', 'a', 2_000_000)
const license = layer('license', 'b', 1000)
const parameters = { num_ctx: 8192 }
const parametersText = JSON.stringify(parameters)

/** A server, and a registry beside it, that answer as told. */
async function world({
  has = [],
  installed = [],
  layers = [weights, license],
  config = {},
  version = '0.33.0',
  storeFiles,
}: World) {
  const text = JSON.stringify(config)
  const paths: string[] = []
  const manifest = JSON.stringify({ config: { digest: `sha256:${sha256(text)}`, size: text.length }, layers })
  const registry = await serve(({ url = '' }, response) => {
    paths.push(url)
    if (url.includes('/blobs/')) return void response.end(text)
    if (!url.startsWith('/v2/me/m/manifests/Q4')) return void response.writeHead(404).end()
    return void response.end(manifest)
  })
  const server = await serve(({ url = '' }, response) => {
    response.setHeader('content-type', 'application/json')
    if (url === '/api/version') return void response.end(JSON.stringify({ version }))
    if (url === '/api/tags') return void response.end(JSON.stringify({ models: installed }))
    const asked = decodeURIComponent(url.split('/').at(-1) ?? '')
    const lacks = asked === 'none' ? 400 : 404
    return void response.writeHead(has === null ? 501 : has.includes(asked) ? 200 : lacks).end()
  })
  const platform = testPlatform()
  const { client } = await open(storeFiles ? { ...platform, storeFiles } : platform)
  const { id: hostId } = await client.hosts.add({ name: 'box', url: server })
  await client.hosts.check({ hostId })
  const name = `${registry.replace('http://', '')}/me/m:Q4`
  const preview = (asked = name) => client.transfers.preview({ hostId, name: asked, insecure: true })
  return { client, hostId, paths, name, preview, manifest, total: 2_001_000 + text.length, config: text.length }
}

describe('the preview of a pull', () => {
  it('counts what the server lacks, and what it has', async () => {
    const { preview, total, config, name } = await world({ has: [weights.digest] })
    expect(await preview()).toMatchObject({
      name,
      respelledBy: null,
      total,
      toFetch: { bytes: 1000 + config, exactness: 'exact' },
      reused: { bytes: 2_000_000, exactness: 'exact' },
      layers: [
        { kind: 'weights', size: 2_000_000, isPresent: true },
        { kind: 'license', size: 1000, isPresent: false },
        { kind: 'config', isPresent: false },
      ],
      installed: 'none',
      format: 'gguf',
      needsVersion: null,
      durationMs: null,
      disk: null,
    })
  })

  it('compares the free disk with what is needed, where the store is on this computer', async () => {
    const store = await makeStore()
    onTestFinished(() => store.remove())
    const installed = [await store.install('m:1')]
    const real = storeFilesOf({ platform: 'linux', env: {}, home: '/nowhere' }, [store.folder])
    const diskOf = async (storeFiles: StoreFiles) => {
      const { preview, config } = await world({ installed, has: null, storeFiles })
      return { disk: (await preview()).disk, config }
    }
    const full = { ...real, freeBytes: async () => 1_000_000 }
    const none = await diskOf(full)
    expect(none.disk).toEqual({ free: 1_000_000, needed: 2_001_000 + none.config })
    // What a part file has on the disk is not needed again, however large it claims to be.
    await store.download(weights.digest, { bytes: 81_920 })
    await truncate(path.join(store.blobs, `${weights.digest.replace(':', '-')}-partial`), weights.size)
    const begun = (await diskOf(full)).disk?.needed ?? expect.fail()
    expect(none.disk?.needed ?? 0).toBeGreaterThan(begun)
    expect((none.disk?.needed ?? 0) - begun).toBeLessThan(200_000)
    for (const { digest } of [weights, license]) await store.write(digest.replace(':', '-'), 'x', 0)
    const all = await diskOf(full)
    expect(all.disk?.needed).toBe(all.config)
    expect((await diskOf(real)).disk?.free).toBeGreaterThan(0)
    expect((await diskOf({ ...real, freeBytes: async () => null })).disk).toBe(null)
    expect((await diskOf({ ...real, freeBytes: () => Promise.reject(new Error('EIO')) })).disk).toBe(null)
  })

  it('says that it is not known what a server has that does not tell', async () => {
    const { preview, total } = await world({ has: null })
    expect(await preview()).toMatchObject({
      toFetch: { bytes: total, exactness: 'at_most' },
      reused: { bytes: 0, exactness: 'unknown' },
    })
  })

  it.each<[what: string, of: World, expected: Record<string, unknown>]>([
    ['one in tensors', { layers: [layer('tensor', 'a', 5), layer('tensor', 'a', 5)] }, { format: 'safetensors' }],
    ['a stub of a cloud model', { layers: [] }, { format: 'cloud' }],
    [
      'a stub with a license',
      { layers: [license], config: { remote_host: 'https://ollama.com' } },
      { format: 'cloud' },
    ],
    ['an adapter alone', { layers: [layer('adapter', 'a', 5)] }, { format: 'other' }],
    [
      'one whose config tells what it is',
      { config: { model_family: 'llama', model_type: '8.0B', file_type: 'Q4_K_M' } },
      { model: { family: 'llama', parameters: '8.0B', fileType: 'Q4_K_M', context: null } },
    ],
    [
      'one whose parameters have a context',
      {
        // The registry of these tests has one text for every blob.
        config: parameters,
        layers: [
          weights,
          { ...layer('params', 'c', parametersText.length), digest: `sha256:${sha256(parametersText)}` },
        ],
      },
      { model: { context: 8192 } },
    ],
    [
      'one whose config has something else',
      { config: { model_family: 7, model_type: null, file_type: 'x'.repeat(999) } },
      { model: { family: '', parameters: '', fileType: 'x'.repeat(64), context: null } },
    ],
    ['one for a newer Ollama', { config: { requires: '0.34.0' } }, { needsVersion: '0.34.0' }],
    ['one for this Ollama', { config: { requires: 'v0.33.0' } }, { needsVersion: null }],
    ['one for a version that cannot be read', { config: { requires: 'the newest' } }, { needsVersion: null }],
    [
      'one whose config is not small',
      { config: { requires: '9.0.0', more: ' '.repeat(70_000) } },
      { needsVersion: null },
    ],
  ])('tells of %s', async (_, of, expected) => {
    expect(await (await world(of)).preview()).toMatchObject(expected)
  })

  it('asks for the name in the spelling that the server will use', async () => {
    const respelled = await world({ installed: [{ name: 'me/other:Q4', digest: 'd' }] })
    const typed = respelled.name.replace('Q4', 'q4')
    expect(await respelled.preview(typed)).toMatchObject({ name: respelled.name, respelledBy: 'me/other:Q4' })

    const missing = await world({ installed: [{ name: 'me/other:q4', digest: 'd' }] })
    expect(await problemOf(missing.preview())).toMatchObject({
      code: 'name_respelled',
      params: { name: missing.name, model: missing.name.replace('Q4', 'q4'), other: 'me/other:q4' },
    })
    const plain = await world({})
    expect(await problemOf(plain.preview(typed.replace(/^[^/]+/, plain.name.split('/')[0] ?? '')))).toMatchObject({
      code: 'unknown_model',
    })
    const old = await world({ installed: [{ name: 'me/other:q4', digest: 'd' }], version: '0.4.2' })
    expect(await old.preview()).toMatchObject({ name: old.name, respelledBy: null })
    const both = ['me/other:q4', 'me/another:Q4'].map((name) => ({ name, digest: 'd' }))
    expect(await (await world({ installed: both })).preview()).toMatchObject({ respelledBy: null })
  })

  it('asks no registry if the settings forbid it, nor this computer for another', async () => {
    const { client, hostId, preview, paths } = await world({})
    await client.settings.update({ askRegistries: false })
    expect(await problemOf(preview())).toMatchObject({ code: 'registry_asks_off' })
    await client.settings.update({ askRegistries: true })
    await client.hosts.update({ hostId, name: 'box', url: 'http://192.0.2.1:11434' })
    expect(await problemOf(preview())).toMatchObject({ code: 'registry_elsewhere' })
    expect(paths).toEqual([])
  })
})

describe('with the sandbox, which has all registries in itself, the preview', () => {
  it('tells what is new, what is there, and that nothing is new after the pull', async () => {
    const { client, hostId, preview } = await withSandbox({ rate: 5e9 })
    const before = await preview('llama3.2:1b')
    expect(before).toMatchObject({ installed: 'none', format: 'gguf', durationMs: null })
    expect(before.total).toBeGreaterThan(1e9)
    expect(before.toFetch.bytes + before.reused.bytes).toBe(before.total)
    await pulled(client, hostId, 'llama3.2:1b')
    const after = await preview('llama3.2:1b')
    expect(after).toMatchObject({ installed: 'same', toFetch: { bytes: 0, exactness: 'exact' } })
    expect(after.reused).toEqual({ bytes: after.total, exactness: 'exact' })
    expect((await preview('llama3.1:8b')).installed).toBe('other')
    const next = await preview('hf.co/lab/other-GGUF:Q4_K_M')
    expect(next.durationMs).toBeGreaterThan(0)
    expect(next.layers.map(({ kind }: ManifestLayer) => kind)).toContain('weights')
  })

  it('counts a layer that was begun as "at most"', async () => {
    const { client, hostId, preview } = await withSandbox({ rate: 100e6 })
    const { id } = await client.transfers.start({ hostId, kind: 'pull', name: 'mistral:7b' })
    for await (const event of await client.transfers.watch())
      if (event.type === 'one' && event.transfer.completed > 1e6) break
    await client.transfers.cancel({ id })
    expect((await preview('mistral:7b')).toFetch.exactness).toBe('at_most')
  })

  it.each([
    ['missing:1b', null, 'unknown_model'],
    ['qwen3:0.6b', '401', 'registry_gated'],
    ['qwen3:0.6b', '429', 'registry_limits_requests'],
    ['qwen3:0.6b', '503', 'registry_busy'],
    ['qwen3:0.6b', 'offline', 'registry_not_reached'],
    ['bad//name', null, 'name_invalid'],
    ['x:local', null, 'local_tag_listed'],
  ] as const)('of %s with the fault %s gives the reason', async (name, fault, code) => {
    const { sandbox, preview } = await withSandbox()
    if (fault) sandbox.faults.set(fault)
    expect(await problemOf(preview(name))).toMatchObject({ code })
  })

  it('tells of a cloud model', async () => {
    const { preview } = await withSandbox()
    expect(await preview('gpt-oss:120b-cloud')).toMatchObject({ format: 'cloud', installed: 'same' })
  })
})
