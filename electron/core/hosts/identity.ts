import { parseJson } from '#shared/ollama/fields.ts'
import type { RawAnswer } from '../ollama/http.ts'

/** Requests a path below the server's address; `null` without an answer. Never throws. */
export type Peek = (path: string) => Promise<RawAnswer | null>

/** `ollama` was identified by its own text; `unknown` may still be Ollama behind a proxy that passes on only its API. */
export interface Identity {
  kind: 'ollama' | 'llama_cpp' | 'lm_studio' | 'open_webui' | 'localai' | 'unknown'
  /** The title of the web page at the address, or empty. */
  page: string
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Answers that identify a server, in the order in which they are tried. Sources: Ollama's `routes.go`; llama.cpp's
 * `server-http.cpp`, `/props` and `/v1/models`; LM Studio's answer to unknown paths; Open WebUI's `/api/config`;
 * LocalAI's `welcome.go` and `/version`.
 */
const signs: readonly { kind: Identity['kind']; path: string; shows: (answer: RawAnswer, json: Fields) => boolean }[] =
  [
    { kind: 'ollama', path: '/', shows: ({ body }) => body.startsWith('Ollama is running') },
    { kind: 'llama_cpp', path: '/', shows: ({ headers }) => headers.server === 'llama.cpp' },
    {
      kind: 'lm_studio',
      path: '/',
      shows: (_, { error }) => textOf(error).startsWith('Unexpected endpoint or method'),
    },
    { kind: 'lm_studio', path: '/', shows: (_, { error }) => /\bLM Studio\b/.test(textOf(error)) },
    { kind: 'localai', path: '/', shows: ({ body }, { Title }) => /^LocalAI\b/.test(textOf(Title) || titleOf(body)) },
    {
      kind: 'open_webui',
      path: '/api/config',
      shows: (_, { name, version, features }) => isText(name) && isText(version) && isFields(features),
    },
    {
      kind: 'llama_cpp',
      path: '/props',
      shows: ({ headers }, { default_generation_settings: settings, build_info: build }) =>
        headers.server === 'llama.cpp' || isFields(settings) || isText(build),
    },
    { kind: 'llama_cpp', path: '/v1/models', shows: ({ body }) => /"owned_by"\s*:\s*"llamacpp"/.test(body) },
    { kind: 'localai', path: '/version', shows: (_, { version }) => isText(version) && /^v\d/.test(version) },
  ]

/** Identifies a server by its front page, and if that is not enough by four more paths. Never throws. */
export async function identify(peek: Peek): Promise<Identity> {
  const front = await peek('/')
  const page = front ? titleOf(front.body) : ''
  const kind = (path: string, answer: RawAnswer | null) => {
    const json = answer && parseJson(answer.body)
    const fields = isFields(json) ? json : {}
    return signs.find((sign) => answer && sign.path === path && sign.shows(answer, fields))?.kind
  }
  const told = kind('/', front)
  if (told) return { kind: told, page }
  const more = ['/api/config', '/props', '/v1/models', '/version']
  const answers = await Promise.all(more.map(peek))
  return { kind: more.map((path, index) => kind(path, answers[index] ?? null)).find(Boolean) ?? 'unknown', page }
}

/** The title of an HTML page in one line of at most 80 characters; empty without one. */
export function titleOf(html: string): string {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1] ?? ''
  return title
    .replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 80)
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A text, or the `message` of an object: errors come in both forms. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : isFields(value) ? textOf(value['message']) : ''
}
