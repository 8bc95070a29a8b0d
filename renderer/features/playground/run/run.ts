import type { Run } from '#shared/contract/embeddings.ts'
import type { CorralClient } from '#shared/contract/index.ts'
import type { RunSettings } from '#shared/contract/playground.ts'
import type { Problem } from '#shared/contract/problem.ts'
import type { Entry } from '../../../workers/files/entry.ts'
import { pageWork } from '../../../app/page-work.ts'
import { call, computeProblem, computeResult } from './compute-client.ts'
import { keysOf } from '../texts/entries.ts'
import { type EmbeddingChoice, learnRefusal } from '../setup/picker.ts'
import { addResult, dropVectors, missingOf, useResults } from './results.ts'

export interface RunOrder {
  hostId: string
  /** Run one after another on the same texts. */
  models: readonly Pick<EmbeddingChoice, 'name' | 'key'>[]
  texts: readonly Entry[]
  settings: RunSettings
}

/** Up to this many texts are sent one by one, which tells the tokens of each; for more it would be too slow. */
const COUNTED_ALONE = 100

let current: AbortController | undefined

/** Cancels the current run; earlier results stay. */
export function cancelRun(): void {
  current?.abort()
}

/**
 * Embeds with each model, reads the vectors and compares them. Progress and failures are in the store. Resolves to
 * whether every model has a result.
 */
export function startRun(client: CorralClient, order: RunOrder): Promise<boolean> {
  return pageWork(runAll(client, order))
}

async function runAll(client: CorralClient, order: RunOrder): Promise<boolean> {
  current?.abort()
  const controller = new AbortController()
  current = controller
  const made: string[] = []
  for (const [at, model] of order.models.entries()) {
    const id = await runOne(client, order, model, at, controller)
    if (id === null) return false
    made.push(id)
  }
  useResults.setState({ work: { kind: 'idle' } })
  const [first, second] = made
  if (first !== undefined && second !== undefined) useResults.setState({ shownId: first, besideId: second })
  return true
}

/** Resolves to the id of the result, or to `null` if there is none. */
async function runOne(
  client: CorralClient,
  { hostId, models, texts, settings }: RunOrder,
  { name: model, key }: RunOrder['models'][number],
  at: number,
  controller: AbortController,
): Promise<string | null> {
  const { signal } = controller
  const working = { kind: 'running', model, run: at + 1, runs: models.length, count: texts.length } as const
  const startedAt = Date.now()
  const show = (stage: 'embedding' | 'reading' | 'comparing', done: number) => {
    if (current === controller) useResults.setState({ work: { ...working, startedAt, stage, done } })
  }
  const fail = (problem: Problem, missing: ReadonlyMap<string, Problem>) => {
    learnRefusal(hostId, key, problem.code)
    if (current === controller) useResults.setState({ work: { kind: 'failed', model, problem, missing } })
  }
  try {
    show('embedding', 0)
    const run = await embed(client, { hostId, model, texts, settings }, signal, (done) => show('embedding', done))
    const [first] = run.missing
    if (run.dimensions === 0 && first !== undefined) {
      void client.embeddings.release({ runId: run.id })
      fail(first.problem, missingOf(run.missing, keysOf(texts)))
      return null
    }
    show('reading', run.count)
    await readVectors(client, run, signal)
    show('comparing', run.count)
    const worked = await computeResult(run.id, run.count, run.dimensions)
    if (signal.aborted) {
      dropVectors(run.id)
      throw signal.reason
    }
    const { tokens, tokensOf, cut, totalNs, loadNs, elapsedMs, calls, endpoint } = run
    const figures = { tokens, tokensOf, cut, totalNs, loadNs, elapsedMs, calls, endpoint }
    const { dimensions, missing } = run
    const facts = { model, dimensions, texts, settings, missing, figures, at: Date.now() }
    learnRefusal(hostId, key, null)
    addResult({ ...worked, id: run.id, hostId, facts })
    return run.id
  } catch (error) {
    if (signal.aborted && current === controller) useResults.setState({ work: { kind: 'idle' } })
    else fail(computeProblem(error), new Map())
    return null
  }
}

async function embed(
  client: CorralClient,
  { hostId, model, texts, settings }: Omit<RunOrder, 'models'> & { model: string },
  signal: AbortSignal,
  progress: (done: number) => void,
): Promise<Run> {
  const { truncate, dimensions, options, keepAlive } = settings
  const input = {
    hostId,
    model,
    texts: texts.map(({ text }) => text),
    truncate,
    alone: texts.length <= COUNTED_ALONE,
    dimensions,
    ...(Object.keys(options).length > 0 ? { options } : {}),
    keepAlive,
  }
  for await (const event of await client.embeddings.run(input, { signal })) {
    if (event.type === 'done') return event.run
    progress(event.done)
  }
  throw signal.aborted ? signal.reason : new Error('the run ended without a result')
}

/**
 * Transfers all vectors of a run to the worker, page by page. They stay in the core, too, within its memory bound, so
 * that they are there after a reload of the page.
 */
export async function readVectors(
  client: CorralClient,
  { id, count, dimensions }: Pick<Run, 'id' | 'count' | 'dimensions'>,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await call('open', { id, count, dimensions })
    for (let from = 0; from < count;) {
      const page = await client.embeddings.vectors({ runId: id, from }, signal ? { signal } : {})
      if (page.count === 0) throw new Error('a page of vectors is empty')
      const bytes = await page.bytes.arrayBuffer()
      await call('put', { id, from, bytes }, [bytes])
      from += page.count
    }
  } catch (error) {
    dropVectors(id)
    throw error
  }
}

/** The vector of one text, embedded with the model and settings of a result; or why there is none. */
export async function embedOne(
  client: CorralClient,
  hostId: string,
  { model, settings }: { model: string; settings: RunSettings },
  text: string,
  signal: AbortSignal,
): Promise<{ bytes: ArrayBuffer; wasCut: boolean } | { problem: Problem }> {
  const run = await embed(client, { hostId, model, texts: [{ text, group: null }], settings }, signal, () => {})
  try {
    const [missing] = run.missing
    if (missing !== undefined) return { problem: missing.problem }
    const { bytes } = await client.embeddings.vectors({ runId: run.id, from: 0 }, { signal })
    return { bytes: await bytes.arrayBuffer(), wasCut: (run.cut?.length ?? 0) > 0 }
  } finally {
    client.embeddings.release({ runId: run.id }).catch(() => {
      // Then it goes when newer runs need the room.
    })
  }
}
