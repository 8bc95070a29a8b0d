import type { ModelOptions } from '#shared/contract/fields.ts'
import { VECTOR_BYTES } from '#shared/contract/embedding-bounds.ts'
import type { MissingVector, Run, RunEvent } from '#shared/contract/embeddings.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { vectorsToBytes } from '#shared/domain/vectors.ts'
import type { Embedded, SentVector } from '#shared/ollama/embed.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { refuseLocal } from '../library/names.ts'
import type { Platform } from '../platform.ts'
import type { Ollama } from '../ollama/client.ts'
import { ProblemError, fail, problem } from '../problem.ts'
import { checkKeepAlive, type SettingsService } from '../settings/settings.ts'
import { batches, type Range } from './batches.ts'

/** Largest total memory of kept runs, in bytes. */
const KEPT_BYTES = 128 * 1024 * 1024

export interface RunInput {
  hostId: string
  model: string
  texts: string[]
  truncate: boolean
  alone: boolean
  dimensions: number
  options?: ModelOptions | undefined
  keepAlive: string | number | null
}

export interface EmbeddingsService {
  run(input: RunInput, signal?: AbortSignal): AsyncGenerator<RunEvent, void>
  vectors(runId: string, from: number): { bytes: Blob; from: number; count: number }
  release(runId: string): void
}

interface Kept {
  run: Run
  vectors: Float32Array
}

export function createEmbeddings(
  platform: Platform,
  hosts: HostsService,
  settings: SettingsService,
): EmbeddingsService {
  const { clock } = platform
  const runs = new Map<string, Kept>()

  const keep = (kept: Kept) => {
    runs.set(kept.run.id, kept)
    let sum = [...runs.values()].reduce((total, { vectors }) => total + vectors.byteLength, 0)
    for (const [id, { vectors }] of runs) {
      if (sum <= KEPT_BYTES || id === kept.run.id) break
      runs.delete(id)
      sum -= vectors.byteLength
    }
  }

  return {
    async *run(input, signal) {
      refuseLocal(input.model)
      checkKeepAlive(input.keepAlive)
      const client = hosts.client(input.hostId)
      const request: Request = {
        model: input.model,
        ...(input.dimensions > 0 ? { dimensions: input.dimensions } : {}),
        ...(input.options ? { options: input.options } : {}),
        keep_alive: input.keepAlive ?? settings.get().keepAlive ?? undefined,
      }
      const count = input.texts.length
      const started = clock.now()
      let legacy = !hosts.features(input.hostId).embed
      const vectors: (Float32Array | null)[] = Array.from({ length: count }, () => null)
      const missing: MissingVector[] = []
      const sums = { tokens: null as number | null, totalNs: null as number | null, loadNs: null as number | null }
      const tokensOf: (number | null)[] = Array.from({ length: count }, () => null)
      const cut: NonNullable<Run['cut']> = []
      let calls = 0
      yield { type: 'progress', done: 0, count }

      const ask = async ({ from, count: texts }: Range, truncate: boolean): Promise<Answer> => {
        const part = input.texts.slice(from, from + texts)
        try {
          if (!legacy) {
            calls += 1
            const embedded = await client.embed({ ...request, truncate, input: part }, signal)
            return { ...embedded, vectors: checkedVectors(embedded.vectors, texts, client.server) }
          }
        } catch (error) {
          // Before 0.3 there is no `/api/embed`. This does not rely on the version.
          if (!(error instanceof ProblemError) || error.problem.code !== 'not_supported') throw error
          hosts.learn(input.hostId, { embed: false })
          legacy = true
        }
        calls += part.length
        return embedLegacy(client, request, part, signal)
      }
      for await (const batch of batches(input.texts, { ...input, alone: input.alone || legacy }, ask)) {
        const { from, count: texts } = batch
        if ('problem' in batch)
          for (let text = from; text < from + texts; text++) missing.push({ text, problem: brief(batch.problem) })
        else {
          batch.answer.vectors.forEach((vector, at) => (vectors[from + at] = vector))
          const { prompt_eval_count: tokens } = batch.answer
          if (batch.cut) cut.push({ text: from, tokens: tokens ?? null })
          if (texts === 1) tokensOf[from] = tokens ?? null
          sums.tokens = add(sums.tokens, tokens)
          sums.totalNs = add(sums.totalNs, batch.answer.total_duration)
          sums.loadNs = add(sums.loadNs, batch.answer.load_duration)
        }
        yield { type: 'progress', done: from + texts, count }
      }
      const table = toTable(vectors, missing)
      // A refusal of every text, with no vector at all, is not about the texts.
      const [first] = missing
      if (first && missing.length === count && isOfServer(missing)) throw new ProblemError(first.problem)

      const run: Run = {
        id: platform.newId(),
        hostId: input.hostId,
        model: input.model,
        count,
        dimensions: table.dimensions,
        missing: table.missing,
        ...sums,
        tokensOf: input.alone && sums.tokens !== null ? tokensOf : null,
        cut: legacy ? null : cut,
        elapsedMs: clock.now() - started,
        calls,
        endpoint: legacy ? 'embeddings' : 'embed',
      }
      keep({ run, vectors: table.vectors })
      yield { type: 'done', run }
    },

    vectors(runId, from) {
      const kept = runs.get(runId)
      if (!kept) throw fail('run_unknown', { run: runId })
      const { count, dimensions } = kept.run
      if (from > count) throw fail('input_invalid', { field: 'from' })
      const rows = Math.min(count - from, Math.max(1, Math.floor(VECTOR_BYTES / (4 * Math.max(1, dimensions)))))
      const part = kept.vectors.subarray(from * dimensions, (from + rows) * dimensions)
      return { bytes: new Blob([vectorsToBytes(part)]), from, count: rows }
    },

    release: (runId) => void runs.delete(runId),
  }
}

