import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import http, { type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { systemClock } from '../../platform/clock.ts'
import { storeFilesOf } from '../../platform/store-files.ts'
import { readParts } from './part-files.ts'
import { blobName, modelfileIn, type TestStore } from './test-store.ts'

/** More than any test disk has: a pull of it never ends. */
const SIZE = 5_000_000_000
const LINE_EVERY = 50

/** A server that keeps its models in a test store, and pulls one layer into it. */
export interface StoreServer {
  url: string
  /** The layer of the next pulls. */
  digest: string
  /** Whether the next pulls end, or send lines until they are closed. */
  ends: boolean
  /** Stops it as SIGTERM does in a pull: the states of the parts are left empty, and pulls end with `EOF` from then on. */
  stop(): Promise<void>
  close(): void
}

/**
 * For tests. The part files that it leaves are of an hour ago, so that no test waits until they are still.
 *
 * @param named the models folder that `show` names
 */
export async function startStoreServer(store: TestStore, named = store.folder): Promise<StoreServer> {
  const files = storeFilesOf({ platform: process.platform, env: {}, home: '/nowhere' }, [])
  const rows = [await store.install('small:1b')]
  const at = (name: string) => path.join(store.blobs, name)
  const partsOf = (digest: string) => readParts(files, store.blobs, [digest])
  const open = new Set<ServerResponse>()
  const pull = async (model: string, response: ServerResponse) => {
    const { digest, ends } = state
    const send = (line: object) => response.write(`${JSON.stringify(line)}\n`)
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    send({ status: 'pulling manifest' })
    const [parts] = await partsOf(digest)
    if (parts?.isDamaged) return response.end('{"error":"EOF"}\n')
    const line = { status: `pulling ${digest.slice(7, 19)}`, digest, total: SIZE }
    if (!ends) {
      await store.download(digest, { bytes: 1_200_000 })
      let completed = 1_200_000
      open.add(response)
      response.on('close', () => open.delete(response))
      const tick = () => {
        if (!open.has(response)) return
        send({ ...line, completed: (completed += 100_000) })
        systemClock.after(LINE_EVERY, tick)
      }
      return tick()
    }
    send({ ...line, completed: SIZE })
    for (const { path: file } of parts?.files ?? []) await rm(file)
    await writeFile(at(blobName(digest)), '')
    rows.push(await store.install(model, JSON.stringify({ layers: [{ digest }] })))
    return response.end('{"status":"success"}\n')
  }
  const answer = async (url: string, body: string, response: ServerResponse) => {
    if (url === '/api/pull') return pull((JSON.parse(body) as { model: string }).model, response)
    const blob = /^\/api\/blobs\/(.+)$/.exec(url)?.[1]
    if (blob !== undefined) return response.writeHead((await files.look(at(blobName(blob)))) === null ? 404 : 200).end()
    const bodies: Record<string, object> = {
      '/api/version': { version: '0.33.0' },
      '/api/tags': { models: rows },
      '/api/ps': { models: [] },
      '/api/show': { modelfile: modelfileIn(named) },
    }
    response.writeHead(bodies[url] ? 200 : 404, { 'content-type': 'application/json' })
    return response.end(JSON.stringify(bodies[url] ?? { error: 'not found' }))
  }
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => void answer(request.url ?? '', body, response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const state: StoreServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    digest: `sha256:${'d'.repeat(64)}`,
    ends: false,
    async stop() {
      await store.download(state.digest, { bytes: 1_200_000, damage: 'empty' })
      for (const response of open) response.destroy()
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return state
}
