import type { ModelOptions } from '#shared/contract/fields.ts'
import { VECTOR_BYTES } from '#shared/contract/embedding-bounds.ts'
import type { Run, RunEvent } from '#shared/contract/embeddings.ts'
import { vectorsToBytes } from '#shared/domain/vectors.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { refuseLocal } from '../library/names.ts'
import type { Platform } from '../platform.ts'
import type { Ollama } from '../ollama/client.ts'
import { ProblemError, fail } from '../problem.ts'
import { checkKeepAlive, type SettingsService } from '../settings/settings.ts'
import { batches, type Range } from './batches.ts'

/** Memory that kept runs may hold together. */
const KEPT_BYTES = 256 * 1024 * 1024

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
      const rows = createRows(count, client.server)
      const sums = { tokens: null as number | null, totalNs: null as number | null, loadNs: null as number | null }
      const tokensOf: number[] = []
      const cut: NonNullable<Run['cut']> = []
      let calls = 0
      yield { type: 'progress', done: 0, count }

      const ask = async ({ from, count: texts }: Range, truncate: boolean): Promise<Answer> => {
        const part = input.texts.slice(from, from + texts)
        try {
          if (!legacy) {
            calls += 1
            return await client.embed({ ...request, truncate, input: part }, signal)
          }
        } catch (error) {
          // Before 0.3 there is no `/api/embed`, whatever the version says.
          if (!(error instanceof ProblemError) || error.problem.code !== 'not_supported') throw error
          hosts.learn(input.hostId, { embed: false })
          legacy = true
        }
        calls += part.length
        return embedLegacy(client, request, part, signal)
      }
      for await (const { from, count: texts, answer, cut: isCut } of batches(input.texts, input, ask)) {
        rows.add(from, texts, answer.embeddings)
        const { prompt_eval_count: tokens } = answer
        if (isCut) cut.push({ text: from, tokens: tokens ?? null })
        if (input.alone && tokens !== undefined) tokensOf.push(tokens)
        sums.tokens = add(sums.tokens, tokens)
        sums.totalNs = add(sums.totalNs, answer.total_duration)
        sums.loadNs = add(sums.loadNs, answer.load_duration)
        yield { type: 'progress', done: from + texts, count }
      }

      const run: Run = {
        id: platform.newId(),
        hostId: input.hostId,
        model: input.model,
        count,
        dimensions: rows.dimensions,
        ...sums,
        tokensOf: tokensOf.length === count ? tokensOf : null,
        cut: legacy ? null : cut,
        elapsedMs: clock.now() - started,
        calls,
        endpoint: legacy ? 'embeddings' : 'embed',
      }
      keep({ run, vectors: rows.vectors })
      yield { type: 'done', run }
    },

    vectors(runId, from) {
      const kept = runs.get(runId)
      if (!kept) throw fail('run_unknown', { run: runId })
      const { count, dimensions } = kept.run
      if (from > count) throw fail('input_invalid', { field: 'from' })
      const rows = Math.min(count - from, Math.max(1, Math.floor(VECTOR_BYTES / (4 * dimensions))))
      const part = kept.vectors.subarray(from * dimensions, (from + rows) * dimensions)
      return { bytes: new Blob([vectorsToBytes(part)]), from, count: rows }
    },

    release: (runId) => void runs.delete(runId),
  }
}

type Request = Omit<Parameters<Ollama['embed']>[0], 'input' | 'truncate'>

interface Answer {
  embeddings: (number | null)[][]
  total_duration?: number | undefined
  load_duration?: number | undefined
  prompt_eval_count?: number | undefined
}

/** One text a call; the endpoint knows neither `truncate` nor `dimensions` and tells no figures. */
async function embedLegacy(client: Ollama, request: Request, texts: string[], signal?: AbortSignal): Promise<Answer> {
  if (request.dimensions !== undefined) throw fail('not_supported', { server: client.server, what: 'dimensions' })
  const { model, keep_alive, options } = request
  const embeddings: Answer['embeddings'] = []
  for (const prompt of texts) embeddings.push(await client.embedLegacy({ model, keep_alive, options, prompt }, signal))
  return { embeddings }
}

/** The vectors of a run as they come in, all of the length of the first. */
function createRows(count: number, server: string) {
  const rows = {
    vectors: new Float32Array(),
    dimensions: 0,
    add(from: number, texts: number, embeddings: Answer['embeddings']) {
      if (embeddings.length !== texts)
        throw fail('bad_answer', { server }, { detail: `${embeddings.length} vectors for ${texts} texts` })
      embeddings.forEach((embedding, at) => {
        if (rows.dimensions === 0) {
          rows.dimensions = embedding.length
          rows.vectors = new Float32Array(count * embedding.length)
        }
        const { dimensions, vectors } = rows
        if (embedding.length !== dimensions || dimensions === 0)
          throw fail('bad_answer', { server }, { detail: `vectors of ${dimensions} and ${embedding.length} numbers` })
        const start = (from + at) * dimensions
        embedding.forEach((value, index) => (vectors[start + index] = value ?? Number.NaN))
      })
    },
  }
  return rows
}

function add(sum: number | null, value: number | undefined): number | null {
  return value === undefined ? sum : (sum ?? 0) + value
}
