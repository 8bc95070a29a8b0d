import { utimes } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import type { Transfer } from '#shared/contract/transfers.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { storeFilesOf } from '../../platform/store-files.ts'
import { closeAll, codeOf, open } from '../hosts/test-hosts.ts'
import { layersKey } from '../operations/locks.ts'
import { testPlatform } from '../test-platform.ts'
import { blobName, digestOf, makeStore } from './test-store.ts'
import { startStoreServer } from './test-store-server.ts'

afterEach(closeAll)

const NAME = 'big:70b'
const D = digestOf('d')
const partNames = (digest: string) => ['-partial', '-partial-0', '-partial-1'].map((end) => `${blobName(digest)}${end}`)

async function begin({ named }: { named?: string } = {}, storeFiles?: ReturnType<typeof storeFilesOf>) {
  const store = await makeStore()
  onTestFinished(() => store.remove())
  const server = await startStoreServer(store, named)
  onTestFinished(() => server.close())
  const platform = testPlatform()
  const { app, client } = await open(storeFiles ? { ...platform, storeFiles } : platform)
  const { id: hostId } = await client.hosts.add({ name: 'box', url: server.url })
  const until = async (id: string, wanted: (transfer: Transfer) => boolean): Promise<Transfer> => {
    for await (const event of await client.transfers.watch()) {
      const all = event.type === 'all' ? event.transfers : event.type === 'one' ? [event.transfer] : []
      const found = all.find((one) => one.id === id)
      if (found && wanted(found)) return found
    }
    return expect.fail()
  }
  const start = async (name = NAME) => (await client.transfers.start({ hostId, kind: 'pull', name })).id
  const cancelled = async (name = NAME) => {
    const id = await start(name)
    await until(id, ({ completed }) => completed > 1_200_000)
    await client.transfers.cancel({ id })
    return id
  }
  /** A pull that ends with EOF, as the server was stopped in it. */
  const broken = async () => {
    const id = await start()
    await until(id, ({ completed }) => completed > 1_200_000)
    await server.stop()
    await until(id, isEnded)
    return id
  }
  return {
    store,
    server,
    app,
    client,
    hostId,
    until,
    start,
    cancelled,
    broken,
    platform,
    parts: (id: string) => client.transfers.parts({ id }),
  }
}

it('of a cancelled pull are removed when the user says so, and nothing else', async () => {
  const { store, client, cancelled, parts, start, until } = await begin()
  await store.download(digestOf('e'))
  await store.write('notes.txt', 'mine', 3_600_000)
  const id = await cancelled()
  expect(await store.names()).toEqual(['notes.txt', ...partNames(D), ...partNames(digestOf('e'))])
  const found = await parts(id)
  expect(found).toMatchObject({ folder: store.blobs, all: { files: 3 }, broken: null, refusal: null })
  expect(found?.all.bytes).toBeGreaterThanOrEqual(1_200_000)
  await client.transfers.removeParts({ id })
  expect(await store.names()).toEqual(['notes.txt', ...partNames(digestOf('e'))])
  expect((await parts(id))?.all.files).toBe(0)
  await client.transfers.removeParts({ id })
  // The model can be pulled again.
  await until(await start(), ({ completed }) => completed > 1_200_000)
})

it('that changed less than two minutes ago stay', async () => {
  const { store, client, cancelled, parts } = await begin()
  const id = await cancelled()
  const file = path.join(store.blobs, `${blobName(D)}-partial-1`)
  for (const [age, code] of [
    [110, 'parts_changing'],
    [-3600, 'parts_changing'],
    [130, null],
  ] as const) {
    const time = new Date(Date.now() - age * 1000)
    await utimes(file, time, time)
    expect((await parts(id))?.refusal?.code ?? null).toBe(code)
    if (code !== null) expect(await codeOf(client.transfers.removeParts({ id }))).toBe(code)
  }
  expect(await store.names()).toEqual(partNames(D))
})

it('stay while a pull of the model, or of another with the same file, is not ended', async () => {
  const { store, client, cancelled, parts, start, until } = await begin()
  const id = await cancelled()
  const other = await start('other:1b')
  await until(other, ({ completed }) => completed > 1_200_000)
  const refused = async (model: string) => {
    expect((await parts(id))?.refusal).toMatchObject({ code: 'parts_in_use', params: { model } })
    expect(await codeOf(client.transfers.removeParts({ id }))).toBe('parts_in_use')
  }
  await refused('other:1b')
  await client.transfers.pause({ ids: [other] })
  await refused('other:1b')
  await client.transfers.cancel({ id: other })
  const again = await start()
  await client.transfers.pause({ ids: [again] })
  await refused(NAME)
  await client.transfers.cancel({ id: again })
  expect(await store.names()).toEqual(partNames(D))
  await client.transfers.removeParts({ id })
  expect(await store.names()).toEqual([])
})