type Request = Omit<Parameters<Ollama['embed']>[0], 'input' | 'truncate'>

interface Answer extends Partial<Omit<Embedded, 'vectors'>> {
  vectors: Float32Array[]
}

/** One text per call; the endpoint knows neither `truncate` nor `dimensions`, and returns no counts or durations. */
async function embedLegacy(client: Ollama, request: Request, texts: string[], signal?: AbortSignal): Promise<Answer> {
  if (request.dimensions !== undefined) throw fail('not_supported', { server: client.server, what: 'dimensions' })
  const { model, keep_alive, options } = request
  const vectors: Float32Array[] = []
  for (const prompt of texts) {
    const vector = await client.embedLegacy({ model, keep_alive, options, prompt }, signal)
    vectors.push(...checkedVectors([vector], 1, client.server))
  }
  return { vectors }
}

/**
 * The vectors of a call for `count` texts. If one of several is missing or invalid, the call throws, so that halving
 * finds the text.
 *
 * @throws `vector_missing`, `vector_invalid` or `vector_not_finite`
 */
function checkedVectors(sent: Embedded['vectors'], texts: number, server: string): Float32Array[] {
  if (sent.includes('invalid')) throw fail('vector_invalid', { server })
  if (sent.length !== texts || sent.includes('missing'))
    throw fail(
      'vector_missing',
      { server },
      { detail: `${sent.filter((vector) => vector !== 'missing').length} vectors for ${texts} texts` },
    )
  return (sent as SentVector[]).map((vector) => {
    const isFinite = vector.every((value) => value !== null)
    // A single text keeps its valid numbers.
    if (!isFinite && (texts > 1 || vector.every((value) => value === null))) throw fail('vector_not_finite', { server })
    return Float32Array.from(vector, (value) => value ?? Number.NaN)
  })
}

/** All vectors as one table of the most frequent length; the first one if two are equally frequent. */
function toTable(vectors: readonly (Float32Array | null)[], missing: readonly MissingVector[]) {
  const frequency = new Map<number, number>()
  for (const vector of vectors) if (vector) frequency.set(vector.length, (frequency.get(vector.length) ?? 0) + 1)
  const [dimensions] = [...frequency].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0])
  const table = new Float32Array(vectors.length * dimensions).fill(Number.NaN)
  const others: MissingVector[] = []
  for (const [text, vector] of vectors.entries()) {
    if (vector?.length === dimensions) table.set(vector, text * dimensions)
    else if (vector) others.push({ text, problem: problem('vector_length', { length: vector.length, dimensions }) })
  }
  return { dimensions, vectors: table, missing: [...missing, ...others].sort((a, b) => a.text - b.text) }
}

/** Whether refusals are failures of the server, not of a text. */
function isOfServer(missing: readonly MissingVector[]): boolean {
  return missing.every(({ problem: { code } }) => code === 'server_error' || code === 'rejected')
}

/** Characters of the server's error text that are kept for each text. */
const DETAIL_LENGTH = 200

function brief({ detail, ...others }: Problem): Problem {
  return detail === undefined ? others : { ...others, detail: detail.slice(0, DETAIL_LENGTH) }
}

function add(sum: number | null, value: number | undefined): number | null {
  return value === undefined ? sum : (sum ?? 0) + value
}
