import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import {
  embedSchema,
  errorSchema,
  legacyEmbeddingSchema,
  loadedAnswerSchema,
  progressLineSchema,
  psSchema,
  showSchema,
  tagsSchema,
  versionSchema,
} from '#shared/ollama/schemas.ts'
import { isFault, parseName } from '#shared/ollama/name.ts'
import { ManualClock } from './clock.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from './server.ts'
import { type Reply, send } from './testing/client.ts'
import { miniLm, mid, published, small, tiny } from './testing/fixture.ts'
import { outlineOf, outlineOfRecording } from './testing/outline.ts'
import { type Recorded, recorded, title } from './testing/recordings.ts'

const files = ['basics', 'show', 'copy-delete', 'running', 'embed', 'create-blobs', 'pull', 'push'] as const
type File = (typeof files)[number]

let compared = 0
afterAll(() => console.log(`conformance: ${compared} exchanges compared with a real server's`))

/* The schemas */

const schemas: Record<string, z.ZodType> = {
  '/api/version': versionSchema,
  '/api/tags': tagsSchema,
  '/api/show': showSchema,
  '/api/ps': psSchema,
  '/api/generate': loadedAnswerSchema,
  '/api/chat': loadedAnswerSchema,
  '/api/embed': embedSchema,
  '/api/embeddings': legacyEmbeddingSchema,
  '/api/pull': progressLineSchema,
  '/api/push': progressLineSchema,
  '/api/create': progressLineSchema,
}

describe.each(files)('the schemas lose nothing of %s', (file) => {
  test.each(recorded(file).map((one, i) => [title(one, i), one] as const))('%s', (_, { request, response }) => {
    const values = response.stream?.map(({ line }) => line) ?? ('json' in response ? [response.json] : [])
    for (const value of values) {
      const failed = typeof value === 'object' && value !== null && 'error' in value
      const schema = failed ? errorSchema : schemas[request.path]
      if (schema) expect(schema.parse(value)).toEqual(value)
      else expect(request.path).toBe('/api/status')
    }
  })
})

/* The sandbox against the recordings */

const lab = (model: string) => `127.0.0.1:5055/lab/${model}:latest`
const installed = {
  'small-llama:latest': small,
  [lab('tiny')]: published(tiny),
  'mid-llama:latest': mid,
  'tiny-llama:latest': tiny,
  'all-minilm:22m': miniLm,
}

/** What stood where, in each of the files. The server had no GPU. */
const setups: Record<File, SandboxOptions> = {
  basics: { library: installed },
  show: { library: installed },
  'copy-delete': { library: installed },
  running: { library: installed },
  embed: { library: installed },
  'create-blobs': { library: installed },
  pull: {
    library: { 'tiny-llama:latest': tiny, [lab('tiny')]: published(tiny) },
    registry: { [lab('tiny')]: published(tiny), [lab('small')]: published(small) },
  },
  push: {
    library: { ...installed, [lab('mid')]: published(mid) },
    registry: { [lab('tiny')]: published(tiny) },
  },
}

function forget({ store }: Sandbox, text: string): void {
  const name = parseName(text)
  const found = isFault(name) ? undefined : store.get(name)
  if (found) store.remove(found)
}

/** What happened to the real server before an exchange, by file and number. */
const before: Record<string, (sandbox: Sandbox) => unknown> = {
  'create-blobs 3': ({ faults }) => faults.set('offline', { times: 1 }),
  'create-blobs 8': ({ url }) => send(url, greeting),
  'pull 3': (sandbox) => forget(sandbox, lab('small')),
  'pull 5': (sandbox) => forget(sandbox, lab('small')),
  'pull 7': (sandbox) => {
    forget(sandbox, lab('small'))
    sandbox.faults.set('stall', { times: 1, ms: 5000 })
  },
  'pull 8': (sandbox) => {
    forget(sandbox, lab('small'))
    sandbox.faults.set('stall', { times: 1, ms: 5000 })
  },
  'pull 16': ({ faults }) => faults.set('403', { times: 1 }),
  'pull 17': ({ faults }) => faults.set('503', { times: 1 }),
  'push 2': ({ faults }) => faults.set('401', { times: 1 }),
}

const greeting = {
  method: 'POST',
  path: '/api/blobs/sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
  body: 'hello',
}

let sandbox: Sandbox | undefined
afterEach(async () => {
  await sandbox?.close()
  sandbox = undefined
})

/** Sends what was sent then. A client that hung up does so after half of the first layer. */
function replay(url: string, { request, aborted }: Recorded): Promise<Reply> {
  const halfWay = (line: string) => {
    const { completed = 0, total = Infinity } = JSON.parse(line) as { completed?: number; total?: number }
    return completed < total * 0.45
  }
  return send(url, request, aborted ? { onLine: halfWay } : {})
}

describe.each(files)('the sandbox answers like the server in %s', (file) => {
  test('every exchange, in order', async () => {
    const clock = new ManualClock()
    sandbox = await startSandbox({ clock, vram: 0, version: '0.0.0', rate: 30e6, ...setups[file] })
    const started = sandbox
    const exchanges = recorded(file)
    for (let i = 0; i < exchanges.length; i++) {
      const key = `${file} ${i + 1}`
      await clock.until(Promise.resolve(before[key]?.(started)))
      // Two clients on one pull were recorded side by side, the second one first.
      const together = key === 'pull 5' ? [exchanges[i + 1], exchanges[i]] : [exchanges[i]]
      const replies = together.map((exchange) => exchange && replay(started.url, exchange))
      for (const [j, exchange] of together.entries()) {
        const reply = await clock.until(Promise.resolve(replies[j]))
        if (!exchange || !reply) continue
        // No difference is allowed: what the outline leaves out (values, times, digests) is all that may differ.
        expect(outlineOf(reply, exchange), title(exchange, i)).toEqual(outlineOfRecording(exchange))
        compared++
      }
      i += together.length - 1
    }
  })
})

test('shows the very same numbers, tensors and texts', async () => {
  const clock = new ManualClock()
  sandbox = await startSandbox({ clock, library: installed })
  const lines = (text: unknown) => String(text).split('\n').sort()
  for (const exchange of recorded('show').filter(({ response }) => response.status === 200)) {
    const theirs = exchange.response.json as Record<string, unknown>
    const ours = JSON.parse((await clock.until(replay(sandbox.url, exchange))).text) as Record<string, unknown>
    const verbose = (exchange.request.body as { verbose?: boolean }).verbose
    for (const key of ['license', 'template', 'system', 'details', 'tensors', 'capabilities'])
      expect(ours[key]).toEqual(theirs[key])
    if (!verbose) expect(ours['model_info']).toEqual(theirs['model_info'])
    expect(lines(ours['parameters'])).toEqual(lines(theirs['parameters']))
    const anonymous = (text: unknown) => lines(text).map((line) => line.replace(/sha256-\w+/, 'sha256'))
    expect(anonymous(ours['modelfile'])).toEqual(anonymous(theirs['modelfile']))
  }
})

test('counts the very same tokens', async () => {
  const clock = new ManualClock()
  sandbox = await startSandbox({ clock, library: installed })
  const count = (body: unknown) => (body as { prompt_eval_count?: number }).prompt_eval_count
  for (const exchange of recorded('embed').filter(({ request }) => request.path === '/api/embed')) {
    const reply = await clock.until(replay(sandbox.url, exchange))
    expect(count(JSON.parse(reply.text)), JSON.stringify(exchange.request.body).slice(0, 80)).toBe(
      count(exchange.response.json),
    )
  }
})
