import { z } from 'zod'
import type { Think } from '#shared/contract/prompts.ts'
import type { Account } from '#shared/contract/account.ts'
import {
  copyCall,
  deleteCall,
  generateCall,
  named,
  transferCall,
  type LoadRequest,
  type TransferRequest,
} from '#shared/ollama/calls.ts'
import { readChatLine, type ChatLine } from '#shared/ollama/chat.ts'
import { readEmbed, readLegacyEmbedding, type Embedded } from '#shared/ollama/embed.ts'
import { parseJson, type Rows } from '#shared/ollama/fields.ts'
import { loadedAnswerSchema, versionSchema } from '#shared/ollama/schemas.ts'
import { readTags, type Tag } from '#shared/ollama/tags.ts'
import { readProgressLine, type ProgressLine } from '#shared/ollama/progress-line.ts'
import { readPs, type PsModel } from '#shared/ollama/ps.ts'
import { readShow, type Show } from '#shared/ollama/show.ts'
import type { Clock, Net, WorkerThread } from '../platform.ts'
import { ProblemError, fail } from '../problem.ts'
import { accountOfError, readAccount } from './account.ts'
import { errorText, lineProblem, streamProblem, toClockProblem, type Asked } from './errors.ts'
import { createHttp, type Access, type HttpRequest } from './http.ts'
import { toArrays, type JsonArray } from './json-arrays.ts'
import { streamLines } from './stream-lines.ts'
import { readVerboseAnswer, type VocabularyIndex } from './verbose-answer.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** A verbose `show` of a vocabulary of 250,000 tokens with merges is about 12 MB. */
const MAX_SHOW_BYTES = 256 * 1024 * 1024

export interface EmbedRequest extends LoadRequest {
  input: string[]
  truncate?: boolean
  dimensions?: number | undefined
}

export interface ChatRequest extends LoadRequest {
  messages: { role: 'system' | 'user'; content: string; images?: string[] }[]
  think?: Exclude<Think, null>
}

export interface VerboseShow {
  /** Arrays are `null` in it. */
  show: Show
  arrays: ReadonlyMap<string, JsonArray>
  vocabulary: VocabularyIndex
}

/** Ollama's management API on one server. Every method throws `ProblemError` and nothing else. */
export interface Ollama {
  readonly server: string
  version(signal?: AbortSignal): Promise<string>
  /** Returns the same object as before as long as the answer has the same bytes. */
  tags(signal?: AbortSignal): Promise<Rows<Tag>>
  show(model: string, signal?: AbortSignal): Promise<Show>
  /** The arrays of `model_info` come separately; their elements are parsed on demand. */
  showVerbose(model: string, signal?: AbortSignal): Promise<VerboseShow>
  copy(source: string, destination: string, signal?: AbortSignal): Promise<void>
  remove(model: string, signal?: AbortSignal): Promise<void>
  /**
   * Whether the server has a blob. `null` where it does not tell: too old, a proxy that does not pass the request on,
   * or no answer. Throws only `cancelled`.
   *
   * @param digest `sha256:` and 64 hex digits
   */
  hasBlob(digest: string, signal?: AbortSignal): Promise<boolean | null>
  /** Who is signed in. The server asks ollama.com for it. Throws only `cancelled`. */
  account(signal?: AbortSignal): Promise<Account>
  /** `leftOut` counts unreadable rows; `date` is the server's clock from its `Date` header, in milliseconds since 1970. */
  ps(signal?: AbortSignal): Promise<{ models: PsModel[]; leftOut: number; date: number | null }>
  /** Generate without a prompt: loads, refreshes, or with `keep_alive: 0` unloads. */
  generate(request: LoadRequest, signal?: AbortSignal): Promise<void>
  embed(request: EmbedRequest, signal?: AbortSignal): Promise<Embedded>
  /** The legacy endpoint: one text, one vector, not normalised by the server. */
  embedLegacy(request: LoadRequest & { prompt: string }, signal?: AbortSignal): Promise<Embedded['vectors'][number]>
  /**
   * An answer piece by piece, up to and including its end, however long the server takes. Any other end throws: the
   * server's error line, `answer_ended_early` if the stream stops, `cancelled` if the signal aborts.
   */
  chat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatLine, void>
  /**
   * Progress lines up to and including `success`. Any other end throws: the server's error line, `ended_early`
   * if the stream stops, `cancelled` if the signal aborts.
   */
  transfer(kind: 'pull' | 'push', request: TransferRequest, signal: AbortSignal): AsyncGenerator<ProgressLine, void>
}

