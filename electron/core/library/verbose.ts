import type { Token, Vocabulary } from '#shared/contract/library.ts'
import { tokenizerKind } from '#shared/domain/token-text.ts'
import type { Clock, Timer } from '../platform.ts'
import type { VerboseShow } from '../ollama/client.ts'
import type { JsonArray } from '../ollama/json-arrays.ts'
import { fail } from '../problem.ts'
import { pageOf } from './pages.ts'
import { createTokenSearch } from './token-search.ts'

/** Memory the verbose answers may hold together. */
const KEPT_BYTES = 128 * 1024 * 1024
/** One that nobody has looked at for so long is let go. */
const KEPT_MS = 3 * 60_000
const MAX_SCALAR = 2000

/** The arrays of a verbose `show`: kept in the core and read page by page. */
export interface Verbose {
  array(key: string, offset: number, limit: number): { values: Scalar[]; total: number }
  /** The first values of a list of the metadata; `null` if it has none. */
  arrayOf(key: string, limit: number): Scalar[] | null
  vocabulary(): Vocabulary
  tokens(offset: number, limit: number): { rows: Token[]; total: number }
  search(wanted: TokenQuery): { rows: Token[]; next: number | null }
  readonly bytes: number
}

export interface TokenQuery {
  /** In the text, or the number itself; empty for all. */
  query: string
  /** Only tokens of this type. */
  type: number | null
  from: number
  limit: number
}

type Scalar = string | number | boolean | null

const empty: JsonArray = {
  length: 0,
  bytes: 0,
  slice: () => [],
  body: Buffer.alloc(0),
  startOf: () => 0,
  endOf: () => 0,
}

export function readVerbose({ show, arrays, vocabulary }: VerboseShow): Verbose {
  const info = show.model_info ?? {}
  const tokens = arrays.get('tokenizer.ggml.tokens') ?? empty
  const types = arrays.get('tokenizer.ggml.token_type') ?? empty
  const scores = arrays.get('tokenizer.ggml.scores') ?? empty
  const kind = tokenizerKind(info['tokenizer.ggml.model'])
  const { row, starts, types: numbers, typeCounts } = vocabulary
  const search = createTokenSearch(vocabulary, kind)

  const tokensFrom = (from: number, to: number): Token[] => {
    const [type, score] = [types.slice(from, to), scores.slice(from, to)]
    return tokens.slice(from, to).map((text, at) => ({
      id: from + at,
      text: String(text),
      type: asNumber(type[at]),
      score: asNumber(score[at]),
    }))
  }
  const cut = (row: Token): Token => ({ ...row, text: row.text.slice(0, MAX_SCALAR) })

  /** The first token from `from` on that is wanted, or -1. */
  const nextOf = ({ query, type }: TokenQuery, from: number): number => {
    const wantedId = /^\d+$/.test(query) ? Number(query) : -1
    let id = from
    for (;;) {
      if (query === '') id = type === null ? id : numbers.indexOf(type, id)
      else {
        const found = search.next(query, id)
        id = wantedId >= id && (found < 0 || wantedId < found) ? wantedId : found
      }
      if (id < 0 || id >= tokens.length) return -1
      if (query === '' || type === null || numbers[id] === type) return id
      id += 1
    }
  }

  return {
    bytes:
      [...arrays.values()].reduce((sum, { bytes }) => sum + bytes, 0) +
      row.length +
      starts.byteLength +
      numbers.byteLength,
    array(key, offset, limit) {
      const array = arrays.get(key)
      if (!array) throw fail('array_unknown', { key })
      const page = array.slice(offset, offset + limit).map(asScalar)
      return { values: pageOf(page, 0, limit, (value) => String(value).slice(0, MAX_SCALAR)), total: array.length }
    },
    arrayOf: (key, limit) => arrays.get(key)?.slice(0, limit).map(asScalar) ?? null,
    vocabulary() {
      const textOf = (id: number) =>
        id < tokens.length ? String(tokens.slice(id, id + 1)[0]).slice(0, MAX_SCALAR) : null
      return {
        kind,
        model: asText(info['tokenizer.ggml.model']),
        pre: asText(info['tokenizer.ggml.pre']),
        total: tokens.length,
        merges: arrays.get('tokenizer.ggml.merges')?.length ?? 0,
        hasScores: scores.length > 0,
        types: typeCounts,
        special: specialIds(info, arrays).map(({ role, id }) => ({ role, id, text: textOf(id) })),
      }
    },
    tokens(offset, limit) {
      const rows = tokensFrom(offset, Math.min(tokens.length, offset + limit))
      return { rows: pageOf(rows, 0, limit, cut), total: tokens.length }
    },
    search(wanted) {
      const rows: Token[] = []
      let id = nextOf(wanted, wanted.from)
      for (; id >= 0 && rows.length < wanted.limit; id = nextOf(wanted, id + 1)) rows.push(...tokensFrom(id, id + 1))
      const page = pageOf(rows, 0, wanted.limit, cut)
      const last = page.at(-1)
      if (page.length < rows.length && last) return { rows: page, next: last.id + 1 }
      return { rows: page, next: id < 0 ? null : id }
    },
  }
}

