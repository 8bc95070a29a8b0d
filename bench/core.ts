import http from 'node:http'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { MessageChannel, Worker } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Model } from '#shared/contract/library.ts'
import { checkedLoads, unchecked } from '#shared/domain/memory-fit/test-loads.ts'
import { readModels } from '#shared/domain/models.ts'
import { similarityMatrix } from '#shared/domain/similarity.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { timeLeftErrors } from '#shared/domain/test-time-left.ts'
import { openApp } from '../electron/core/app.ts'
import { openJournal } from '../electron/core/operations/journal.ts'
import { keepOperations, operationsFormat } from '../electron/core/operations/operation.ts'
import { endMany } from '../electron/core/operations/test-operations.ts'
import type { Net } from '../electron/core/platform.ts'
import { createPortHandler } from '../electron/core/port-handler.ts'
import { testPlatform } from '../electron/core/test-platform.ts'
import { createWorkerThread } from '../electron/platform/worker-thread.ts'
import { median, paired, timed, type Figure } from './measure.mjs'

/** Measures the core, with a client at the other end of a message port in place of the page. */
const [manyUrl = '', fastUrl = ''] = process.argv.slice(2)
const rounds = 60

/** A net that records when the last answer was complete. */
function watchedNet(): Net & { answeredAt: number } {
  const { net } = testPlatform()
  const watched = {
    ...net,
    answeredAt: 0,
    request: (...[url, options, answered]: Parameters<Net['request']>) =>
      net.request(url, options, (response) => {
        response.on('end', () => (watched.answeredAt = performance.now()))
        answered(response)
      }),
  }
  return watched
}

async function open(host: string) {
  const net = watchedNet()
  const worker = createWorkerThread(path.join(__dirname, 'worker.cjs'))
  const app = await openApp({ ...testPlatform({ host }), net, worker })
  await app.begin()
  const { port1, port2 } = new MessageChannel()
  createPortHandler(app.router).upgrade(port1, { context: {} })
  port1.start()
  port2.start()
  const client = createORPCClient<CorralClient>(new RPCLink({ port: port2 }))
  return { app, client, net, close: () => (port1.close(), void worker.close(), app.close()) }
}

/** The same without Corral: request, read and parse, over a keep-alive connection. */
const agent = new http.Agent({ keepAlive: true })
function plain(url: string, body?: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    http
      .request(url, { agent, method: body ? 'POST' : 'GET' }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8') || 'null')))
      })
      .on('error', reject)
      .end(body && JSON.stringify(body))
  })
}

function against(name: string, { a, b }: { a: number; b: number }): Figure {
  return {
    name: `${name}, against plain fetch and parse`,
    value: b / a,
    unit: '×',
    target: 1.15,
    note: `${a.toFixed(1)} ms plain, ${b.toFixed(1)} ms through Corral`,
  }
}

async function list(): Promise<Figure[]> {
  const { client, close } = await open(manyUrl)
  let models: Model[] = []
  let revision: string | null = null
  /** As in the page: `revision` is `null` the first time. */
  const read = async (have: string | null) => {
    const listing = await client.library.list({ hostId: 'run', revision: have })
    if (listing.models !== null) models = readModels(listing.models)
    revision = listing.revision
  }
  const fetched = () => plain(`${manyUrl}/api/tags`)
  // Directly on the server, so that each answer is new to the core.
  let copies = 0
  const change = () =>
    plain(`${manyUrl}/api/copy`, { source: models[copies++]?.name ?? '', destination: 'bench/copy:1' })
  await read(null)
  const first = await paired(rounds, fetched, () => read(null), change)
  const again = await paired(rounds, fetched, () => read(revision))
  await close()
  return [
    against('first list of 1,000 models through core and port', first),
    against('list of 1,000 models read again unchanged', again),
  ]
}

/** A model of 1,000, whose weights another name has too. */
async function removal(): Promise<Figure[]> {
  const { client, close } = await open(manyUrl)
  const hostId = 'run'
  const name = 'bench/removed:1'
  const remove = (forGood: boolean) => () => client.library.remove({ hostId, name, forGood })
  const [source] = readModels((await client.library.list({ hostId, revision: null })).models ?? '')
  const copy = () => plain(`${manyUrl}/api/copy`, { source: source?.name ?? '', destination: name })
  const { a, b } = await paired(20, remove(true), remove(false), copy)
  const { entries } = await client.bin.list({ hostId })
  await client.bin.empty({ hostId, binNames: entries.map((entry) => entry.name) })
  await close()
  return [
    {
      name: 'delete through the bin among 1,000 models, longer than a delete for good',
      value: b - a,
      unit: 'ms',
      target: 20,
      note: `${a.toFixed(1)} ms for good, ${b.toFixed(1)} ms through the bin`,
    },
  ]
}

