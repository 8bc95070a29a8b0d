import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Account } from '#shared/contract/account.ts'
import type { PushPreview } from '#shared/contract/push-preview.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { displayName } from '#shared/ollama/name.ts'
import { startSandbox, type SandboxOptions } from '../../sandbox/server.ts'
import { closeAll, open, serve } from '../hosts/test-hosts.ts'
import { readName } from '../library/names.ts'
import type { FoundManifest } from '../registry/registry.ts'
import { testPlatform } from '../test-platform.ts'
import { problemOf } from '../test-problem.ts'
import { namespaceOf, publishedOf } from './push-preview.ts'

afterEach(closeAll)

const ada: Account = { state: 'signed_in', name: 'ada', plan: 'free' }
const signedOut: Account = { state: 'signed_out', signinUrl: null }

describe('the namespace', () => {
  it.each<[name: string, account: Account | null, namespace: PushPreview['namespace'], suggested: string | null]>([
    ['ada/llama3.2', ada, 'own', null],
    ['Ada/llama3.2', ada, 'own', null],
    ['llama3.2:1b', ada, 'missing', 'ada/llama3.2:1b'],
    ['lab/llama3.2:1b', ada, 'other', 'ada/llama3.2:1b'],
    ['lab/llama3.2', { ...ada, name: 'Ada L.' }, 'other', null],
    ['lab/llama3.2', { ...ada, name: 'a/b' }, 'other', null],
    ['llama3.2', { ...ada, name: '' }, 'missing', null],
    ['llama3.2', signedOut, 'missing', null],
    ['lab/llama3.2', signedOut, 'unknown', null],
    ['lab/llama3.2', { state: 'offline' }, 'unknown', null],
    ['lab/llama3.2', { state: 'unknown' }, 'unknown', null],
    ['hf.co/lab/llama3.2', null, 'elsewhere', null],
  ])('of %s for %j is %s', (name, account, namespace, suggested) => {
    const found = namespaceOf(readName(name), account)
    expect([found.namespace, found.suggested && displayName(found.suggested)]).toEqual([namespace, suggested])
  })
})

const digest = (digit: string) => `sha256:${digit.repeat(64)}`
const manifest: FoundManifest = {
  digest: 'd'.repeat(64),
  total: 1110,
  config: { kind: 'config', digest: digest('c'), size: 10 },
  layers: [
    { kind: 'weights', digest: digest('a'), size: 1000 },
    { kind: 'license', digest: digest('b'), size: 100 },
  ],
}

describe('what a registry has', () => {
  const model = { digest: 'e'.repeat(64), size: 1110, weights: 'a'.repeat(64) }
  it.each<[what: string, ...Parameters<typeof publishedOf>, PushPreview['published'], bytes: number, string]>([
    ['the same manifest', { ...model, digest: 'd'.repeat(64) }, manifest, false, 'same', 0, 'exact'],
    ['all layers, in another manifest', model, manifest, true, 'alike', 110, 'at_most'],
    ['the same weights', { ...model, size: 1200 }, manifest, false, 'other', 200, 'at_most'],
    ['other weights', { ...model, weights: 'f'.repeat(64) }, manifest, false, 'other', 1110, 'at_most'],
    ['more than the model', { ...model, size: 5 }, manifest, false, 'other', 0, 'at_most'],
    ['no such name', model, null, false, 'none', 1110, 'at_most'],
    ['no answer', model, undefined, false, 'unknown', 1110, 'at_most'],
    ['a name for a model of unknown size', { ...model, size: null }, manifest, false, 'other', 0, 'unknown'],
    [
      'a name for a model of which nothing is known',
      { digest: null, size: null, weights: null },
      manifest,
      false,
      'other',
      0,
      'unknown',
    ],
  ])('with %s', (_, known, found, hasAll, published, bytes, exactness) => {
    expect(publishedOf(known, found, hasAll)).toEqual({ published, toSend: { bytes, exactness } })
  })
})

