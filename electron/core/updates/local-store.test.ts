import { afterEach, describe, expect, it } from 'vitest'
import { createHash } from 'node:crypto'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { storeFilesOf } from '../../platform/store-files.ts'
import { closeAll, open, serve } from '../hosts/test-hosts.ts'
import { makeStore } from '../store/test-store.ts'
import { testPlatform } from '../test-platform.ts'

const stores: { remove(): Promise<void> }[] = []
afterEach(async () => {
  await closeAll()
  for (const store of stores.splice(0)) await store.remove()
})

const template = 'Hello {{ .Prompt }}'
const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`
const layer = (type: string, digest: string, size = 100) => ({
  mediaType: `application/vnd.ollama.image.${type}`,
  digest,
  size,
})
const weights = layer('model', `sha256:${'a'.repeat(64)}`, 2e9)
const projector = layer('projector', `sha256:${'b'.repeat(64)}`, 6e8)
const config = layer('config', digestOf('{}'), 2)
const manifest = (...layers: object[]) => JSON.stringify({ schemaVersion: 2, config, layers })
const newer = manifest(weights, layer('template', digestOf(template), template.length))

/** A server whose store is on this computer, and a registry beside it in plain http, from which it pulled the model. */
async function checked(stored: string) {
  const store = await makeStore()
  stores.push(store)
  const registry = await serve(({ url = '' }, response) => {
    if (url.endsWith('/manifests/1')) return void response.end(newer)
    return void response.end(url.endsWith(digestOf('{}')) ? '{}' : template)
  })
  const name = `${registry.replace('http://', '')}/me/m:1`
  const row = await store.install(name, stored)
  const url = await serve((request, response) => {
    response.setHeader('content-type', 'application/json')
    if (request.url === '/api/version') return void response.end('{"version":"0.33.0"}')
    if (request.url === '/api/tags') return void response.end(JSON.stringify({ models: [row] }))
    if (request.url === '/api/show') return void response.end(JSON.stringify({ template: 'Hi {{ .Prompt }}' }))
    if (request.url === '/api/pull') return void response.end('{"status":"success"}\n')
    const has = [weights, projector].some(({ digest }) => request.url?.endsWith(digest))
    return void response.writeHead(has ? 200 : request.url?.endsWith('none') ? 400 : 404).end()
  })
  const storeFiles = storeFilesOf({ platform: 'linux', env: {}, home: '/nowhere' }, [store.folder])
  const { client } = await open({ ...testPlatform(), storeFiles })
  const { id: hostId } = await client.hosts.add({ name: 'box', url })
  const { id } = await client.transfers.start({ hostId, kind: 'pull', name, insecure: true })
  for await (const event of await client.transfers.watch())
    if (event.type === 'one' && event.transfer.id === id && isEnded(event.transfer)) break
  await client.updates.check({ hostId })
  const { models } = await client.updates.of({ hostId })
  return { client, hostId, name, model: models[0] }
}

describe('a model whose manifest is on this computer', () => {
  it.each<[what: string, stored: string, sees: string]>([
    ['of the registry, byte by byte', newer, 'current'],
    [
      'written anew with another order of its fields',
      `${JSON.stringify({ layers: (JSON.parse(newer) as { layers: object[] }).layers, config })}\n`,
      'current',
    ],
    ['with the final newline that a push leaves out', `${newer}\n`, 'current'],
    ['with another template', manifest(weights, layer('template', digestOf('Hi {{ .Prompt }}'))), 'update template'],
    [
      'with a projector that is gone',
      manifest(weights, projector, layer('template', digestOf(template))),
      'update projector',
    ],
  ])('%s', async (_, stored, sees) => {
    const { model } = await checked(stored)
    expect([model?.verdict, ...(model?.changes ?? [])].join(' ')).toBe(sees)
  })

  it('is reviewed with both digests and texts, the removed layer, and the disk', async () => {
    const { client, hostId, name } = await checked(
      manifest(weights, projector, layer('template', digestOf('Hi {{ .Prompt }}'))),
    )
    const review = await client.updates.review({ hostId, name })
    expect(review.layers.map(({ kind, change }) => `${kind} ${change}`)).toEqual([
      'weights same',
      'template changed',
      'projector removed',
    ])
    expect(review.texts).toEqual([{ kind: 'template', before: 'Hi {{ .Prompt }}', after: template, problem: null }])
    expect(review.summary).toMatchObject({
      changes: ['template', 'projector'],
      weightsChanged: false,
      toFetch: { bytes: template.length },
    })
    expect(review.disk?.needed).toBeGreaterThan(0)
    expect(review).toMatchObject({ pushedAt: null, requires: null, verdict: 'update' })
  })
})