async function vocabulary(): Promise<Figure[]> {
  const model = { hostId: 'run', name: 'qwen3:32b' }
  const first: number[] = []
  const search: number[] = []
  const again: number[] = []
  const jump: number[] = []
  for (let round = 0; round < 7; round++) {
    const { client, net, close } = await open(fastUrl)
    await client.library.tokens({ ...model, offset: 0, limit: 200 })
    first.push(performance.now() - net.answeredAt)
    search.push(await timed(() => client.library.searchTokens({ ...model, query: 'ing', from: 0, limit: 200 })))
    again.push(await timed(() => client.library.searchTokens({ ...model, query: 'zzzzzz', from: 0, limit: 200 })))
    jump.push(await timed(() => client.library.tokens({ ...model, offset: 151_000, limit: 200 })))
    await close()
  }
  return [
    { name: '151,936 tokens: first page after the answer', value: median(first), unit: 'ms', target: 150 },
    { name: '151,936 tokens: first search', value: median(search), unit: 'ms', target: 50 },
    { name: '151,936 tokens: search through all', value: median(again), unit: 'ms', target: 50 },
    { name: '151,936 tokens: jump to the end', value: median(jump), unit: 'ms', target: 50 },
  ]
}

/** A server in its own thread, whose verbose `show` has 1.4 million tokens: 78 MB. */
const hugeServer = `
  const { parentPort } = require('node:worker_threads')
  const list = (length, item) => Array.from({ length }, item)
  const tokens = 1_385_000
  const answer = Buffer.from(JSON.stringify({ details: {}, capabilities: ['completion'], model_info: {
    'general.architecture': 'llama',
    'tokenizer.ggml.model': 'gpt2',
    'tokenizer.ggml.tokens': list(tokens, (_, id) => 'Ġtoken-' + id),
    'tokenizer.ggml.token_type': list(tokens, () => 1),
    'tokenizer.ggml.merges': list(2 * tokens, (_, id) => 'Ġto ken-' + id),
  } }))
  const models = [{ name: 'huge:1', model: 'huge:1', size: 1, digest: 'a'.repeat(64) }]
  require('node:http').createServer((request, response) => {
    if (request.url === '/api/show') return response.end(answer)
    response.end(JSON.stringify(request.url === '/api/tags' ? { models } : { version: '0.12.0', models: [] }))
  }).listen(0, '127.0.0.1', function () {
    parentPort.postMessage({ url: 'http://127.0.0.1:' + this.address().port, bytes: answer.length })
  })`

async function pause(): Promise<Figure[]> {
  const server = new Worker(hugeServer, { eval: true })
  const { url, bytes } = await new Promise<{ url: string; bytes: number }>((told) => server.once('message', told))
  const pauses: number[] = []
  const model = { hostId: 'run', name: 'huge:1' }
  for (let round = 0; round < 3; round++) {
    const { client, close } = await open(url)
    await client.library.list({ hostId: 'run', revision: null })
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    await client.library.vocabulary(model)
    await client.library.tokens({ ...model, offset: 0, limit: 200 })
    // The monitor's timer has to run once more to record the last pause.
    await new Promise((done) => setTimeout(done, 20))
    delay.disable()
    pauses.push(delay.max / 1e6)
    await close()
  }
  await server.terminate()
  return [
    {
      name: 'longest pause of the main process during a 78 MB verbose read',
      value: median(pauses),
      unit: 'ms',
      target: 30,
      note: `${(bytes / 1e6).toFixed(1)} MB; ${pauses.map((ms) => ms.toFixed(0)).join(', ')} ms`,
    },
  ]
}

async function matrix(): Promise<Figure[]> {
  const vectors = Float32Array.from({ length: 1000 * 1024 }, (_, index) => Math.sin(index * 12.9898))
  const times: number[] = []
  for (let round = 0; round < 9; round++) times.push(await timed(() => similarityMatrix(vectors, 1000, 1024)))
  return [{ name: 'similarity matrix of 1,000 × 1,024', value: median(times), unit: 'ms', target: 300 }]
}

