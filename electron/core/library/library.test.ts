import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { PAGE_BYTES } from '#shared/contract/library.ts'
import { readModels } from '#shared/domain/models.ts'
import { digestsToCheck } from '#shared/domain/sharing.ts'
import type { SandboxOptions } from '../../sandbox/server.ts'
import { openApp } from '../app.ts'
import { testPlatform } from '../test-platform.ts'
import { problemOf } from '../test-problem.ts'
import { startTestApp } from '../../sandbox/testing/app.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function start(options: SandboxOptions = {}) {
  const app = await startTestApp(options)
  closing.push(() => app.close())
  return app
}

const jsonBytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value))

describe('library', () => {
  it('lists with what follows from the list', async () => {
    const { list } = await start()
    const models = await list()
    const backup = models.find(({ name }) => name === 'llama3.2-backup:latest')
    expect(backup).toMatchObject({
      copies: ['llama3.2:latest'],
      cloud: null,
      readOnly: false,
    })
    expect(models.filter(({ cloud }) => cloud !== null)).toHaveLength(1)
    expect(models.filter(({ capabilities }) => capabilities?.includes('embedding')).length).toBeGreaterThanOrEqual(2)
  })

  it('sends a list again only when it has changed', async () => {
    const { client, hostId } = await start()
    const first = await client.library.list({ hostId })
    const { revision } = first
    expect(first.models).not.toBeNull()
    expect(await client.library.list({ hostId, revision })).toEqual({ revision, models: null, leftOut: 0 })
    expect(await client.library.list({ hostId, revision: 'another' })).toEqual(first)
    await client.library.copy({ hostId, source: 'llama3.2', destination: 'mine' })
    const changed = await client.library.list({ hostId, revision })
    expect(changed.revision).not.toBe(revision)
    expect(readModels(changed.models ?? '').map(({ name }) => name)).toContain('mine:latest')
    // What is the same again is the same to whoever had it then, too.
    await client.library.remove({ hostId, name: 'mine', forGood: true })
    expect((await client.library.list({ hostId, revision: changed.revision })).models).toEqual(first.models)
  })

  it('takes the same models in another order for the same list', async () => {
    const { app, sandbox } = await start()
    const shuffled = (await (await fetch(`${sandbox.url}/api/tags`)).json()) as { models: unknown[] }
    const server = http.createServer((_request, response) => {
      shuffled.models.push(shuffled.models.shift())
      response.end(JSON.stringify(shuffled))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closing.push(async () => server.close())
    const { id } = await app.hosts.add({ name: '', url: `127.0.0.1:${(server.address() as AddressInfo).port}` })
    const { revision } = await app.library.list({ hostId: id, revision: null })
    expect(await app.library.list({ hostId: id, revision })).toEqual({ revision, models: null, leftOut: 0 })
  })

  it('asks once what the memory of a digest depends on, also under another name', async () => {
    const digest = 'a'.repeat(64)
    let shows = 0
    const server = http.createServer(({ url }, response) => {
      shows += url === '/api/show' ? 1 : 0
      const models = ['a:1', 'b:1'].map((name) => ({ name, model: name, digest, size: 5 }))
      response.end(JSON.stringify(url === '/api/tags' ? { models } : { details: {}, model_info: {} }))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closing.push(async () => server.close())
    const { app, client } = await start()
    const { id: hostId } = await app.hosts.add({ name: '', url: `127.0.0.1:${(server.address() as AddressInfo).port}` })
    const first = await client.library.memoryModel({ hostId, name: 'a:1' })
    expect(first).toMatchObject({ kind: 'none', file: 5 })
    // More models than brief answers are kept.
    for (let at = 0; at < 9; at++) await client.library.inspect({ hostId, name: `other${at}` })
    expect(shows).toBe(10)
    expect(await client.library.memoryModel({ hostId, name: 'b:1' })).toEqual(first)
    expect(shows).toBe(10)
  })

  it('knows which models have the same weights', async () => {
    const { client, hostId, list, sandbox } = await start()
    await fetch(`${sandbox.url}/api/create`, {
      method: 'POST',
      body: JSON.stringify({ model: 'derived', from: 'llama3.2', system: 'Be brief.', stream: false }),
    })
    const models = await list()
    const digests = ['llama3.2:latest', 'derived:latest', 'qwen3:32b', 'gpt-oss:120b-cloud'].map(
      (name) => models.find((model) => model.name === name)?.digest ?? '',
    )
    expect(digests[0]).not.toBe(digests[1])
    const weights = await client.library.weights({ hostId, digests })
    const [llama, derived, qwen, cloud] = digests.map((digest) => weights[digest])
    expect(llama).toMatch(/^[0-9a-f]{64}$/)
    expect(derived).toBe(llama)
    expect(qwen).toMatch(/^[0-9a-f]{64}$/)
    expect(qwen).not.toBe(llama)
    expect(cloud).toBeUndefined()
    expect(digestsToCheck(models).toSorted()).toEqual(digests.slice(0, 2).toSorted())
  })

  it('inspects every model within a page, and pages all of its texts and tensors', async () => {
    const { client, hostId, list } = await start()
    for (const { name, cloud } of await list()) {
      const inspection = await client.library.inspect({ hostId, name })
      expect(jsonBytes(inspection), name).toBeLessThanOrEqual(PAGE_BYTES)
      expect(inspection.infoLeftOut).toBe(0)
      for (const part of ['template', 'license', 'raw'] as const) {
        let text = ''
        for (let offset: number | null = 0; offset !== null;) {
          const page = await client.library.text({ hostId, name, part, offset })
          expect(jsonBytes(page)).toBeLessThanOrEqual(PAGE_BYTES)
          text += page.text
          offset = page.next
        }
        expect(text.length, `${name} ${part}`).toBe(inspection.texts[part])
        if (part === 'raw') expect(JSON.parse(text)).toHaveProperty('details')
      }
      if (cloud) continue
      const { rows, total } = await client.library.tensors({ hostId, name, offset: 0, limit: 2000 })
      expect(total).toBe(inspection.tensorCount)
      expect(rows.length).toBeGreaterThan(0)
      expect(jsonBytes(rows)).toBeLessThanOrEqual(PAGE_BYTES)
      const totals = await client.library.tensorTotals({ hostId, name })
      expect(jsonBytes(totals)).toBeLessThanOrEqual(PAGE_BYTES)
      expect(totals).toMatchObject({ count: total, unknown: 0 })
      expect(totals.types.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(totals.bytes)
      expect(totals.layers.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(totals.bytes)
    }
  })

  it('pages and searches a vocabulary of 151,936 tokens', async () => {
    const { client, hostId } = await start()
    const name = 'qwen3:32b'
    const { rows, total } = await client.library.tokens({ hostId, name, offset: 151_900, limit: 100 })
    expect(total).toBe(151_936)
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 36 }, (_, index) => 151_900 + index))
    const found = await client.library.searchTokens({ hostId, name, query: rows[0]?.text ?? '', from: 0, limit: 50 })
    expect(found.rows.map(({ id }) => id)).toContain(151_900)
    const vocabulary = await client.library.vocabulary({ hostId, name })
    expect(vocabulary).toMatchObject({ kind: 'gpt2', total: 151_936, merges: 151_387 })
    expect(vocabulary.types.reduce((sum, { count }) => sum + count, 0)).toBe(151_936)
    expect(vocabulary.special).toContainEqual({ role: 'eos', id: 151_645, text: '<|im_end|>' })
    const controls = await client.library.searchTokens({ hostId, name, query: '<|IM_', type: 3, from: 0, limit: 50 })
    expect(controls.rows.map(({ text }) => text)).toEqual(['<|im_start|>', '<|im_end|>'])
    const merges = await client.library.array({ hostId, name, key: 'tokenizer.ggml.merges', offset: 0, limit: 2000 })
    expect(jsonBytes(merges)).toBeLessThanOrEqual(PAGE_BYTES)
  })

  it('copies, renames and deletes, and says what stays in memory', async () => {
    const { client, hostId } = await start()
    expect(await client.library.copy({ hostId, source: 'llama3.2', destination: 'mine' })).toMatchObject({
      name: 'mine:latest',
    })
    expect(await problemOf(client.library.copy({ hostId, source: 'llama3.2', destination: 'mine' }))).toMatchObject({
      code: 'name_taken',
    })
    expect(await client.library.rename({ hostId, from: 'mine', to: 'Mine:v2' })).toMatchObject({ name: 'Mine:v2' })
    await client.running.load({ hostId, name: 'Mine:v2' })
    expect(await client.library.remove({ hostId, name: 'Mine:v2', forGood: true })).toMatchObject({ stillLoaded: true })
    expect(await problemOf(client.library.remove({ hostId, name: 'Mine:v2', forGood: true }))).toMatchObject({
      code: 'model_not_found',
    })
  })

  it('keeps how the list is looked at', async () => {
    const { client, platform } = await start()
    expect(await client.library.view()).toEqual({
      columns: [],
      sort: { column: 'name', desc: false },
      group: 'none',
      inspectorWidth: null,
    })
    const view = {
      columns: [{ id: 'size', width: 90, shown: true }],
      sort: { column: 'size', desc: true },
      group: 'family' as const,
      inspectorWidth: 520,
    }
    await client.library.setView(view)
    const later = await openApp(testPlatform({}, Object.fromEntries(platform.disk.files)))
    closing.push(() => later.close())
    expect(later.libraryView.get()).toEqual(view)
  })

  it('announces every change of the models', async () => {
    const { client, hostId } = await start()
    const changes = await client.system.changes()
    const next = changes.next()
    await client.library.copy({ hostId, source: 'llama3.2', destination: 'mine' })
    expect((await next).value).toEqual({ type: 'models', hostId })
    await changes.return?.(undefined)
  })
})