const MAX_SPECIAL = 64

/** Tokens with a part to play: `tokenizer.ggml.eos_token_id` is `eos`; lists of them count, too. */
function specialIds(
  info: Record<string, unknown>,
  arrays: ReadonlyMap<string, JsonArray>,
): { role: string; id: number }[] {
  const entries = Object.entries(info).flatMap(([key, value]) => {
    const role = /^tokenizer\.ggml\.(\w+)_token_ids?$/.exec(key)?.[1]?.replace('seperator', 'separator')
    if (role === undefined) return []
    const ids = arrays.get(key)?.slice(0, MAX_SPECIAL) ?? (Array.isArray(value) ? value : [value])
    return ids.flatMap((id) => (typeof id === 'number' && Number.isInteger(id) && id >= 0 ? [{ role, id }] : []))
  })
  const seen = new Set<string>()
  return entries.filter(({ role, id }) => !seen.has(`${role} ${id}`) && seen.add(`${role} ${id}`)).slice(0, MAX_SPECIAL)
}

function asNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function asScalar(value: unknown): Scalar {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  return JSON.stringify(value)
}

/**
 * Keeps what was asked for last, by key, within `maxBytes` and as long as someone looks at it now and
 * then; a failed read is not kept.
 */
export function createVerboseCache(clock: Pick<Clock, 'after'>, maxBytes = KEPT_BYTES) {
  /** The first is always the one longest unused. */
  const kept = new Map<string, { reading: Promise<Verbose>; bytes: number; timer?: Timer }>()

  const drop = (key: string) => {
    kept.get(key)?.timer?.cancel()
    kept.delete(key)
  }
  const held = () => [...kept.values()].reduce((total, { bytes }) => total + bytes, 0)
  const makeRoom = (newest: string) => {
    let sum = held()
    for (const [key, { bytes }] of kept) {
      if (sum <= maxBytes) return
      if (key === newest) continue
      drop(key)
      sum -= bytes
    }
  }

  return {
    get(key: string, read: () => Promise<VerboseShow>): Promise<Verbose> {
      const known = kept.get(key)
      const entry = known ?? { reading: read().then(readVerbose), bytes: 0 }
      drop(key)
      entry.timer = clock.after(KEPT_MS, () => drop(key))
      kept.set(key, entry)
      if (!known)
        entry.reading.then(
          (verbose) => {
            entry.bytes = verbose.bytes
            makeRoom(key)
          },
          () => drop(key),
        )
      return entry.reading
    },
    /** Forgets what is kept under the keys that are meant. */
    drop(isMeant: (key: string) => boolean) {
      for (const key of kept.keys()) if (isMeant(key)) drop(key)
    },
    /** Bytes held now. */
    get bytes() {
      return held()
    },
  }
}
