import type { ModelOptions } from '#shared/contract/fields.ts'
import { VECTOR_BYTES, type Run, type RunEvent } from '#shared/contract/embeddings.ts'
import { vectorsToBytes } from '#shared/domain/vectors.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { refuseLocal } from '../library/names.ts'
import type { Machine } from '../machine.ts'
import type { Ollama } from '../ollama/client.ts'
import { ProblemError, fail } from '../problem.ts'
import { checkKeepAlive, type SettingsService } from '../settings/settings.ts'

/** Texts and characters of one call: small enough for progress and cancel, large enough to cost little. */
const CHUNK_TEXTS = 32
const CHUNK_CHARACTERS = 64 * 1024
/** Memory that kept runs may hold together. */
const KEPT_BYTES = 256 * 1024 * 1024

export interface RunInput {
  hostId: string
  model: string
  texts: string[]
  truncate: boolean
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

export function createEmbeddings(machine: Machine, hosts: HostsService, settings: SettingsService): EmbeddingsService {
  const { clock } = machine
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
        truncate: input.truncate,
        ...(input.dimensions > 0 ? { dimensions: input.dimensions } : {}),
        ...(input.options ? { options: input.options } : {}),
        keep_alive: input.keepAlive ?? settings.get().keepAlive ?? undefined,
      }
      const count = input.texts.length
      const started = clock.now()
      let legacy = !hosts.features(input.hostId).embed
      let vectors: Float32Array | undefined
      let dimensions = 0
      let done = 0
      let calls = 0
      const sums = { tokens: null as number | null, totalNs: null as number | null, loadNs: null as number | null }
      yield { type: 'progress', done, count }

      while (done < count) {
        const texts = input.texts.slice(done, done + chunkLength(input.texts, done))
        let answer: Answer
        try {
          answer = await (legacy ? embedLegacy : embed)(client, request, texts, signal)
        } catch (error) {
          // Before 0.3 there is no `/api/embed`, whatever the version says.
          if (legacy || !(error instanceof ProblemError) || error.problem.code !== 'not_supported') throw error
          hosts.learn(input.hostId, { embed: false })
          legacy = true
          continue
        }
        if (answer.embeddings.length !== texts.length)
          throw fail(
            'bad_answer',
            { server: client.server },
            { detail: `${answer.embeddings.length} vectors for ${texts.length} texts` },
          )
        for (const embedding of answer.embeddings) {
          dimensions ||= embedding.length
          vectors ??= new Float32Array(count * dimensions)
          if (embedding.length !== dimensions || dimensions === 0)
            throw fail(
              'bad_answer',
              { server: client.server },
              { detail: `vectors of ${dimensions} and ${embedding.length} numbers` },
            )
          vectors.set(embedding, done * dimensions)
          done += 1
        }
        calls += answer.calls
        sums.tokens = add(sums.tokens, answer.prompt_eval_count)
        sums.totalNs = add(sums.totalNs, answer.total_duration)
        sums.loadNs = add(sums.loadNs, answer.load_duration)
        yield { type: 'progress', done, count }
      }

      const run: Run = {
        id: machine.newId(),
        hostId: input.hostId,
        model: input.model,
        count,
        dimensions,
        ...sums,
        elapsedMs: clock.now() - started,
        calls,
        endpoint: legacy ? 'embeddings' : 'embed',
      }
      keep({ run, vectors: vectors ?? new Float32Array() })
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

type Request = Omit<Parameters<Ollama['embed']>[0], 'input'>

interface Answer {
  embeddings: number[][]
  total_duration?: number | undefined
  load_duration?: number | undefined
  prompt_eval_count?: number | undefined
  calls: number
}

async function embed(client: Ollama, request: Request, texts: string[], signal?: AbortSignal): Promise<Answer> {
  return { ...(await client.embed({ ...request, input: texts }, signal)), calls: 1 }
}

/** One text a call; the endpoint knows neither `truncate` nor `dimensions` and tells no figures. */
async function embedLegacy(client: Ollama, request: Request, texts: string[], signal?: AbortSignal): Promise<Answer> {
  if (request.dimensions !== undefined) throw fail('not_supported', { server: client.server, what: 'dimensions' })
  const { model, keep_alive, options } = request
  const embeddings: number[][] = []
  for (const prompt of texts) embeddings.push(await client.embedLegacy({ model, keep_alive, options, prompt }, signal))
  return { embeddings, calls: texts.length }
}

/** How many texts from `from` on make the next call: at least one. */
function chunkLength(texts: string[], from: number): number {
  let characters = 0
  let length = 0
  for (const text of texts.slice(from, from + CHUNK_TEXTS)) {
    characters += text.length
    if (length > 0 && characters > CHUNK_CHARACTERS) break
    length += 1
  }
  return length
}

function add(sum: number | null, value: number | undefined): number | null {
  return value === undefined ? sum : (sum ?? 0) + value
}
