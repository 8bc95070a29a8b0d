import { parseJson } from '#shared/ollama/fields.ts'
import type { OwnBytes } from '../bytes.ts'
import { BLANK, ESCAPE, QUOTE, findArrays, toArrays, type FoundArrays, type JsonArray } from './json-arrays.ts'

/** What the worker thread reads from a verbose `show`. */
export interface VerboseAnswer extends FoundArrays {
  vocabulary: VocabularyIndex
}

/** The data for searching the whole vocabulary. */
export interface VocabularyIndex {
  /** The type of each token, NaN if it has none. */
  types: Float64Array<ArrayBuffer>
  /** The number of tokens of each type, sorted by type. */
  typeCounts: { type: number; count: number }[]
  /** The texts of all tokens joined as UTF-8, ASCII letters in lower case, `BETWEEN` after each. */
  row: OwnBytes
  /** The offset in `row` of each text. */
  starts: Uint32Array<ArrayBuffer>
}

/** Not a byte of UTF-8, so that no match spans two tokens. */
const BETWEEN = 0xff
const UPPER_A = 0x41
const UPPER_Z = 0x5a

/** Reads the body of a verbose `show`, given in `parts`. Takes about half a second for 78 MB. */
export function readVerboseAnswer(parts: readonly Uint8Array[]): VerboseAnswer {
  const found = findArrays(parts, 'model_info')
  const arrays = toArrays(found)
  const vocabulary = {
    ...typesOf(arrays.get('tokenizer.ggml.token_type')),
    ...rowOf(arrays.get('tokenizer.ggml.tokens')),
  }
  return { ...found, vocabulary }
}

/** The buffers of an answer, to be transferred to another thread. */
export function buffersOf({ body, places, vocabulary }: VerboseAnswer): ArrayBuffer[] {
  const { types, row, starts } = vocabulary
  return [body, types, row, starts, ...places.map(({ ends }) => ends)].map(({ buffer }) => buffer)
}

function typesOf(array: JsonArray | undefined): Pick<VocabularyIndex, 'types' | 'typeCounts'> {
  const text = array?.body.toString('utf8', array.startOf(0), array.endOf(array.length - 1)) ?? ''
  const list = parseJson(`[${text}]`)
  if (!Array.isArray(list)) return { types: new Float64Array(0), typeCounts: [] }
  const types = new Float64Array(list.length).fill(Number.NaN)
  const counts = new Map<number, number>()
  for (let id = 0; id < list.length; id++) {
    const type: unknown = list[id]
    if (typeof type !== 'number') continue
    types[id] = type
    counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  const typeCounts = [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => a.type - b.type)
  return { types, typeCounts }
}

function rowOf(tokens: JsonArray | undefined): Pick<VocabularyIndex, 'row' | 'starts'> {
  if (!tokens) return { row: new Uint8Array(0), starts: new Uint32Array(0) }
  const { body } = tokens
  const starts = new Uint32Array(tokens.length)
  // A text is shorter than its JSON string, which leaves room for the separator.
  const row = new Uint8Array(tokens.bytes)
  let end = 0
  /** Stops at an escape; returns whether there was none. */
  const copy = (from: Buffer, start: number, stop: number): boolean => {
    for (let at = start; at < stop; at++) {
      const byte = from[at] ?? 0
      if (byte === ESCAPE && from === body) return false
      row[end++] = byte >= UPPER_A && byte <= UPPER_Z ? byte + 0x20 : byte
    }
    return true
  }
  for (let id = 0; id < tokens.length; id++) {
    starts[id] = end
    let start = tokens.startOf(id)
    let stop = tokens.endOf(id)
    while ((body[start] ?? QUOTE) <= BLANK) start++
    while ((body[stop - 1] ?? QUOTE) <= BLANK) stop--
    const isString = body[start] === QUOTE
    if (!copy(body, isString ? start + 1 : start, isString ? stop - 1 : stop)) {
      end = starts[id] ?? 0
      const parsed = parseJson(body.toString('utf8', start, stop))
      const text = Buffer.from(typeof parsed === 'string' ? parsed : '')
      copy(text, 0, text.length)
    }
    row[end++] = BETWEEN
  }
  return { row: row.slice(0, end), starts }
}
