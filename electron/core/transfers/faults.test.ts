import type { IncomingMessage } from 'node:http'
import { createInstance } from 'i18next'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { catalogues } from '#shared/i18n/catalogues.ts'
import { problemValues } from '#shared/i18n/problem-values.ts'
import { isFault, parseName } from '#shared/ollama/name.ts'
import type { FaultName, FaultOptions } from '../../sandbox/faults.ts'
import { layersOf, textOf } from '../../sandbox/manifest.ts'
import type { Store } from '../../sandbox/store.ts'
import { send } from '../../sandbox/testing/client.ts'
import { at, drip, heldBack, isAt, only, reset, status } from '../../sandbox/testing/front-changes.ts'
import { type Change, startFront } from '../../sandbox/testing/front.ts'
import type { Line } from '../../sandbox/testing/start.ts'
import { turnedSandbox } from '../../sandbox/testing/transfers.ts'
import { bearer, closeAll, serveTls } from '../hosts/test-hosts.ts'
import { storeFilesOf } from '../../platform/store-files.ts'
import { makeStore } from '../store/test-store.ts'
import { makeCertificate } from '../test-certificate.ts'
import { breakableNet } from '../test-net.ts'

afterEach(closeAll)

/** 1.3 GB, which take 13 seconds. */
const MODEL = 'llama3.2:1b'
const SMALL = 'all-minilm:22m'
const RATE = 100e6
const MINUTE = 60_000

const english = createInstance()
void english.init({
  lng: 'en',
  initAsync: false,
  interpolation: { escapeValue: false },
  resources: { en: { translation: catalogues.en } },
})

function titleOf(problem: Problem): string {
  const values = problemValues(problem, { server: 'the server', model: 'the model' }, { bytes: String, list: String })
  const { title } = english.t(`problem.${problem.code}`, {
    ...values,
    server: 'http://box',
    host: 'box',
    returnObjects: true,
  }) as { title: string }
  return title
}

function modelIn(store: Store): string {
  const name = parseName(MODEL)
  const installed = isFault(name) ? undefined : store.get(name)
  if (!installed) return 'not installed'
  const isWhole = layersOf(installed.manifest).every(({ digest }) => store.blobs.has(digest))
  return isWhole ? 'installed' : 'installed, lacks a file'
}

/** A store on this computer that is proved to be the sandbox's by a small model. */
async function storeOf(
  sandbox: Awaited<ReturnType<typeof turnedSandbox>>['sandbox'],
  turn: (ms: number) => Promise<void>,
) {
  const store = await makeStore()
  onTestFinished(() => store.remove())
  const pulled = send(sandbox.url, { method: 'POST', path: '/api/pull', body: { model: SMALL } })
  while (sandbox.store.size === 0) await turn(100)
  await pulled
  const [{ manifest, modifiedAt } = expect.fail()] = sandbox.store.installed()
  await store.install(SMALL, textOf(manifest), modifiedAt)
  return store
}