async function messages(): Promise<Figure[]> {
  const { client, close } = await open(fastUrl)
  const events = await client.transfers.watch()
  const { id } = await client.transfers.start({ hostId: 'run', kind: 'pull', name: 'mistral-small3.1:24b' })
  const started = performance.now()
  let count = 0
  for await (const event of events) {
    if (event.type !== 'one' || event.transfer.id !== id) continue
    count += 1
    if (isEnded(event.transfer) || performance.now() - started > 6000) break
  }
  const seconds = (performance.now() - started) / 1000
  await client.transfers.cancel({ id })
  await close()
  return [
    {
      name: 'messages a second of a fast pull',
      // The first message comes at once and the last at any time, so the rate is of those between.
      value: Math.max(0, count - 2) / seconds,
      unit: '/s',
      target: 10,
      note: `${count} in ${seconds.toFixed(1)} s`,
    },
  ]
}

/** How far the time left that is shown is from the real one, by a simulation of links. */
function timeLeft(): Figure[] {
  return timeLeftErrors().map(({ name, median, target }) => ({
    name: `time left of a pull, median error: ${name}`,
    value: Math.round(median * 1000) / 10,
    unit: '%',
    target: target * 100,
  }))
}

const megabytes = () => process.memoryUsage().heapUsed / 1e6

/** A journal as 10,000 ended transfers and 5,000 ended acts leave it, and the app that starts with it. */
async function endedOperations(): Promise<Figure[]> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const { local, ...platform } = testPlatform()
  const journal = await openJournal(
    platform,
    operationsFormat,
    keepOperations(() => platform.clock.now()),
  )
  const host = { id: 'local', url: local.url }
  const heap: number[] = []
  for (const count of [7500, 7500]) {
    await endMany(journal, count, platform.clock.now(), host)
    collect()
    heap.push(megabytes())
  }
  const text = platform.disk.files.get(operationsFormat.name) ?? ''
  const start = async (files: Record<string, string>) => {
    const app = await openApp(testPlatform({}, files))
    await app.close()
  }
  const { a, b } = await paired(
    9,
    () => start({}),
    () => start({ [operationsFormat.name]: text }),
  )
  const [half = NaN, whole = NaN] = heap
  return [
    {
      name: 'start after 10,000 ended transfers and 5,000 acts',
      value: b,
      unit: 'ms',
      target: 200,
      note: `${a.toFixed(0)} ms without any; ${(text.length / 1e6).toFixed(1)} MB`,
    },
    { name: 'memory of the second half of them', value: Math.max(0, whole - half), unit: 'MB', target: 3 },
  ]
}

/** How right the estimates of memory are, by loads that were measured. */
function memoryEstimates(): Figure[] {
  const loads = checkedLoads().sort((a, b) => Math.abs(a.error) - Math.abs(b.error))
  const [plain, every] = [loads.filter(({ kind }) => kind === 'plain'), loads].map((some) =>
    some.map(({ error }) => 100 * Math.abs(error)),
  )
  if (!plain || !every) return []
  const mean = (errors: number[]) => errors.reduce((sum, error) => sum + error, 0) / errors.length
  const worst = loads.at(-1)
  const of = (count: number) => `of ${count} loads`
  return [
    {
      name: 'memory estimate, plain models, mean error',
      value: mean(plain),
      unit: '%',
      target: 1,
      note: of(plain.length),
    },
    { name: 'memory estimate, all, mean error', value: mean(every), unit: '%', target: 4, note: of(every.length) },
    { name: 'memory estimate, all, median error', value: median(every), unit: '%', target: 1 },
    { name: 'memory estimate, worst', value: every.at(-1) ?? NaN, unit: '%', target: 50, note: worst?.name ?? '' },
    { name: 'memory estimate, not checked', value: unchecked.length, unit: '', target: 2, note: unchecked.join('; ') },
  ]
}

async function all(): Promise<void> {
  const figures = [
    ...(await list()),
    ...(await removal()),
    ...(await vocabulary()),
    ...(await pause()),
    ...(await matrix()),
    ...(await messages()),
    ...(await endedOperations()),
    ...timeLeft(),
    ...memoryEstimates(),
  ]
  agent.destroy()
  console.log(JSON.stringify(figures))
}

void all().then(() => process.exit(0))
