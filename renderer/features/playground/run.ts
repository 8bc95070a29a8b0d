import type { Run } from '#shared/contract/embeddings.ts'
import type { CorralClient } from '#shared/contract/index.ts'
import { bytesToVectors } from '#shared/domain/vectors.ts'
import { problemOf } from '../../host/index.ts'
import { compare } from './similarity.ts'
import { usePlayground } from './store.ts'

type RunInput = Parameters<CorralClient['embeddings']['run']>[0]

/** A map of more cells than this has none that can be seen. */
const MOST_SHOWN = 1000

let current: AbortController | undefined

/** Leaves the run under way, which cancels it; the result before it stays. */
export function cancelRun(): void {
  current?.abort()
}

/** Embeds, reads the vectors and compares them; every step shows in the store, and so does a failure. */
export async function startRun(client: CorralClient, input: RunInput): Promise<void> {
  current?.abort()
  const controller = new AbortController()
  current = controller
  const { signal } = controller
  const { setState } = usePlayground
  const { model, texts } = input
  const working = { kind: 'running', model, count: texts.length } as const
  const isCurrent = () => current === controller
  setState({ work: { ...working, done: 0, stage: 'embedding' } })
  try {
    const run = await embed(client, input, signal, (done) => {
      if (isCurrent()) setState({ work: { ...working, done, stage: 'embedding' } })
    })
    setState({ work: { ...working, done: run.count, stage: 'reading' } })
    const vectors = await read(client, run, signal).finally(() => {
      client.embeddings.release({ runId: run.id }).catch(() => {
        // Then it goes when newer runs need the room.
      })
    })
    setState({ work: { ...working, done: run.count, stage: 'comparing' } })
    const shown = Math.min(run.count, MOST_SHOWN)
    const matrix = await compare(vectors, run.count, run.dimensions, shown)
    if (isCurrent())
      setState({ work: { kind: 'idle' }, result: { run, texts, shown, matrix }, selected: 0, isEditing: false })
  } catch (error) {
    if (!isCurrent()) return
    setState({ work: signal.aborted ? { kind: 'idle' } : { kind: 'failed', problem: problemOf(error) } })
  }
}

async function embed(
  client: CorralClient,
  input: RunInput,
  signal: AbortSignal,
  progress: (done: number) => void,
): Promise<Run> {
  for await (const event of await client.embeddings.run(input, { signal })) {
    if (event.type === 'done') return event.run
    progress(event.done)
  }
  throw signal.aborted ? signal.reason : new Error('the run ended without a result')
}

/** All vectors of a run, page by page, as `count` rows of `dimensions`. */
async function read(client: CorralClient, { id, count, dimensions }: Run, signal: AbortSignal): Promise<Float32Array> {
  const vectors = new Float32Array(count * dimensions)
  let from = 0
  while (from < count) {
    const page = await client.embeddings.vectors({ runId: id, from }, { signal })
    if (page.count === 0) throw new Error('a page of vectors is empty')
    vectors.set(bytesToVectors(new Uint8Array(await page.bytes.arrayBuffer())), from * dimensions)
    from += page.count
  }
  return vectors
}