async function begin({ faults = [], change, tls = false, hasToken = false, hasStore = false }: Row) {
  const { sandbox, corral, turn, clock } = await turnedSandbox(RATE)
  const store = hasStore ? await storeOf(sandbox, turn) : null
  for (const [name, options] of faults) sandbox.faults.set(name, options)
  const front = await startFront(sandbox.url, (nth, request) => change?.(nth, clock, request))
  const { net, set: setWay } = breakableNet()
  const url = tls ? await serveTls(makeCertificate(), () => {}) : front.url
  const storeFiles = store && storeFilesOf({ platform: process.platform, env: {}, home: '/nowhere' }, [store.folder])
  const { client, hostId, app } = await corral({}, url, { net, ...(storeFiles && { storeFiles }) })
  if (hasToken) await client.hosts.update({ hostId, name: 'box', url, credentials: bearer('old') })
  const seen: string[] = []
  const transfer = () => app.transfers.all().at(-1)
  /** Turns the clock until the transfer is as wanted, and notes what the user sees meanwhile. */
  const until = async (wanted: (transfer: Transfer) => boolean): Promise<Transfer> => {
    for (const began = clock.now(); ;) {
      const now = transfer() ?? expect.fail()
      const { state, problem } = now
      const isWaiting = state === 'waiting' || state === 'disk_full'
      const sees =
        (isWaiting || isEnded(now)) &&
        [isWaiting ? 'waiting' : state, problem && titleOf(problem)].filter(Boolean).join(': ')
      if (sees !== false && seen.at(-1) !== sees) seen.push(sees)
      if (wanted(now)) return now
      if (clock.now() - began > 3 * 60 * MINUTE) expect.fail(`${seen.join(' → ')}, ${JSON.stringify(now)}`)
      await turn(isWaiting ? 1000 : 100)
    }
  }
  return {
    sandbox,
    store,
    front,
    client,
    hostId,
    until,
    seen,
    setWay,
    clock,
    start: async () => (await client.transfers.start({ hostId, kind: 'pull', name: MODEL })).id,
    half: () => until(({ completed }) => completed > 500e6),
    wait: async (minutes: number) => {
      const end = clock.now() + minutes * MINUTE
      await until(() => clock.now() >= end)
    },
  }
}
type Stage = Awaited<ReturnType<typeof begin>>
type Clock = Stage['clock']

interface Row {
  name: string
  end: 'done' | ProblemCode
  faults?: [FaultName, FaultOptions?][]
  /** What a proxy does with the first pull, the second and so on. */
  change?: (nth: number, clock: Clock, request: IncomingMessage) => Change | undefined
  tls?: boolean
  hasToken?: boolean
  /** Whether the store of the server is found on this computer. */
  hasStore?: boolean
  before?: (stage: Stage) => void
  /** What happens once it has begun. */
  during?: (stage: Stage, id: string) => Promise<unknown>
  /** Seconds that it takes at least. */
  atLeast?: number
}

const page = { 'content-type': 'text/html' }
const json = { 'content-type': 'application/json' }
const busy = '{"error":"server busy, please try again.  maximum pending requests exceeded"}'
const errorLine = (text: string) => `${JSON.stringify({ error: text })}\n`
const always = (change: Change) => () => change

