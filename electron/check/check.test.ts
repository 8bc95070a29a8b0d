import { onTestFinished, describe, expect, test } from 'vitest'
import { systemClock } from '../platform/clock.ts'
import { createNet } from '../platform/net.ts'
import { versions } from '../sandbox/generations.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/server.ts'
import { send } from '../sandbox/testing/client.ts'
import { mid, miniLm, tiny } from '../sandbox/testing/fixture.ts'
import { type CheckOptions, checkServer, type Report } from './check.ts'
import { summary, tableHead, tableRow } from './table.ts'

const library = { 'mid:latest': mid, 'tiny:latest': tiny, 'all-minilm:22m': miniLm }

async function sandboxWith(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ rate: 0, library, ...options })
  onTestFinished(() => sandbox.close())
  return sandbox
}

function check(server: string, options: Partial<CheckOptions> = {}): Promise<Report> {
  const net = createNet()
  onTestFinished(() => net.close())
  return checkServer({ net, clock: systemClock, server, signal: new AbortController().signal, ...options })
}

const namesIn = ({ store }: Sandbox) =>
  [...store.installed()].map(({ name }) => `${name.namespace}/${name.model}`).sort()

const verdicts = ({ results }: Report) => Object.fromEntries(results.map(({ what, verdict }) => [what, verdict]))

describe.each(versions)('the sandbox as %s', (version) => {
  test('passes every check, and is unchanged afterwards', async () => {
    const sandbox = await sandboxWith({ as: version })
    const before = namesIn(sandbox)
    const report = await check(sandbox.url)
    // The table of the newest version is printed in every run.
    const table = version === versions[0] ? [tableHead, ...report.results.map(tableRow)] : []
    console.log([`check:server on the sandbox as ${version}: ${summary(report.results)}`, ...table].join('\n'))
    expect(report.results.filter(({ verdict }) => verdict !== 'ok')).toEqual([])
    expect(namesIn(sandbox)).toEqual(before)
    expect(sandbox.runners.list()).toEqual([])
  })
})

test('records the exchanges in the format of the recordings', async () => {
  const sandbox = await sandboxWith()
  const { recording } = await check(sandbox.url)
  const exchanges = recording.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(exchanges.length).toBeGreaterThan(40)
  for (const exchange of exchanges)
    expect(exchange).toMatchObject({
      request: { method: expect.any(String), path: expect.any(String), headers: {} },
      response: { status: expect.any(Number), headers: {} },
      ms: expect.any(Number),
    })
  const verbose = exchanges.find(({ request }) => (request as { body?: { verbose?: boolean } }).body?.verbose)
  expect(verbose?.['cut']).toMatchObject({ 'tokenizer.ggml.tokens': 380 })
  const pull = exchanges.find(({ request }) => (request as { path: string }).path === '/api/pull')
  expect(pull?.['response']).toMatchObject({
    stream: [{ ms: expect.any(Number), line: { status: 'pulling manifest' } }, {}],
  })
})

test('a server without models has checks that are not tried, and no difference', async () => {
  const sandbox = await sandboxWith({ library: {} })
  const report = await check(sandbox.url)
  expect(report.results.filter(({ verdict }) => verdict === 'differs')).toEqual([])
  expect(verdicts(report)).toMatchObject({
    'GET /api/tags': 'ok',
    'embed one text': 'not tried',
    'load by generate without a prompt': 'not tried',
    'delete of a name that is none': 'ok',
  })
})

test('loads a big model or one beside others only with --load, and never a loaded one', async () => {
  const big = await sandboxWith({ library: { 'big:latest': { ...mid, weights: { ...mid.weights!, size: 2e9 } } } })
  const load = 'load by generate without a prompt'
  const unasked = await check(big.url)
  expect(verdicts(unasked)[load]).toBe('not tried')
  expect(memoryRow(unasked).verdict).toBe('not tried')
  expect(verdicts(await check(big.url, { load: true }))[load]).toBe('ok')

  const busy = await sandboxWith()
  await send(busy.url, { method: 'POST', path: '/api/generate', body: { model: 'mid', keep_alive: -1 } })
  expect(verdicts(await check(busy.url))[load]).toBe('not tried')
  expect(verdicts(await check(busy.url, { load: true }))[load]).toBe('ok')
  expect(busy.runners.list().map(({ model }) => model.name.model)).toContain('mid')

  await send(busy.url, { method: 'POST', path: '/api/generate', body: { model: 'tiny', keep_alive: -1 } })
  const [runner] = busy.runners.list().filter(({ model }) => model.name.model === 'tiny')
  expect(verdicts(await check(busy.url, { load: true }))[load]).toBe('not tried')
  expect(busy.runners.list()).toContain(runner)
})

test('deletes its models when interrupted in any check', async () => {
  const sandbox = await sandboxWith()
  const before = namesIn(sandbox)
  const { results } = await check(sandbox.url)
  for (let after = 0; after < results.length - 1; after += 4) {
    const stop = new AbortController()
    let told = 0
    const report = await check(sandbox.url, {
      signal: stop.signal,
      onResult: () => {
        if (++told === after) stop.abort()
      },
    })
    if (after > 0) expect(report.results.at(-2)?.verdict).toBe('not tried')
    expect(report.results.at(-1)).toMatchObject({ what: 'leaves nothing behind', verdict: 'ok' })
    expect(namesIn(sandbox)).toEqual(before)
  }
})

test('reports differences and continues', async () => {
  const sandbox = await sandboxWith({ faults: [{ name: 'garbage' }] })
  const clean = verdicts(await check(sandbox.url))
  expect(clean['GET /']).toBe('ok')
  // The third line of a stream is HTML of a proxy; the last one is success.
  expect(clean['create from a model, with another system text']).toBe('ok')
  sandbox.store.put = () => undefined
  const report = await check(sandbox.url)
  expect(verdicts(report)).toMatchObject({
    'copy to a name of its own': 'differs',
    'delete of that copy, and once more': 'differs',
    'embed with a model that is not there': 'ok',
    'leaves nothing behind': 'ok',
  })
})

const memoryRow = ({ results }: Report) =>
  results.find(({ what }) => what.startsWith('memory of two contexts')) ?? expect.fail()

test('prints how wrong the estimate of the smallest model is', async () => {
  const sandbox = await sandboxWith()
  expect(memoryRow(await check(sandbox.url)).seen).toMatch(
    /^2048: [+-]?0\.0 %; 4096: [+-]?0\.0 %, [+-]?0\.0 % after the first(; cache f16, slots 1)?$/,
  )

  const list = sandbox.runners.list.bind(sandbox.runners)
  const larger = (bytes: number) => bytes * 1.2 + 2 ** 20
  sandbox.runners.list = () =>
    list().map((runner) => {
      const { gpu, cpu } = runner.footprint.listed
      const listed = { gpu: larger(gpu), cpu: larger(cpu) }
      return { ...runner, footprint: { ...runner.footprint, listed } }
    })
  expect(memoryRow(await check(sandbox.url))).toMatchObject({
    verdict: 'differs',
    seen: expect.stringMatching(/^2048: -/),
  })

  const wrong = await sandboxWith({ faults: [{ name: 'ps-file', ms: 1e9 }] })
  expect(memoryRow(await check(wrong.url))).toMatchObject({ verdict: 'not tried' })
})

test('does not begin without an answer', async () => {
  await expect(check('http://127.0.0.1:9')).rejects.toMatchObject({ problem: { code: 'refused' } })
})