const openToAll = async (): Promise<Access> => ({ headers: {}, trusted: null })

/** For callers that may be blocked, such as tests. */
export const sameThread: WorkerThread = { readVerboseAnswer: async (parts) => readVerboseAnswer(await parts) }

export function createOllama(net: Net, clock: Clock, server: string, access = openToAll, worker = sameThread): Ollama {
  const http = createHttp(net, clock, server, access)

  const ask = async <T>(schema: z.ZodType<T>, request: HttpRequest): Promise<T> =>
    read(schema, request, (await http.readBody(request)).body)
  const toJson = (body: Buffer | string): unknown => {
    const text = String(body)
    const json = text === '' ? null : parseJson(text)
    if (json === undefined) throw fail('not_ollama', { server }, { detail: text.slice(0, 200) })
    return json
  }
  /** Reads an answer field by field; `reader` returns `undefined` for one of another kind. */
  const readBy = <T>(reader: (answer: unknown) => T | undefined, body: Buffer | string): T => {
    const answer = reader(toJson(body))
    if (answer === undefined) throw fail('bad_answer', { server }, { detail: String(body).slice(0, 200) })
    return answer
  }
  const askBy = async <T>(reader: (answer: unknown) => T | undefined, request: HttpRequest): Promise<T> =>
    readBy(reader, (await http.readBody(request)).body)
  const read = <T>(schema: z.ZodType<T>, request: HttpRequest, body: Buffer | string): T => {
    const parsed = schema.safeParse(toJson(body))
    if (!parsed.success)
      throw fail(
        request.path === '/api/version' ? 'not_ollama' : 'bad_answer',
        { server },
        { detail: parsed.error.message },
      )
    return parsed.data
  }
  const showRequest = (model: string, verbose: boolean, signal?: AbortSignal): HttpRequest => ({
    method: 'POST',
    path: '/api/show',
    body: verbose ? { ...named(model), verbose } : named(model),
    model,
    signal,
    beginWithin: MINUTE,
    maxBytes: MAX_SHOW_BYTES,
  })
  /** The status of an answer; `null` for none. */
  const statusOfBlob = async (digest: string, signal?: AbortSignal): Promise<number | null> => {
    try {
      await http.readBody({ method: 'HEAD', path: `/api/blobs/${digest}`, signal, beginWithin: 15 * SECOND })
      return 200
    } catch (error) {
      if (signal?.aborted || !(error instanceof ProblemError)) throw error
      return error.problem.status ?? null
    }
  }
  let tellsBlobs = false
  let listed: { body: Buffer; list: Rows<Tag> } | undefined

  return {
    server,
    version: async (signal) =>
      (await ask(versionSchema, { method: 'GET', path: '/api/version', signal, beginWithin: 5 * SECOND })).version,
    async tags(signal) {
      // The first call after its start waits until the server has read the headers of all model files.
      const request: HttpRequest = { method: 'GET', path: '/api/tags', signal, beginWithin: MINUTE }
      const { body } = await http.readBody(request)
      if (listed?.body.equals(body)) return listed.list
      const list = readBy(readTags, body)
      listed = { body, list }
      return list
    },
    show: (model, signal) => askBy(readShow, showRequest(model, false, signal)),
    async showVerbose(model, signal) {
      const answer = await worker.readVerboseAnswer(http.readParts(showRequest(model, true, signal)), signal)
      return { show: readBy(readShow, answer.rest), arrays: toArrays(answer), vocabulary: answer.vocabulary }
    },
    copy: async (source, destination, signal) => {
      await ask(z.unknown(), {
        ...copyCall(source, destination),
        model: source,
        signal,
        beginWithin: MINUTE,
      })
    },
    remove: async (model, signal) => {
      await ask(z.unknown(), {
        ...deleteCall(model),
        model,
        signal,
        // Deleting a large file is slow on some file systems.
        beginWithin: 5 * MINUTE,
      })
    },
    async hasBlob(digest, signal) {
      const status = await statusOfBlob(digest, signal)
      if (status === 200) return true
      // Whoever does not know the path answers 404, too; only Ollama finds fault with such a digest.
      if (status === 404) tellsBlobs ||= (await statusOfBlob('none', signal)) === 400
      return status === 404 && tellsBlobs ? false : null
    },
    async account(signal) {
      const request: HttpRequest = { method: 'POST', path: '/api/me', body: {}, signal, beginWithin: 20 * SECOND }
      try {
        return readAccount(parseJson(String((await http.readBody(request)).body)))
      } catch (error) {
        return accountOfError(error)
      }
    },
    ps: async (signal) => {
      const { body, date } = await http.readBody({
        method: 'GET',
        path: '/api/ps',
        signal,
        // It can stall for seconds while a model is being unloaded.
        beginWithin: 15 * SECOND,
      })
      const { rows, leftOut } = readBy(readPs, body)
      return { models: rows, leftOut, date }
    },
    generate: async (request, signal) => {
      await ask(loadedAnswerSchema, {
        ...generateCall(request),
        model: request.model,
        signal,
        beginWithin: 15 * MINUTE,
      })
    },
    embed: (request, signal) =>
      askBy(readEmbed, {
        method: 'POST',
        path: '/api/embed',
        body: request,
        model: request.model,
        signal,
        beginWithin: 15 * MINUTE,
      }),
    embedLegacy: (request, signal) =>
      askBy(readLegacyEmbedding, {
        method: 'POST',
        path: '/api/embeddings',
        body: request,
        model: request.model,
        signal,
        beginWithin: 15 * MINUTE,
      }),
    async *chat(request, signal) {
      const { model } = request
      const asked = { server, model, path: '/api/chat' }
      const params = { server, model }
      // A load may take minutes, and so may the first word of a long prompt.
      const ask = { ...asked, method: 'POST' as const, body: { ...request, stream: true }, signal, beginWithin: null }
      const problemOf = (line: unknown) => lineProblem(line, asked)
      for await (const line of streamLines(http, ask, params, 'answer_ended_early', problemOf)) {
        const read = readChatLine(line)
        if (!read) continue
        yield read
        if (read.done) return
      }
      throw fail(signal.aborted ? 'cancelled' : 'answer_ended_early', params)
    },
    async *transfer(kind, request, signal) {
      const params = { server, model: request.model }
      const asked = { ...params, kind }
      const told = (error: unknown) => toClockProblem(error, http.clockAhead(), asked)
      const common = { ...transferCall(kind, request), model: request.model, signal }
      if (!request.stream) {
        const answer = await ask(z.unknown(), { ...common, beginWithin: null }).catch((error: unknown) => {
          throw told(asStreamProblem(error, asked))
        })
        const text = errorText(answer)
        if (text !== null) throw told(new ProblemError(streamProblem(text, asked)))
        const last = readProgressLine(answer)
        if (last) yield last
        if (last?.status === 'success') return
        throw fail('ended_early', params, { detail: last?.status })
      }
      try {
        const ask = { ...common, beginWithin: MINUTE }
        for await (const line of streamLines(http, ask, params, 'ended_early', (_, text) =>
          streamProblem(text, asked),
        )) {
          const progress = readProgressLine(line)
          if (!progress) continue
          yield progress
          if (progress.status === 'success') return
        }
      } catch (error) {
        throw told(error)
      }
      throw signal.aborted ? fail('cancelled', params) : fail('ended_early', params)
    },
  }
}

/** With `stream: false` the text of an in-stream error comes as the body of a 500. */
function asStreamProblem(error: unknown, asked: Asked): unknown {
  if (!(error instanceof ProblemError) || error.problem.code !== 'server_error' || !error.problem.detail) return error
  return new ProblemError({ ...streamProblem(error.problem.detail, asked), status: error.problem.status })
}