describe('with the sandbox, the preview', () => {
  async function withSandbox(options: SandboxOptions) {
    const sandbox = await startSandbox({ rate: 0, ...options })
    onTestFinished(() => sandbox.close())
    const { client } = await open({ ...testPlatform(), openSandbox: async () => sandbox })
    const { id: hostId } = await client.hosts.openSandbox()
    const preview = (model: string, name = model) => client.transfers.previewPush({ hostId, model, name })
    return { client, hostId, preview, sandbox }
  }

  it('finds a wrong namespace, and that nothing is left to send after the push under the right one', async () => {
    const { client, hostId, preview } = await withSandbox({ account: 'signed-in' })
    const wrong = await preview('llama3.2:latest', 'lab/missing:1')
    expect(wrong).toMatchObject({
      account: { state: 'signed_in', name: 'ada', plan: 'free' },
      namespace: 'other',
      suggested: 'ada/missing:1',
      name: 'ada/missing:1',
      published: 'none',
      toSend: { bytes: wrong.size, exactness: 'at_most' },
      registryProblem: null,
    })
    expect(wrong.size).toBeGreaterThan(1e9)
    await client.library.copy({ hostId, source: 'llama3.2:latest', destination: 'ada/missing:1' })
    const { id } = await client.transfers.start({ hostId, kind: 'push', name: 'ada/missing:1' })
    for await (const event of await client.transfers.watch())
      if (
        event.type !== 'cleared' &&
        (event.type === 'one' ? [event.transfer] : event.transfers).some((one) => one.id === id && isEnded(one))
      )
        break
    expect(await preview('ada/missing:1')).toMatchObject({
      namespace: 'own',
      suggested: null,
      published: 'same',
      toSend: { bytes: 0, exactness: 'exact' },
    })
  })

  it.each<[SandboxOptions, Partial<PushPreview>]>([
    [
      { account: 'signed-out' },
      { account: { state: 'signed_out', signinUrl: expect.stringMatching(/^https:\/\/ollama\.com\/connect\?/) } },
    ],
    [{ account: 'offline' }, { account: { state: 'offline' } }],
    [{ account: 'offline', as: '0.12.0' }, { account: { state: 'unknown' } }],
    [{ account: 'signed-in', as: '0.5.12' }, { account: { state: 'unknown' } }],
  ])('at a server that is %j tells so', async (options, told) => {
    const { preview } = await withSandbox(options)
    expect(await preview('llama3.2:latest', 'lab/missing')).toMatchObject({ ...told, namespace: 'unknown' })
  })

  it('asks no registry for a name that cannot be pushed, nor if the settings forbid it', async () => {
    const { client, preview } = await withSandbox({ account: 'signed-out' })
    expect(await preview('llama3.2:latest')).toMatchObject({
      namespace: 'missing',
      published: 'unknown',
      registryProblem: null,
    })
    await client.settings.update({ askRegistries: false })
    expect(await preview('llama3.2:latest', 'ada/llama')).toMatchObject({
      published: 'unknown',
      registryProblem: { code: 'registry_asks_off' },
    })
  })

  it('tells why the registry gave no answer, and fails for a model that is gone or a name that cannot be pushed', async () => {
    const { preview, sandbox } = await withSandbox({ account: 'signed-in' })
    sandbox.faults.set('503')
    expect(await preview('llama3.2:latest', 'ada/llama')).toMatchObject({
      published: 'unknown',
      registryProblem: { code: 'registry_busy' },
    })
    expect(await problemOf(preview('gone:1', 'ada/gone:1'))).toMatchObject({ code: 'model_not_found' })
    expect(await problemOf(preview('llama3.2:latest', 'ada/m:cloud'))).toMatchObject({ code: 'name_reserved' })
  })
})

it('takes a manifest with the same weights and size, of which the server has all layers, for the same model', async () => {
  const { layers, config } = manifest
  const body = JSON.stringify({
    config,
    layers: layers.map((layer, i) => ({
      ...layer,
      mediaType: `application/vnd.ollama.image.${['model', 'license'][i]}`,
    })),
  })
  const registry = await serve((_, response) => void response.end(body))
  const asked: (string | undefined)[] = []
  let lacks = ''
  const server = await serve(({ url = '' }, response) => {
    response.setHeader('content-type', 'application/json')
    asked.push(url)
    if (url === '/api/version') return void response.end('{"version":"0.33.0"}')
    const name = `${registry.replace('http://', '')}/me/m:1`
    const digestHere = createHash('sha256').update(`${body}\n`).digest('hex')
    if (url === '/api/tags')
      return void response.end(JSON.stringify({ models: [{ name, digest: digestHere, size: 1110 }] }))
    if (url === '/api/show') return void response.end(`{"modelfile":"FROM /models/blobs/sha256-${'a'.repeat(64)}"}`)
    return void response.writeHead(url.endsWith('none') ? 400 : url.endsWith(lacks) ? 404 : 200).end()
  })
  const { client } = await open()
  const { id: hostId } = await client.hosts.add({ name: 'box', url: server })
  const model = `${registry.replace('http://', '')}/me/m:1`
  const preview = () => client.transfers.previewPush({ hostId, model, name: model, insecure: true })
  lacks = digest('b')
  expect(await preview()).toMatchObject({ published: 'other', account: null, namespace: 'elsewhere' })
  lacks = '-'
  expect(await preview()).toMatchObject({ published: 'alike', toSend: { bytes: 110, exactness: 'at_most' } })
  // Another registry has other accounts.
  expect(asked).not.toContain('/api/me')
})