const rows: Row[] = [
  { name: 'none', end: 'done' },
  {
    name: 'server killed in a layer, started again after five minutes',
    end: 'done',
    async during({ half, front, wait }) {
      await half()
      front.down()
      await wait(5)
      await front.up()
    },
  },
  { name: 'connection reset at 1 %', end: 'done', change: only(reset(0.01)) },
  { name: 'connection reset at 40 %', end: 'done', change: only(reset(0.4)) },
  { name: 'connection reset at 99 %', end: 'done', change: only(reset(0.99)) },
  { name: 'stall for an hour', end: 'done', faults: [['stall', { times: 1, ms: 60 * MINUTE }]] },
  {
    name: 'stall of nine minutes, after each new request as well',
    end: 'done',
    faults: [['stall', { ms: 9 * MINUTE }]],
  },
  { name: 'stall for ever', end: 'stalled', faults: [['stall']] },
  { name: 'identical lines', end: 'done', change: drip },
  { name: 'bytes taken back again and again', end: 'done', faults: [['rollback', { times: 1, ms: 60 * MINUTE }]] },
  { name: 'wrong digest once', end: 'done', faults: [['digest', { times: 1 }]] },
  { name: 'wrong digest each time', end: 'digest_mismatch', faults: [['digest']] },
  { name: 'success without a layer once', end: 'done', faults: [['lost-layer', { times: 1 }]] },
  { name: 'success without a layer each time', end: 'layer_missing', faults: [['lost-layer']] },
  { name: 'EOF for ever, after the server was stopped in a pull', end: 'parts_broken', faults: [['eof']] },
  {
    name: 'EOF for ever, with the store on this computer',
    end: 'done',
    hasStore: true,
    async during({ sandbox, store, front, clock, client, seen, half, until }, id) {
      const { layers } = await half()
      const digest = layers.find(({ total }) => total > 1e9)?.digest ?? expect.fail()
      await store?.download(digest, { damage: 'empty', age: Date.now() - clock.now() + 60 * MINUTE })
      sandbox.faults.set('eof')
      front.cut()
      await until(isEnded)
      expect((await client.transfers.parts({ id }))?.broken).toBe(null)
      await client.transfers.retry({ id })
      await until((transfer) => isEnded(transfer) && transfer.attempt === 2)
      expect(await client.transfers.parts({ id })).toMatchObject({ broken: { files: 3 }, refusal: null })
      seen.push(`offered: ${english.t('transfers.parts.aside.act')}`)
      sandbox.faults.clear()
      await client.transfers.setPartsAside({ id })
      expect(await store?.names()).toMatchObject(Array.from({ length: 3 }, () => expect.stringContaining('aside/')))
      await until(isEnded)
      await expect.poll(() => store?.names()).toEqual([])
    },
  },
  { name: '401 of a proxy', end: 'unauthorized', change: always(status(401)) },
  { name: '403 of a proxy', end: 'forbidden', change: always(status(403, '<html>', page)) },
  { name: '404 of a proxy', end: 'not_ollama', change: always(status(404, '<html>', page)) },
  {
    name: '429 with Retry-After of ten minutes',
    end: 'done',
    change: only(status(429, busy, { ...json, 'retry-after': '600' })),
    atLeast: 600,
  },
  { name: '500 before the first byte', end: 'server_error', change: always(status(500, '<html>', page)) },
  { name: '500 after the first byte', end: 'done', change: only(reset(0.4), status(500, '<html>', page)) },
  { name: '503 of Ollama before the first byte', end: 'done', change: only(status(503, busy, json)) },
  { name: '503 of a proxy before the first byte', end: 'gateway_down', change: always(status(503, '<html>', page)) },
  {
    name: '503 of a proxy before the first byte, with Retry-After',
    end: 'done',
    change: only(status(503, '<html>', { ...page, 'retry-after': '30' })),
    atLeast: 30,
  },
  {
    name: '503 of a proxy after the first byte',
    end: 'done',
    change: only(reset(0.4), status(503, '<html>', page), status(503, '<html>', page)),
  },
  { name: '401 of the registry', end: 'registry_denied', faults: [['401']] },
  { name: '403 of the registry', end: 'registry_denied', faults: [['403']] },
  { name: '404 of the registry', end: 'unknown_model', faults: [['404']] },
  { name: '429 of the registry, twice', end: 'done', faults: [['429', { times: 2 }]] },
  { name: '500 of the registry', end: 'registry_error', faults: [['500']] },
  { name: '503 of the registry, twice', end: 'done', faults: [['503', { times: 2 }]] },
  { name: 'registry out of reach', end: 'registry_unreachable', faults: [['offline']] },
  { name: 'manifest after five minutes', end: 'done', faults: [['slow-manifest', { ms: 5 * MINUTE }]] },
  { name: 'first line after 50 seconds', end: 'done', faults: [['slow-start', { ms: 50_000 }]] },
  { name: 'first line after five minutes', end: 'timed_out', faults: [['slow-start', { ms: 5 * MINUTE }]] },
  { name: 'proxy that holds the stream back for 90 seconds', end: 'done', change: heldBack(90_000) },
  { name: 'proxy that holds the stream back for ten minutes', end: 'done', change: heldBack(10 * MINUTE) },
  { name: 'line that is no JSON', end: 'bad_answer', faults: [['garbage']] },
  { name: 'web page as the answer', end: 'bad_answer', change: always(status(200, '<html>Sign in</html>', page)) },
  { name: 'stream that ends without success', end: 'done', change: only(at(0.4, (response) => response.end())) },
  {
    name: 'error as the first line',
    end: 'retries_exhausted',
    change: always(status(200, errorLine('max retries exceeded: EOF'))),
  },
  {
    name: 'error as a later line',
    end: 'done',
    change: only(at(0.4, (response) => response.end(errorLine('max retries exceeded: EOF')))),
  },
  {
    name: 'host asleep for an hour',
    end: 'done',
    async during({ half, front, setWay, wait }) {
      await half()
      setWay('silent')
      front.cut()
      await wait(60)
      setWay('open')
    },
  },
  { name: 'DNS failure before the first byte', end: 'no_such_name', before: ({ setWay }) => void setWay('nameless') },
  {
    name: 'DNS failure for an hour in a pull',
    end: 'done',
    async during({ half, front, setWay, wait }) {
      await half()
      setWay('nameless')
      front.cut()
      await wait(60)
      setWay('open')
    },
  },
  { name: 'certificate that is not trusted', end: 'certificate_untrusted', tls: true },
  {
    name: 'disk full, until there is room and the user tries again',
    end: 'done',
    faults: [['disk-full']],
    async during({ sandbox, client, until, wait }, id) {
      await until(({ state }) => state === 'disk_full')
      await wait(60)
      sandbox.faults.clear()
      await client.transfers.retry({ id })
    },
  },
  {
    name: 'second client that cancels the same layer',
    end: 'done',
    async during({ sandbox, half, until }) {
      const body = { model: MODEL }
      const onLine = (text: string) => !isAt(JSON.parse(text) as Line, 0.6)
      const other = send(sandbox.url, { method: 'POST', path: '/api/pull', body }, { onLine }).catch(() => {})
      await half()
      await until(({ completed }) => completed > 1e9)
      await other
    },
  },
  {
    name: 'token changed in a pull, and entered again',
    end: 'done',
    hasToken: true,
    change(nth, _, { headers }) {
      if (nth === 1) return reset(0.4)
      return headers.authorization === 'Bearer new' ? undefined : status(401)
    },
    async during({ client, hostId, front, until }, id) {
      await until(isEnded)
      await client.hosts.update({ hostId, name: 'box', url: front.url, credentials: bearer('new') })
      await client.transfers.retry({ id })
    },
  },
  {
    name: 'host removed in a pull',
    end: 'host_removed',
    async during({ half, client, hostId }) {
      await half()
      await client.hosts.remove({ hostId })
    },
  },
]

