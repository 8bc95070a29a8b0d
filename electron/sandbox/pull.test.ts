import { describe, expect, test } from 'vitest'
import { linesOf, send } from './testing/client.ts'
import { type Line, started, statusesOf } from './testing/start.ts'

const MODEL = 'llama3.2:1b'
const pull = (more: object = {}) => ({ method: 'POST', path: '/api/pull', body: { model: MODEL, ...more } })

/** Disconnects at the first line for which `when` holds. */
function until(stop: (line: Line) => boolean) {
  return { onLine: (text: string) => !stop(JSON.parse(text) as Line) }
}

const share = ({ completed = 0, total = Infinity }: Line) => completed / total
const last = (lines: Line[]) => lines.filter(({ digest }) => digest).at(-1)

describe('a pull', () => {
  test('downloads layer by layer, verifies, writes, and installs the model', async () => {
    const { clock, stream, get } = await started({ rate: 100e6 })
    const began = clock.now()
    const lines = await stream('/api/pull', { model: MODEL })
    const statuses = statusesOf(lines)
    expect(statuses[0]).toBe('pulling manifest')
    expect(statuses.slice(-3)).toEqual(['verifying sha256 digest', 'writing manifest', 'success'])
    const big = lines.filter(({ total = 0 }) => total > 1e9)
    expect(big[0]).not.toHaveProperty('completed', 0)
    // 1321 MB at 100 MB/s take 13 seconds, reported every 60 ms.
    expect(big.length).toBeGreaterThan(200)
    expect(big.length).toBeLessThan(225)
    expect(clock.now() - began).toBeGreaterThan(13_000)
    const order = lines.flatMap(({ digest }) => digest ?? []).filter((digest, i, all) => digest !== all[i - 1])
    expect(order).toEqual([...new Set(order)])
    const [newest] = ((await get('/api/tags')) as { models: { name: string; modified_at: string }[] }).models
    expect(newest?.name).toBe(MODEL)
    expect(Math.abs(Date.parse(newest?.modified_at ?? '') - clock.now())).toBeLessThan(1000)
  })

  test('of an installed model reports each layer once, complete', async () => {
    const { stream } = await started({ rate: 100e6 })
    const lines = (await stream('/api/pull', { model: 'qwen3:32b' })).filter(({ digest }) => digest)
    expect(lines.map(share)).toEqual(lines.map(() => 1))
    expect(new Set(lines.map(({ digest }) => digest)).size).toBe(lines.length)
  })

  test('resumes where a cancelled one stopped', async () => {
    const { stream, names, pending } = await started({ rate: 100e6 })
    const first = await stream(
      '/api/pull',
      { model: MODEL },
      until((line) => share(line) > 0.4),
    )
    await pending(0)
    expect(await names()).not.toContain(MODEL)
    const second = await stream('/api/pull', { model: MODEL })
    const resumed = second.find(({ digest }) => digest) as Line
    expect(share(resumed)).toBeGreaterThanOrEqual(share(last(first) as Line))
    expect(share(resumed)).toBeLessThan(0.45)
    expect(await names()).toContain(MODEL)
  })

  test('stops while it has no client', async () => {
    const { stream, clock, pending } = await started({ rate: 100e6 })
    const first = await stream(
      '/api/pull',
      { model: MODEL },
      until((line) => share(line) > 0.2),
    )
    await pending(0)
    await clock.advance(60_000)
    const second = await stream(
      '/api/pull',
      { model: MODEL },
      until(({ digest }) => digest !== undefined),
    )
    expect(share(last(second) as Line) - share(last(first) as Line)).toBeLessThan(0.03)
  })

  test('is shared by two clients and continues when one of them disconnects', async () => {
    const { url, clock, names, pending } = await started({ rate: 100e6 })
    const one = send(
      url,
      pull(),
      until((line) => share(line) > 0.5),
    )
    await pending(1)
    await clock.advance(3000)
    const two = send(url, pull())
    const replies = await clock.until(Promise.all([one, two]))
    const [first, second] = replies.map((reply) => linesOf(reply) as Line[])
    const joined = second?.find(({ digest }) => digest) as Line
    expect(share(joined)).toBeGreaterThan(0.2)
    expect(share(joined)).toBeLessThan(0.3)
    expect(last(first ?? [])?.status).toMatch(/^pulling/)
    expect(second?.at(-1)?.status).toBe('success')
    expect(await names()).toContain(MODEL)
  })

  test('is installed even if its client disconnects while it is verified', async () => {
    const { ask, clock, names, store } = await started({ rate: 1e9 })
    await ask(
      pull(),
      until(({ status }) => status === 'verifying sha256 digest'),
    )
    expect(store.size).toBe(14)
    await clock.advance(5000)
    expect(await names()).toContain(MODEL)
  })

  test('of a newer version downloads new layers and removes unused ones', async () => {
    const { stream, post, store } = await started({ rate: 100e6 })
    await post('/api/copy', { source: 'llama3.1:8b', destination: 'old:8b' })
    const before = store.blobs.size
    const statuses = statusesOf(await stream('/api/pull', { model: 'llama3.1:8b' }))
    expect(statuses.slice(-4)).toEqual([
      'verifying sha256 digest',
      'writing manifest',
      'removing unused layers',
      'success',
    ])
    expect(store.blobs.size).toBeGreaterThanOrEqual(before)
    expect(statusesOf(await stream('/api/pull', { model: 'llama3.1:8b' }))).not.toContain('removing unused layers')
  })

  test('without a stream answers only at the end', async () => {
    const { ask } = await started({ rate: 100e6 })
    const reply = await ask(pull({ stream: false }))
    expect(reply).toMatchObject({ status: 200, text: '{"status":"success"}' })
    expect(await ask(pull({ stream: false, model: 'missing' }))).toMatchObject({ status: 500 })
  })

  test('at rate 0 takes no time', async () => {
    const { clock, stream } = await started({ rate: 0 })
    const began = clock.now()
    expect((await stream('/api/pull', { model: MODEL })).at(-1)?.status).toBe('success')
    expect(clock.now() - began).toBeLessThan(500)
  })

  test('shares the bandwidth with others', async () => {
    const { clock, ask } = await started({ rate: 100e6 })
    const began = clock.now()
    await Promise.all([ask(pull()), ask(pull({ model: 'some/other:1b-q8_0' }))])
    expect(clock.now() - began).toBeGreaterThan(20_000)
  })

  test.each([
    ['none/of-these', 'pull model manifest: file does not exist'],
    ['missing-one:7b', 'pull model manifest: file does not exist'],
    [
      'localhost:5000/lab/x',
      'pull model manifest: Get "https://localhost:5000/v2/lab/x/manifests/latest": http: server gave HTTP response to HTTPS client',
    ],
  ])('of %s fails', async (model, error) => {
    const { stream } = await started()
    expect(await stream('/api/pull', { model })).toEqual([{ status: 'pulling manifest' }, { error }])
  })

  test('of a name with a cloud suffix installs a stub', async () => {
    const { stream, get } = await started({ rate: 0 })
    expect((await stream('/api/pull', { model: 'deepseek-v3:cloud' })).at(-1)?.status).toBe('success')
    const { models } = (await get('/api/tags')) as { models: { name: string; remote_model?: string }[] }
    expect(models.find(({ name }) => name === 'deepseek-v3:cloud')?.remote_model).toBe('deepseek-v3')
  })
})

