import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { isFault, parseName } from '#shared/ollama/name.ts'
import { ManualClock } from '../core/test-clock.ts'
import { versions } from './generations.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from './server.ts'
import { type Reply, send } from './testing/client.ts'
import { lab, libraryOf, recordedModels } from './testing/fixture.ts'
import { outlineOf, outlineOfRecording } from './testing/outline.ts'
import { noGpu } from './testing/start.ts'
import { type Recorded, recorded, recordedFiles as files, title } from './testing/recordings.ts'

type File = (typeof files)[number]

const all = versions.flatMap((version) => files.map((file) => [version, file] as const))

let compared = 0
afterAll(() => console.log(`conformance: ${compared} exchanges compared with a real server's`))

/* Compares the sandbox with the recordings; `readers.test.ts` reads the recordings with our readers. */

function modelsOf(version: string) {
  const models = recordedModels[version]
  if (!models) throw new Error(`no models of ${version}`)
  return { ...libraryOf(models), tiny: models.tiny }
}

/** The models of the server and registry for each of the files. The server had no GPU. */
function setupOf(version: string, file: File): SandboxOptions {
  const { installed, lab: published, tiny } = modelsOf(version)
  const only = (...names: string[]) => Object.fromEntries(names.map((name) => [name, published[name] ?? {}]))
  if (file === 'pull')
    return {
      library: { 'tiny-llama:latest': tiny, ...only(lab('tiny')) },
      registry: only(lab('tiny'), lab('small')),
    }
  // For 0.12.0 the registry had the big model already, so that its push was accepted.
  const there = version === '0.12.0' ? [lab('tiny'), lab('mid')] : [lab('tiny')]
  if (file === 'push') return { library: { ...installed, ...only(lab('mid')) }, registry: only(...there) }
  return { library: installed }
}

function forget({ store }: Sandbox, text: string): void {
  const name = parseName(text)
  const found = isFault(name) ? undefined : store.get(name)
  if (found) store.remove(found)
}

type Preparation = (sandbox: Sandbox) => unknown

/** Events at the real servers before an exchange, by file and number. */
const before: Record<string, Preparation> = {
  'create-blobs 3': ({ faults }) => faults.set('offline', { times: 1 }),
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

const nothing: Preparation = () => undefined

/** Exceptions of single versions. */
const beforeIn: Record<string, Record<string, Preparation>> = {
  '0.33.0-rc2': { 'create-blobs 8': ({ url }) => send(url, greeting) },
  '0.12.0': { 'push 2': nothing },
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

/** Sends the recorded request. A client that hung up does so after half of the first layer. */
function replay(url: string, { request, aborted }: Recorded): Promise<Reply> {
  const halfWay = (line: string) => {
    const { completed = 0, total = Infinity } = JSON.parse(line) as { completed?: number; total?: number }
    return completed < total * 0.45
  }
  return send(url, request, aborted ? { onLine: halfWay } : {})
}

describe.each(all)('the sandbox answers like the server of %s in %s', (version, file) => {
  test('every exchange, in order', async () => {
    const clock = new ManualClock()
    const setup = setupOf(version, file)
    sandbox = await startSandbox({ clock, machine: noGpu, as: version, version: '0.0.0', rate: 30e6, ...setup })
    const started = sandbox
    const exchanges = recorded(version, file)
    for (let i = 0; i < exchanges.length; i++) {
      const key = `${file} ${i + 1}`
      const prepare = beforeIn[version]?.[key] ?? before[key] ?? nothing
      await clock.until(Promise.resolve(prepare(started)))
      // Two clients of one pull were recorded concurrently, in either order.
      const together = key === 'pull 5' ? exchanges.slice(i, i + 2).sort(byArrival) : exchanges.slice(i, i + 1)
      const replies = together.map((exchange) => replay(started.url, exchange))
      for (const [j, exchange] of together.entries()) {
        const reply = await clock.until(Promise.resolve(replies[j]))
        if (!reply) continue
        // Only what the outline omits (values, times, digests) may differ.
        expect(outlineOf(reply, exchange), title(exchange, i)).toEqual(outlineOfRecording(exchange))
        compared++
      }
      i += together.length - 1
    }
  })
})

const byArrival = (a: Recorded, b: Recorded) => Number(a.note?.endsWith('second')) - Number(b.note?.endsWith('second'))

describe.each(versions)('as %s the sandbox', (version) => {
  test('shows the same numbers, tensors and texts', async () => {
    const clock = new ManualClock()
    sandbox = await startSandbox({ clock, as: version, library: modelsOf(version).installed })
    const lines = (text: unknown) => String(text).split('\n').sort()
    for (const exchange of recorded(version, 'show').filter(({ response }) => response.status === 200)) {
      const theirs = exchange.response.json as Record<string, unknown>
      const ours = JSON.parse((await clock.until(replay(sandbox.url, exchange))).text) as Record<string, unknown>
      const verbose = (exchange.request.body as { verbose?: boolean }).verbose
      for (const key of ['license', 'template', 'system', 'capabilities']) expect(ours[key]).toEqual(theirs[key])
      expect(detailsOf(ours)).toEqual(detailsOf(theirs))
      expect(tensorsOf(ours, version)).toEqual(tensorsOf(theirs, version))
      if (!verbose) expect(ours['model_info']).toEqual(theirs['model_info'])
      expect(lines(ours['parameters'])).toEqual(lines(theirs['parameters']))
      const anonymous = (text: unknown) => lines(text).map((line) => line.replace(/sha256-\w+/, 'sha256'))
      expect(anonymous(ours['modelfile'])).toEqual(anonymous(theirs['modelfile']))
    }
  })

  test('counts the same tokens', async () => {
    const clock = new ManualClock()
    sandbox = await startSandbox({ clock, as: version, library: modelsOf(version).installed })
    const count = (body: unknown) => (body as { prompt_eval_count?: number }).prompt_eval_count
    const exchanges = recorded(version, 'embed').filter(({ request }) => request.path === '/api/embed')
    // The tokenization of the chat models is not reproduced.
    for (const exchange of exchanges.filter(({ note }) => note !== 'a chat model')) {
      const reply = await clock.until(replay(sandbox.url, exchange))
      expect(count(JSON.parse(reply.text)), JSON.stringify(exchange.request.body).slice(0, 80)).toBe(
        count(exchange.response.json),
      )
    }
  })
})

/** A model created from a file contains the path of that file's blob. */
function detailsOf({ details }: Record<string, unknown>): unknown {
  return { ...(details as object), parent_model: '' }
}

/** In the order of the file, which is known only for the newest: the others have models made by another writer. */
function tensorsOf({ tensors }: Record<string, unknown>, version: string): unknown {
  const list = tensors as { name: string }[] | undefined
  return version === versions[0] ? list : list && [...list].sort((a, b) => (a.name < b.name ? -1 : 1))
}
