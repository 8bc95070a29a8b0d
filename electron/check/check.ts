import { randomBytes } from 'node:crypto'
import { readBinName } from '#shared/domain/bin-names.ts'
import type { Clock, Net } from '../core/platform.ts'
import { createOllama } from '../core/ollama/client.ts'
import { ProblemError } from '../core/problem.ts'
import { acting } from './acting.ts'
import { type Answer, exchange, type Request } from './exchange.ts'
import { estimates } from './estimate.ts'
import { memory } from './memory.ts'
import { reading } from './reading.ts'
import { recordingLine } from './recording.ts'
import { type Candidate, Difference, NotTried, type Row, type Target } from './row.ts'

export interface CheckOptions {
  net: Net
  clock: Clock
  /** Origin and path of the server, without a trailing slash. */
  server: string
  /** Also loads big models, and models beside loaded ones; but never a loaded one. */
  load?: boolean
  /** Ends the run early; its models are deleted anyway. */
  signal: AbortSignal
  onResult?: (result: Result) => void
}

export type Verdict = 'ok' | 'differs' | 'not tried'

export interface Result {
  what: string
  expected: string
  seen: string
  verdict: Verdict
}

export interface Report {
  results: Result[]
  /** The lines of a recording of all exchanges. */
  recording: string[]
}

/** Bigger models are loaded only with `load`, in bytes on disk. */
const SMALL = 2 ** 30
/** The number of models examined to find the smallest of each kind. */
const MOST_LOOKED_AT = 40
const TRIES = 5

const rows: Row[] = [...reading, ...acting, ...memory, ...estimates]

/**
 * Checks a server for what Corral relies on. It reads everything, and changes only models named `corral-check/…:RUN`,
 * which are always deleted at the end. Throws without an answer.
 */
export async function checkServer(options: CheckOptions): Promise<Report> {
  const { net, clock, server, load = false, signal, onResult } = options
  const run = randomBytes(4).toString('hex')
  const recording: string[] = []
  const results: Result[] = []
  const client = createOllama(net, clock, server)
  const send = async (request: Request): Promise<Answer> => {
    const answer = await exchange(net, server, request, signal)
    recording.push(recordingLine(request, answer))
    return answer
  }
  const tell = (result: Result) => {
    results.push(result)
    onResult?.(result)
  }
  const loadedBefore = (await client.ps(signal)).models
  const target: Target = {
    send,
    client,
    signal,
    ...(await candidates(client, signal)),
    own: (model) => `corral-check/${model}:${run}`,
    unloadable({ name, digest, size }) {
      if (loadedBefore.some((model) => model.digest === digest)) return `${name} is loaded already`
      if (!load && size > SMALL) return `${name} is big: --load loads it`
      if (!load && loadedBefore.length > 0) return 'other models are loaded: --load goes on'
      return null
    },
  }
  try {
    for (const row of rows) tell(await resultOf(row, target))
  } finally {
    const left = await cleanUp(options, run).catch(() => ['what is there, since nobody answers'])
    tell({
      what: 'leaves nothing behind',
      expected: 'no model of this run',
      seen: left.length === 0 ? 'none' : left.join(', '),
      verdict: left.length === 0 ? 'ok' : 'differs',
    })
  }
  return { results, recording }
}

async function resultOf({ what, expected, run }: Row, target: Target): Promise<Result> {
  const as = (verdict: Verdict, seen: string): Result => ({ what, expected, seen, verdict })
  if (target.signal.aborted) return as('not tried', 'interrupted')
  try {
    return as('ok', await run(target))
  } catch (error) {
    if (target.signal.aborted) return as('not tried', 'interrupted')
    if (error instanceof NotTried) return as('not tried', error.message)
    if (error instanceof Difference) return as('differs', error.message)
    if (!(error instanceof ProblemError)) return as('differs', error instanceof Error ? error.message : String(error))
    return as('differs', `Corral: ${error.problem.code} ${error.problem.detail ?? ''}`.trim())
  }
}

type Client = ReturnType<typeof createOllama>

/** The smallest local model of each kind. */
async function candidates(client: Client, signal: AbortSignal): Promise<Pick<Target, 'completion' | 'embedding'>> {
  const found: Pick<Target, 'completion' | 'embedding'> = { completion: undefined, embedding: undefined }
  const tags = (await client.tags(signal)).rows.filter(({ remote_host }) => remote_host === undefined)
  const bySize = tags.toSorted((a, b) => (a.size ?? Infinity) - (b.size ?? Infinity))
  for (const { name, digest = '', size = Infinity } of bySize.slice(0, MOST_LOOKED_AT)) {
    if (found.completion && found.embedding) break
    const shown = await client.show(name, signal).catch(() => undefined)
    if (!shown) continue
    const { capabilities, details, model_info } = shown
    // Before 0.6.4 there are no capabilities, and converted models always have `completion`.
    const pools = Object.keys(model_info ?? {}).some((key) => key.endsWith('.pooling_type'))
    const embeds = capabilities?.includes('embedding') === true || pools || /bert/i.test(details?.family ?? '')
    const kind = embeds ? 'embedding' : 'completion'
    const candidate: Candidate = { name, digest, size }
    found[kind] ??= candidate
  }
  return found
}

/** Unloads and deletes the models of this run; returns the names it could not delete. */
async function cleanUp({ net, clock, server }: CheckOptions, run: string): Promise<string[]> {
  const client = createOllama(net, clock, server)
  const own = (name: string) =>
    (readBinName(name)?.name ?? name).startsWith('corral-check/') && name.endsWith(`:${run}`)
  const left = async () => (await client.tags()).rows.map(({ name }) => name).filter(own)
  for (const { name } of (await client.ps()).models.filter(({ name }) => own(name)))
    await client.generate({ model: name, keep_alive: 0 }).catch(() => undefined)
  // An aborted request may still take effect, so the list is read again.
  for (let tries = 0; tries < TRIES; tries++) {
    const names = await left()
    if (names.length === 0) break
    for (const name of names) await client.remove(name).catch(() => undefined)
  }
  return left()
}