describe('a fault', () => {
  const failing = async (name: Parameters<Awaited<ReturnType<typeof started>>['faults']['set']>[0]) => {
    const sandbox = await started({ rate: 100e6 })
    sandbox.faults.set(name)
    return (await sandbox.stream('/api/pull', { model: MODEL })).at(-1)?.error
  }

  test('of the registry is a line of the stream', async () => {
    expect(await failing('401')).toBe('pull model manifest: unauthorized: access denied')
    expect(await failing('403')).toMatch(/^pull model manifest: 403: \{"errors":/)
    expect(await failing('404')).toBe('pull model manifest: file does not exist')
    expect(await failing('412')).toMatch(
      /^pull model manifest: 412: \s+The model .* requires a newer version of Ollama\./,
    )
    expect(await failing('500')).toMatch(/^pull model manifest: 500: /)
    expect(await failing('503')).toMatch(/^pull model manifest: 503: /)
    expect(await failing('offline')).toMatch(/dial tcp: lookup registry\.ollama\.ai .*: no such host$/)
    expect(await failing('eof')).toBe('EOF')
  })

  test('of the place of a file is a line of the stream, too', async () => {
    expect(await failing('realm-host')).toMatch(/^pull model manifest: realm host ".*" does not match original host/)
    expect(await failing('no-scheme')).toMatch(/^pull model manifest: Get .*: unsupported protocol scheme ""$/)
    expect(await failing('other-host')).toMatch(/: blocked redirect to a different host$/)
    expect(await failing('status-302')).toBe('unexpected status code 302')
    expect(await failing('no-location')).toBe('http: no Location header in response')
  })

  test('occurs as often as set, and can be set from the start', async () => {
    const { stream } = await started({ rate: 0, faults: [{ name: '404', times: 2 }] })
    const ends = []
    for (let i = 0; i < 3; i++) ends.push((await stream('/api/pull', { model: MODEL })).at(-1)?.status)
    expect(ends).toEqual([undefined, undefined, 'success'])
  })

  test('of the disk keeps the downloaded parts', async () => {
    const { faults, stream } = await started({ rate: 100e6 })
    faults.set('disk-full', { times: 1 })
    const lines = await stream('/api/pull', { model: MODEL })
    expect(lines.at(-1)?.error).toMatch(/-partial: no space left on device$/)
    const again = (await stream('/api/pull', { model: MODEL })).find(({ digest }) => digest) as Line
    expect(share(again)).toBeGreaterThan(0.45)
  })

  test('of the digest discards the layer', async () => {
    const { faults, stream, names } = await started({ rate: 100e6 })
    faults.set('digest', { times: 1 })
    const lines = await stream('/api/pull', { model: MODEL })
    expect(lines.at(-1)?.error).toMatch(
      /^digest mismatch, file must be downloaded again: want sha256:\w+, got sha256:\w+$/,
    )
    expect(await names()).not.toContain(MODEL)
    const again = (await stream('/api/pull', { model: MODEL })).find(({ digest }) => digest) as Line
    expect(share(again)).toBeLessThan(0.02)
  })

  test('stall: no bytes arrive after 60 %, until it is cleared', async () => {
    const { faults, clock, url, pending } = await started({ rate: 100e6 })
    faults.set('stall')
    const lines: Line[] = []
    const reply = send(url, pull(), { onLine: (line) => void lines.push(JSON.parse(line) as Line) })
    await pending(1)
    await clock.advance(30_000)
    const quiet = lines.slice(-50).map(({ completed }) => completed)
    expect(new Set(quiet).size).toBe(1)
    expect(share(lines.at(-1) as Line)).toBeCloseTo(0.6, 1)
    faults.clear('stall')
    expect((linesOf(await clock.until(reply)) as Line[]).at(-1)?.status).toBe('success')
  })

  test('stall: or for the given time', async () => {
    const { faults, clock, stream } = await started({ rate: 100e6 })
    faults.set('stall', { ms: 40_000 })
    const began = clock.now()
    expect((await stream('/api/pull', { model: MODEL })).at(-1)?.status).toBe('success')
    expect(clock.now() - began).toBeGreaterThan(53_000)
    expect(clock.now() - began).toBeLessThan(60_000)
  })

  test('cut: the connection is closed early, and each attempt gets further', async () => {
    const { faults, ask, stream } = await started({ rate: 100e6 })
    faults.set('cut')
    const first = await ask(pull())
    expect(first.cut).toBe(true)
    const second = await ask(pull())
    expect(share(last(linesOf(second) as Line[]) as Line)).toBeGreaterThan(
      share(last(linesOf(first) as Line[]) as Line),
    )
    faults.clear()
    expect((await stream('/api/pull', { model: MODEL })).at(-1)?.status).toBe('success')
  })

  test('rollback: the count decreases once and the pull succeeds', async () => {
    const { faults, stream } = await started({ rate: 100e6 })
    faults.set('rollback')
    const lines = await stream('/api/pull', { model: MODEL })
    const counts = lines.filter(({ total = 0 }) => total > 1e9).map(({ completed = 0 }) => completed)
    const falls = counts.filter((count, i) => count < (counts[i - 1] ?? 0))
    expect(falls).toHaveLength(1)
    expect(lines.at(-1)?.status).toBe('success')
  })

  test('rollback: again and again for the given time, but not after a new request', async () => {
    const { faults, clock, stream } = await started({ rate: 100e6 })
    const falls = (lines: Line[]) =>
      lines.filter(({ digest, completed = 0 }, i) => {
        const before = lines[i - 1]
        return before?.digest === digest && completed < (before?.completed ?? 0) - 20e6
      }).length
    faults.set('rollback', { times: 1, ms: 20_000 })
    const began = clock.now()
    const first = await stream(
      '/api/pull',
      { model: MODEL },
      until(() => clock.now() - began > 20_000),
    )
    expect(falls(first)).toBeGreaterThan(5)
    expect(falls(await stream('/api/pull', { model: MODEL }))).toBe(0)
  })

  test('stall: is over for one that is asked for again', async () => {
    const { faults, clock, stream, names, pending } = await started({ rate: 100e6 })
    faults.set('stall', { times: 1, ms: 600_000 })
    const began = clock.now()
    await stream(
      '/api/pull',
      { model: MODEL },
      until(() => clock.now() - began > 20_000),
    )
    await pending(0)
    await stream('/api/pull', { model: MODEL })
    expect(clock.now() - began).toBeLessThan(40_000)
    expect(await names()).toContain(MODEL)
  })

  test('lost-layer: the pull says success, and the next one fetches the layer again', async () => {
    const { faults, ask, stream } = await started({ rate: 1e9 })
    faults.set('lost-layer', { times: 1 })
    const lines = await stream('/api/pull', { model: MODEL })
    expect(lines.at(-1)?.status).toBe('success')
    const digests = [...new Set(lines.flatMap(({ digest }) => digest ?? []))]
    const statuses = async () => {
      const found: number[] = []
      for (const digest of digests) found.push((await ask({ method: 'HEAD', path: `/api/blobs/${digest}` })).status)
      return found
    }
    expect((await statuses()).filter((status) => status === 404)).toHaveLength(1)
    await stream('/api/pull', { model: MODEL })
    expect(await statuses()).toEqual(digests.map(() => 200))
  })

  test('slow-start: a client waits for headers and first line', async () => {
    const { faults, clock, url } = await started({ rate: 0 })
    faults.set('slow-start', { ms: 50_000, times: 1 })
    const began = clock.now()
    const firstLine = new Promise<number>((resolve) => {
      const reply = send(url, pull(), { onLine: () => (resolve(clock.now() - began), true) })
      void clock.until(reply, 60_000)
    })
    expect(await firstLine).toBe(50_000)
  })

  test('slow-manifest: nothing follows the first line for seconds', async () => {
    const { faults, clock, stream } = await started({ rate: 0 })
    faults.set('slow-manifest')
    const began = clock.now()
    await stream('/api/pull', { model: MODEL })
    expect(clock.now() - began).toBeGreaterThanOrEqual(5000)
  })

  test('garbage: one line is not JSON', async () => {
    const { faults, stream } = await started({ rate: 100e6 })
    faults.set('garbage')
    const lines = await stream('/api/pull', { model: MODEL })
    expect(lines.filter((line) => typeof line === 'string')).toHaveLength(1)
    expect(typeof lines[2]).toBe('string')
    expect(lines.at(-1)?.status).toBe('success')
  })

  test('hang: a request is accepted and not answered', async () => {
    const { faults, clock, url, close, pending } = await started()
    faults.set('hang')
    let answered = false
    const reply = send(url, { method: 'GET', path: '/' }).finally(() => (answered = true))
    const failed = expect(reply).rejects.toThrow()
    await pending(1)
    await clock.advance(60_000)
    expect(answered).toBe(false)
    await close()
    await failed
  })

  test('slow-ps: the list of running models is delayed', async () => {
    const { faults, clock, get } = await started()
    faults.set('slow-ps', { ms: 700 })
    const began = clock.now()
    expect(await get('/api/ps')).toEqual({ models: [] })
    expect(clock.now() - began).toBe(700)
  })
})
