import type { Token } from '#shared/contract/library.ts'
import type { Show } from '#shared/ollama/schemas.ts'
import { fail } from '../problem.ts'
import { pageOf } from './pages.ts'

/** Memory the verbose answers may hold together, by the size of their JSON. */
const KEPT_BYTES = 128 * 1024 * 1024
const MAX_SCALAR = 2000

/** The arrays of a verbose `show`: kept in the core and read page by page. */
export interface Verbose {
  array(key: string, offset: number, limit: number): { values: Scalar[]; total: number }
  tokens(offset: number, limit: number): { rows: Token[]; total: number }
  search(query: string, from: number, limit: number): { rows: Token[]; next: number | null }
  readonly bytes: number
}

type Scalar = string | number | boolean | null

export function readVerbose(show: Show): Verbose {
  const info = show.model_info ?? {}
  const arrays = new Map<string, unknown[]>()
  let bytes = 0
  for (const [key, value] of Object.entries(info))
    if (Array.isArray(value)) {
      arrays.set(key, value)
      // Two bytes a character and some sixteen of overhead a string; eight for a number.
      for (const item of value) bytes += typeof item === 'string' ? 16 + 2 * item.length : 8
    }
  const tokens = arrays.get('tokenizer.ggml.tokens') ?? []
  const types = arrays.get('tokenizer.ggml.token_type') ?? []
  const scores = arrays.get('tokenizer.ggml.scores') ?? []
  let folded: string[] | undefined

  const token = (id: number): Token => ({
    id,
    text: String(tokens[id]),
    type: asNumber(types[id]),
    score: asNumber(scores[id]),
  })
  const cut = (row: Token): Token => ({ ...row, text: row.text.slice(0, MAX_SCALAR) })
  /** Built on the first search: lower case in one pass is what makes the following ones quick. */
  const foldedTokens = () => (folded ??= tokens.map((text) => String(text).toLowerCase()))

  return {
    bytes,
    array(key, offset, limit) {
      const values = arrays.get(key)
      if (!values) throw fail('array_unknown', { key })
      const page = values.slice(offset, offset + limit).map(asScalar)
      return { values: pageOf(page, 0, limit, (value) => String(value).slice(0, MAX_SCALAR)), total: values.length }
    },
    tokens(offset, limit) {
      const end = Math.min(tokens.length, offset + limit)
      const rows = Array.from({ length: Math.max(0, end - offset) }, (_, index) => token(offset + index))
      return { rows: pageOf(rows, 0, limit, cut), total: tokens.length }
    },
    search(query, from, limit) {
      const wanted = query.toLowerCase()
      const wantedId = /^\d+$/.test(query) ? Number(query) : -1
      const texts = foldedTokens()
      const rows: Token[] = []
      let id = from
      for (; id < texts.length && rows.length < limit; id++)
        if (id === wantedId || texts[id]?.includes(wanted)) rows.push(token(id))
      const page = pageOf(rows, 0, limit, cut)
      const last = page.at(-1)
      if (page.length < rows.length && last) return { rows: page, next: last.id + 1 }
      return { rows: page, next: id < texts.length ? id : null }
    },
  }
}

function asNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function asScalar(value: unknown): Scalar {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  return JSON.stringify(value)
}

/** Keeps what was asked for last, by key, within `maxBytes`; a failed read is not kept. */
export function createVerboseCache(maxBytes = KEPT_BYTES) {
  /** The first is always the one longest unused. */
  const kept = new Map<string, { reading: Promise<Verbose>; bytes: number }>()

  const makeRoom = (newest: string) => {
    let sum = [...kept.values()].reduce((total, { bytes }) => total + bytes, 0)
    for (const [key, { bytes }] of kept) {
      if (sum <= maxBytes) return
      if (key === newest) continue
      kept.delete(key)
      sum -= bytes
    }
  }

  return {
    get(key: string, read: () => Promise<Show>): Promise<Verbose> {
      const entry = kept.get(key) ?? { reading: read().then(readVerbose), bytes: 0 }
      const isNew = !kept.has(key)
      kept.delete(key)
      kept.set(key, entry)
      if (isNew)
        entry.reading.then(
          (verbose) => {
            entry.bytes = verbose.bytes
            makeRoom(key)
          },
          () => kept.delete(key),
        )
      return entry.reading
    },
  }
}
