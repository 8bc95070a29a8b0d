import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Clock, Net } from '../platform.ts'
import { ProblemError } from '../problem.ts'
import { createNet } from '../../platform/net.ts'
import { testPlatform } from '../test-platform.ts'
import { createOllama } from './client.ts'

const opened: { close(): unknown }[] = []
afterEach(() => {
  for (const server of opened.splice(0)) server.close()
})

async function listen(server: net.Server): Promise<string> {
  opened.push({ close: () => server.close() })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const serve = (act: http.RequestListener) => listen(http.createServer(act))

const { net: network, clock } = testPlatform()
const client = (url: string, ticking: Clock = clock) => createOllama(network, ticking, url)

/** Timers of this clock fire at once. */
const hasty: Clock = { now: clock.now, after: (ms, act) => clock.after(ms > 0 ? 30 : 0, act) }

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code
    throw error
  }
  return 'none'
}

const stop = () => new AbortController().signal
async function lines(url: string, signal = stop(), stream = true): Promise<string[]> {
  const seen: string[] = []
  for await (const { status } of client(url).transfer('pull', { model: 'm', insecure: false, stream }, signal))
    seen.push(status)
  return seen
}

describe('requests', () => {
  it('read a verbose show of several parts to its last element', async () => {
    const words = Array.from({ length: 300_000 }, (_, id) => `字-${id}`)
    const answer = JSON.stringify({ model_info: { 'tokenizer.ggml.tokens': words, 'general.architecture': 'llama' } })
    expect(answer.length).toBeGreaterThan(3 * 1024 * 1024)
    const url = await serve((_, response) => void response.end(answer))
    const { show, arrays, vocabulary } = await client(url).showVerbose('m')
    const tokens = arrays.get('tokenizer.ggml.tokens')
    expect(show.model_info?.['general.architecture']).toBe('llama')
    expect(tokens?.slice(0, words.length)).toEqual(words)
    expect(vocabulary.starts).toHaveLength(words.length)
  })

  it('send no Origin, the body as JSON with its length, and headers of the host', async () => {
    let got: http.IncomingHttpHeaders = {}
    let body = ''
    const url = await serve((request, response) => {
      got = request.headers
      request.on('data', (chunk) => (body += String(chunk)))
      request.on('end', () => response.end())
    })
    const access = async () => ({ headers: { authorization: 'Bearer x' }, trusted: null })
    await createOllama(network, clock, url, access).copy('a', 'b')
    expect(got.origin).toBeUndefined()
    expect(got['accept-encoding']).toBe('identity')
    expect(got['content-type']).toBe('application/json')
    expect(got['content-length']).toBe(String(body.length))
    expect(got.authorization).toBe('Bearer x')
    expect(JSON.parse(body)).toEqual({ source: 'a', destination: 'b' })
  })

  it('keep the path of the host’s URL, every one of them', async () => {
    const paths: (string | undefined)[] = []
    const url = await serve((request, response) => {
      paths.push(request.url)
      response.setHeader('content-type', 'application/json').end('{"version":"0.32.15"}')
    })
    const ollama = client(`${url}/gpu/ollama`)
    expect(await ollama.version()).toBe('0.32.15')
    await Promise.allSettled([
      ollama.tags(),
      ollama.show('m'),
      ollama.showVerbose('m'),
      ollama.copy('m', 'n'),
      ollama.remove('m'),
      ollama.ps(),
      ollama.generate({ model: 'm' }),
      ollama.embed({ model: 'm', input: ['a'] }),
      ollama.embedLegacy({ model: 'm', prompt: 'a' }),
      ollama.transfer('pull', { model: 'm', insecure: false, stream: true }, stop()).next(),
      ollama.transfer('push', { model: 'm', insecure: false, stream: true }, stop()).next(),
    ])
    const ends = [
      'version',
      'tags',
      'show',
      'show',
      'copy',
      'delete',
      'ps',
      'generate',
      'embed',
      'embeddings',
      'pull',
      'push',
    ]
    expect(paths).toHaveLength(ends.length)
    expect(paths).toEqual(expect.arrayContaining(ends.map((end) => `/gpu/ollama/api/${end}`)))
  })

  it('return the same list object as long as the answer has the same bytes', async () => {
    let size = 1
    const url = await serve((_request, response) => {
      response.end(JSON.stringify({ models: [{ name: 'm:1', modified_at: '', size, digest: 'd' }] }))
    })
    const one = client(url)
    const first = await one.tags()
    expect(await one.tags()).toBe(first)
    size = 2
    expect(await one.tags()).toMatchObject({ rows: [{ size: 2 }] })
  })

  it('name the model in both ways, as servers before 0.1.22 know only the old one', async () => {
    const bodies: unknown[] = []
    const url = await serve((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += String(chunk)))
      request.on('end', () => {
        bodies.push(JSON.parse(body))
        response.setHeader('content-type', 'application/json').end('{"status":"success"}')
      })
    })
    await client(url).show('m:1')
    await client(url).remove('m:1')
    await lines(url)
    expect(bodies).toEqual([
      { model: 'm:1', name: 'm:1' },
      { model: 'm:1', name: 'm:1' },
      { model: 'm', name: 'm', insecure: false, stream: true },
    ])
  })

  it('read once more over a new connection when a kept one was closed as it was used again, but act only once', async () => {
    let answered = 0
    const server = http.createServer((request, response) => {
      const { socket } = request
      if (sockets.has(socket)) {
        socket.destroy()
        return
      }
      sockets.add(socket)
      answered += 1
      response.setHeader('content-type', 'application/json').end('{"version":"0.33.0"}')
    })
    const sockets = new Set<net.Socket>()
    const url = await listen(server)
    const keeping = createNet()
    opened.push(keeping)
    const kept = createOllama(keeping, clock, url)
    for (let again = 0; again < 4; again += 1) expect(await kept.version()).toBe('0.33.0')
    expect(answered).toBe(4)
    let halves = 0
    const half = await serve((request, response) => {
      if (request.url === '/api/version') {
        response.end('{"version":"0.33.0"}')
        return
      }
      halves += 1
      response.write('{"models":[', () => request.socket.resetAndDestroy())
    })
    const breaking = createOllama(keeping, clock, half)
    await breaking.version()
    expect(await codeOf(breaking.tags())).toBe('reset')
    expect(halves).toBe(1)
    const broken = await serve((request) => request.socket.destroy())
    expect(await codeOf(createOllama(keeping, clock, broken).version())).toBe('reset')
    expect(await codeOf(createOllama(keeping, clock, broken).remove('m'))).toBe('reset')
  })

  it.each<[name: string, expected: boolean | null, answer: (digest: string) => [status: number, type: string]]>([
    ['has it', true, () => [200, 'text/plain']],
    ['lacks it', false, (digest) => [digest.length === 71 ? 404 : 400, 'application/json']],
    ['knows no such path', null, () => [404, 'text/plain']],
    ['is a bridge that knows no such path', null, () => [404, 'application/json']],
    ['allows no such method', null, () => [405, 'text/plain']],
    ['passes no such request on', null, () => [501, 'text/html']],
    ['is forbidden by a proxy', null, () => [403, 'text/html']],
    ['is gone', null, () => [0, '']],
  ])('ask for a blob of a server that %s', async (_, expected, answer) => {
    const digest = `sha256:${'a'.repeat(64)}`
    const methods = new Set<string | undefined>()
    const url = await serve((request, response) => {
      methods.add(request.method)
      const [status, type] = answer(decodeURIComponent(request.url?.split('/').at(-1) ?? ''))
      if (status === 0) response.destroy()
      else response.writeHead(status, { 'content-type': type }).end()
    })
    expect(await client(url).hasBlob(digest)).toBe(expected)
    expect([...methods]).toEqual(['HEAD'])
    expect(await codeOf(client(url).hasBlob(digest, AbortSignal.abort()))).toBe('cancelled')
  })

  it('pass on when a busy server wants to be asked again, in seconds or as a date', async () => {
    const answers = [
      [429, '90'],
      [503, ''],
      [503, new Date(clock.now() + 7_200_000).toUTCString()],
      [503, 'soon'],
      [500, '90'],
    ] as const
    const met: (number | undefined)[] = []
    for (const [status, after] of answers) {
      const url = await serve((_, response) => void response.writeHead(status, { 'retry-after': after }).end('{}'))
      await lines(url).catch((error: unknown) => {
        if (error instanceof ProblemError) met.push(error.problem.retryAfter)
      })
    }
    expect(met).toEqual([90_000, undefined, expect.closeTo(7_200_000, -4), undefined, undefined])
  })

  it('follow no redirect', async () => {
    let asked = 0
    const url = await serve((_request, response) => {
      asked += 1
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect(await codeOf(client(url).version())).toBe('redirected')
    expect(asked).toBe(1)
  })

  it('give up on a server that accepts and never answers', async () => {
    const url = await listen(net.createServer(() => {}))
    expect(await codeOf(client(url, hasty).tags())).toBe('timed_out')
  })

  it('distinguish a connection that is never made from a server that never answers', async () => {
    // A socket that stays connecting, as behind a firewall that drops packets.
    const lost: Net = {
      ...network,
      request: (url, { fresh: _, trusted: __, ...options }, answered) =>
        http.request(
          url,
          { ...options, createConnection: () => Object.assign(new net.Socket(), { connecting: true }) },
          answered,
        ),
    }
    const asked = createOllama(lost, hasty, 'http://192.0.2.1').version()
    expect(await codeOf(asked)).toBe('connect_timed_out')
  })

  it('give up on a body that stops in the middle', async () => {
    const url = await serve((_request, response) => void response.writeHead(200).write('{"models":['))
    expect(await codeOf(client(url, hasty).tags())).toBe('timed_out')
  })

  it('distinguish a refused connection, a broken one and another kind of server', async () => {
    const gone = await serve(() => {})
    await Promise.resolve(opened.at(-1)?.close())
    expect(await codeOf(client(gone).version())).toBe('refused')
    expect(await codeOf(client(await serve((request) => request.socket.destroy())).version())).toBe('reset')
    expect(await codeOf(client(await serve((_q, response) => response.end('<html>'))).version())).toBe('not_ollama')
    expect(await codeOf(client(await serve((_q, response) => response.end('{"name":"other"}'))).version())).toBe(
      'not_ollama',
    )
    const talk = await listen(net.createServer((socket) => socket.end('220 smtp ready\r\n')))
    expect(await codeOf(client(talk).version())).toBe('not_ollama')
  })

  it('refuse a body beyond the bound', async () => {
    const url = await serve((request, response) => {
      response.on('error', () => {})
      request.socket.on('error', () => {})
      const chunk = Buffer.alloc(1 << 20, 0x20)
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      }
      response.on('drain', more)
      more()
    })
    expect(await codeOf(client(url).tags())).toBe('answer_too_large')
  })

  it('end at once when aborted', async () => {
    const url = await listen(net.createServer(() => {}))
    const abort = new AbortController()
    const asked = codeOf(client(url).tags(abort.signal))
    abort.abort()
    expect(await asked).toBe('cancelled')
  })
})