const intro = `# What goes wrong in a pull, and what Corral does

Each row is a test (\`electron/core/transfers/faults.test.ts\`): a pull of 1.3 GB at 100 MB/s from a server, or a proxy in front of one, that has the fault. \`npx vitest run --project unit electron/core/transfers/faults.test.ts -u\` writes this file. “Rescued” counts requests that were dropped because they stalled and were sent again. Parts that were downloaded stay on the server in every row.`

const counted = (count: number, noun: string) => (count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`)
const table: string[][] = []

// An hour is turned second by second, which takes many seconds on a busy machine.
describe('a pull that meets', { timeout: 60_000 }, () => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', async (name, row) => {
    const stage = await begin(row)
    const began = stage.clock.now()
    row.before?.(stage)
    const id = await stage.start()
    await row.during?.(stage, id)
    const { state, problem, rescues } = await stage.until(isEnded)
    expect(problem?.code ?? state).toBe(row.end)
    expect((stage.clock.now() - began) / 1000).toBeGreaterThanOrEqual(row.atLeast ?? 0)
    const counts = [counted(stage.front.pulls(), 'request'), counted(rescues, 'rescue')]
    const outcome = [state, ...counts].filter(Boolean).join(', ')
    table.push([name, outcome, stage.seen.join(' → '), modelIn(stage.sandbox.store)])
  })

  it('each of them is in docs/faults.md', async () => {
    const lines = [
      ['fault', 'outcome', 'what the user sees', 'model afterwards'],
      ['---', '---', '---', '---'],
      ...table,
    ]
    const text = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
    console.log(text)
    await expect(`${intro}\n\n${text}\n`).toMatchFileSnapshot('../../../docs/faults.md')
  })
})