it('let no pull of the host begin while they are removed', async () => {
  const { app, client, server, store, cancelled, start, until } = await begin()
  const id = await cancelled()
  const release = app.operations.locks.take({ kind: 'parts', name: NAME, keys: [layersKey(server.url)] })
  if (typeof release !== 'function') throw new Error(release.kind)
  const waiting = await start('other:1b')
  const heldBy = () => app.transfers.all().find((one) => one.id === waiting)?.heldBy
  expect(heldBy()).toEqual({ kind: 'parts', name: NAME })
  expect(await codeOf(client.transfers.removeParts({ id }))).toBe('parts_in_use')
  release()
  await until(waiting, ({ completed }) => completed > 1_200_000)
  expect(heldBy()).toBe(null)
  expect(await store.names()).toEqual(partNames(D))
})

it('are those of earlier attempts, too', async () => {
  const { server, client, cancelled, until, parts } = await begin()
  const id = await cancelled()
  server.digest = digestOf('c')
  await client.transfers.retry({ id })
  await until(id, ({ completed }) => completed > 1_200_000)
  await client.transfers.cancel({ id })
  expect((await parts(id))?.all.files).toBe(6)
})

it.each(['elsewhere', 'another user'] as const)('in a store of %s are not touched', async (of) => {
  const real = storeFilesOf({ platform: process.platform, env: {}, home: '/nowhere' }, [])
  const { store, client, cancelled, parts } = await begin(of === 'elsewhere' ? { named: '/nowhere/such' } : {}, {
    ...real,
    isOwn: async () => of === 'elsewhere',
  })
  const id = await cancelled()
  const code = of === 'elsewhere' ? 'store_unknown' : 'store_not_own'
  const found = await parts(id)
  if (of === 'elsewhere') expect(found).toBe(null)
  else expect(found?.refusal).toMatchObject({ code, params: { folder: store.blobs } })
  expect(await codeOf(client.transfers.removeParts({ id }))).toBe(code)
  expect(await codeOf(client.transfers.setPartsAside({ id }))).toBe(code)
  expect(await store.names()).toEqual(partNames(D))
})

it('that the server cannot read are moved aside after two such ends, and removed after the pull', async () => {
  const { store, server, client, broken, until, parts } = await begin()
  const id = await broken()
  expect(await parts(id)).toMatchObject({ all: { files: 3 }, broken: null, refusal: null })
  await client.transfers.retry({ id })
  await until(id, (transfer) => isEnded(transfer) && transfer.attempt === 2)
  const found = await parts(id)
  expect(found).toMatchObject({ aside: store.aside, broken: { files: 3 }, refusal: null })
  expect((await client.transfers.setPartsAside({ id })).attempt).toBe(3)
  await until(id, ({ completed }) => completed > 1_200_000)
  expect(await store.names()).toEqual([...partNames(D).map((name) => `aside/${name}`), ...partNames(D)].sort())
  await client.transfers.cancel({ id })
  expect((await parts(id))?.all.files).toBe(6)
  server.ends = true
  await client.transfers.retry({ id })
  await until(id, ({ state }) => state === 'done')
  await expect.poll(() => store.names()).toEqual([blobName(D)])
  expect(await parts(id)).toBe(null)
})

it('count the ends of all pulls of the model, also in the next run', async () => {
  const { broken, start, until, client, parts, platform, server } = await begin()
  const id = await broken()
  await client.transfers.clear({})
  expect(await codeOf(parts(id))).toBe('transfer_unknown')
  const next = await open(testPlatform({}, Object.fromEntries(platform.disk.files)))
  expect(platform.disk.files.has('pull-parts.json')).toBe(true)
  const hostId = next.app.hosts.state().hosts.find(({ url }) => url === server.url)?.id ?? expect.fail()
  const { id: again } = await next.client.transfers.start({ hostId, kind: 'pull', name: NAME })
  await expect.poll(() => next.app.transfers.all().find((one) => one.id === again)?.state).toBe('failed')
  expect((await next.client.transfers.parts({ id: again }))?.broken).toMatchObject({ files: 3 })
  // In the first run it is the second one that ends so.
  const second = await start()
  await until(second, isEnded)
  expect((await parts(second))?.broken).toMatchObject({ files: 3 })
})

it('stay where they are if the intent cannot be written', async () => {
  const { store, client, broken, until, parts, platform } = await begin()
  const id = await broken()
  await client.transfers.retry({ id })
  await until(id, (transfer) => isEnded(transfer) && transfer.attempt === 2)
  await expect.poll(async () => (await parts(id))?.broken?.files).toBe(3)
  platform.disk.broken.add('pull-parts.json')
  expect(await codeOf(client.transfers.setPartsAside({ id }))).toBe('not_saved')
  expect(await store.names()).toEqual(partNames(D))
})

it('are asked for only of pulls that ended', async () => {
  const { client, start, until } = await begin()
  const id = await start()
  await until(id, ({ completed }) => completed > 0)
  expect(await codeOf(client.transfers.parts({ id }))).toBe('transfer_not_ended')
  expect(await codeOf(client.transfers.removeParts({ id }))).toBe('transfer_not_ended')
})