describe('transfer', () => {
  it('ends with success', async () => {
    const url = await serve((_q, response) => response.end('{"status":"pulling manifest"}\n{"status":"success"}\n'))
    expect(await lines(url)).toEqual(['pulling manifest', 'success'])
  })

  it('throws the error line with the server’s text', async () => {
    const url = await serve((_q, response) =>
      response.end('{"status":"x"}\n{"error":"write: no space left on device"}\n'),
    )
    await expect(lines(url)).rejects.toMatchObject({
      problem: { code: 'disk_full', detail: 'write: no space left on device' },
    })
  })

  it('distinguishes a stream that ends early, one that is reset, and success', async () => {
    const stops = await serve((_q, response) => response.end('{"status":"pulling manifest"}\n'))
    expect(await codeOf(lines(stops))).toBe('ended_early')
    const breaks = await serve((request, response) => {
      response.write('{"status":"pulling manifest"}\n', () => request.socket.destroy())
    })
    expect(await codeOf(lines(breaks))).toBe('ended_early')
  })

  it.each(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNRESET'])(
    'has ended early when its network is lost in the middle (%s), and is probed for that',
    async (code) => {
      let probed = 0
      const url = await serve((_, response) => void response.write('{"status":"pulling manifest"}\n'))
      const losing: Net = {
        ...network,
        request(address, options, answered) {
          const request = network.request(address, options, (response) => {
            answered(response)
            response.once('data', () =>
              setImmediate(() => response.destroy(Object.assign(new Error('lost'), { code }))),
            )
          })
          request.setSocketKeepAlive = (on, delay) => (probed = on ? (delay ?? 0) : 0)
          return request
        },
      }
      const pull = createOllama(losing, clock, url).transfer(
        'pull',
        { model: 'm', insecure: false, stream: true },
        stop(),
      )
      const read = async () => {
        for await (const line of pull) expect(line.status).toBe('pulling manifest')
      }
      expect(await codeOf(read())).toBe('ended_early')
      expect(probed).toBe(30_000)
    },
  )

  it('names a refusal before the start', async () => {
    const url = await serve((_q, response) =>
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid model name"}'),
    )
    expect(await codeOf(lines(url))).toBe('rejected')
  })

  it('reads the text of an in-stream error from an answer without stream too', async () => {
    const url = await serve((_q, response) =>
      response
        .writeHead(500, { 'content-type': 'application/json' })
        .end('{"error":"pull model manifest: file does not exist"}'),
    )
    expect(await codeOf(lines(url, stop(), false))).toBe('unknown_model')
  })

  it('refuses what is not JSON', async () => {
    const url = await serve((_q, response) => response.end('{"status":"x"}\nnonsense\n'))
    expect(await codeOf(lines(url))).toBe('bad_answer')
    const wordless = await serve((_q, response) => response.end('{"error":{}}\n'))
    expect(await codeOf(lines(wordless))).toBe('server_error')
  })

  it('closes the request when cancelled, and when its reader leaves', async () => {
    const closes: Promise<unknown>[] = []
    const url = await serve((request, response) => {
      // The system decides whether it ends normally or is reset.
      closes.push(new Promise((resolve) => void request.socket.once('close', resolve)))
      response.write('{"status":"pulling manifest"}\n')
    })
    const abort = new AbortController()
    const reading = codeOf(lines(url, abort.signal))
    while (closes.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    abort.abort()
    expect(await reading).toBe('cancelled')
    await closes[0]
    for await (const _ of client(url).transfer('pull', { model: 'm', insecure: false, stream: true }, stop())) break
    await closes[1]
  })
})
