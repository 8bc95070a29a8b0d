import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Transfer, TransferEvent } from '#shared/contract/transfers.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { turnedSandbox } from '../../sandbox/testing/transfers.ts'
import { closeAll, open, serve } from '../hosts/test-hosts.ts'
import { testPlatform } from '../test-platform.ts'

afterEach(closeAll)

/** The built-in sandbox, which has all registries in itself, and what it was asked for. */
async function withRegistries() {
  const sandbox = await startSandbox({ rate: 2e9 })
  onTestFinished(() => sandbox.close())
  const platform = testPlatform()
  const asked: string[] = []
  const net: typeof platform.net = {
    ...platform.net,
    request(url, options, answered) {
      if (url.pathname.startsWith('/registries/')) asked.push(url.pathname)
      return platform.net.request(url, options, answered)
    },
  }
  const { client } = await open({ ...platform, net, openSandbox: async () => sandbox })
  const { id: hostId } = await client.hosts.openSandbox()
  /** All snapshots of a pull, to its end. */
  const pull = async (name: string) => {
    const events = await client.transfers.watch()
    const { id } = await client.transfers.start({ hostId, kind: 'pull', name })
    const seen: Transfer[] = []
    for await (const event of events) {
      if (event.type !== 'one' || event.transfer.id !== id) continue
      seen.push(event.transfer)
      if (['done', 'failed'].includes(event.transfer.state)) return seen
    }
    return seen
  }
  return { client, asked, pull, hostId }
}

it('a pull knows the size of the model from its first second', async () => {
  const { client, pull, hostId, asked } = await withRegistries()
  const { total } = await client.transfers.preview({ hostId, name: 'llama3.2:1b' })
  const seen = (await pull('llama3.2:1b')).filter(({ state }) => state !== 'queued')
  const begun = seen.slice(seen.findIndex(({ isWhole }) => isWhole))
  expect(begun[0]).toMatchObject({ state: 'preparing', total })
  expect(begun[0]?.share).toBeLessThan(0.01)
  expect(begun.every((one) => one.total === total && one.isWhole)).toBe(true)
  expect(begun.at(-1)).toMatchObject({ state: 'done', completed: total, share: 1 })
  expect(asked.filter((path) => path.includes('/manifests/'))).toHaveLength(1)
})

it('asks no registry if the settings forbid it', async () => {
  const { client, pull, asked } = await withRegistries()
  await client.settings.update({ askRegistries: false })
  const seen = await pull('llama3.2:1b')
  expect(seen.at(-1)).toMatchObject({ state: 'done', share: 1 })
  expect(seen.some(({ isWhole, state }) => isWhole && state === 'preparing')).toBe(false)
  expect(asked).toEqual([])
})

it('the rate of a verification is kept with the pull, for the next one of that host also in a later run', async () => {
  const { corral } = await turnedSandbox(1e9)
  const first = await corral()
  const done = (one: Transfer) => one.state === 'done'
  await first.until(await first.pull('llama3.2:1b'), done)
  await first.app.close()
  const second = await corral(first.files())
  const verifying = await second.until(await second.pull('llama3.2:3b'), ({ state }) => state === 'verifying')
  // 2 GB at 1.2 GB/s.
  expect(verifying.remainingMs).toBeGreaterThan(1000)
  expect(verifying.remainingMs).toBeLessThan(2500)
})

describe('pulls of two models with one large layer', () => {
  const layer = { digest: `sha256:${'a'.repeat(64)}`, size: 5e6 }
  const manifest = JSON.stringify({
    schemaVersion: 2,
    config: { digest: `sha256:${'c'.repeat(64)}`, size: 400 },
    layers: [{ mediaType: 'application/vnd.ollama.image.model', ...layer }],
  })

  it('fetch it one after the other', async () => {
    const present = new Set<string>()
    const pulls: { model: string; end: () => void }[] = []
    // A server, and the registry beside it.
    const url = await serve((request, response) => {
      const path = request.url ?? ''
      if (path === '/api/blobs/none') return void response.writeHead(400).end()
      if (path.startsWith('/v2/')) return void response.end(manifest)
      if (path.startsWith('/api/blobs/'))
        return void response.writeHead(present.has(path.slice('/api/blobs/'.length)) ? 200 : 404).end()
      if (path === '/api/tags') return void response.end('{"models":[]}')
      if (path === '/api/version') return void response.end('{"version":"0.33.0"}')
      if (path !== '/api/pull') return void response.writeHead(404).end('404 page not found')
      return void text(request).then((body) => {
        const { model } = JSON.parse(body) as { model: string }
        const send = (line: object) => response.write(`${JSON.stringify(line)}\n`)
        send({ status: 'pulling manifest' })
        send({ status: `pulling ${'a'.repeat(12)}`, digest: layer.digest, total: layer.size, completed: 1e6 })
        pulls.push({
          model,
          end() {
            for (const { digest } of [layer, JSON.parse(manifest).config as { digest: string }]) present.add(digest)
            response.end('{"status":"success"}\n')
          },
        })
      })
    })
    const { client } = await open(testPlatform())
    const { id: hostId } = await client.hosts.add({ name: '', url })
    const events = await client.transfers.watch()
    const names = ['a', 'b'].map((name) => `${new URL(url).host}/me/${name}:latest`)
    for (const name of names) await client.transfers.start({ hostId, kind: 'pull', name, insecure: true })

    const states = new Map<string, Transfer>()
    const until = async (isSo: () => boolean) => {
      while (!isSo()) {
        const { value } = (await events.next()) as { value: TransferEvent | undefined }
        if (value?.type === 'one') states.set(value.transfer.name, value.transfer)
      }
    }
    const [first = '', second = ''] = names
    await until(() => states.get(first)?.state === 'running' && states.get(second)?.heldBy?.name === first)
    expect(states.get(second)?.state).toBe('queued')
    pulls[0]?.end()
    await until(() => states.get(second)?.state === 'running')
    expect(states.get(first)?.state).toBe('done')
    expect(pulls.map(({ model }) => model)).toEqual(names)
    pulls[1]?.end()
    await until(() => states.get(second)?.state === 'done')
  })
})
