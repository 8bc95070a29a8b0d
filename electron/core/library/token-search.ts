import { asWritten, type TokenizerKind } from '#shared/domain/token-text.ts'
import { BLANK, ESCAPE, QUOTE, type JsonArray } from '../ollama/json-arrays.ts'

/** No byte of UTF-8, so that nothing is found across two tokens. */
const BETWEEN = 0xff
const UPPER_A = 0x41
const UPPER_Z = 0x5a

/** Finds tokens by their text, whatever the case of ASCII letters. */
export interface TokenSearch {
  /** The first token from `from` on that has `query` in its text, or -1. */
  next(query: string, from: number): number
}

/**
 * All texts as bytes in one row, in lower case: a search is then one search for bytes. Letters beyond
 * ASCII are left as they are, since byte-level vocabularies use them for other bytes.
 */
export function createTokenSearch(tokens: JsonArray, kind: TokenizerKind): TokenSearch {
  const { starts, row } = rowOf(tokens)
  const idAt = (position: number): number => {
    let low = 0
    let high = tokens.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= position) low = middle
      else high = middle
    }
    return low
  }
  return {
    next(query, from) {
      const found = spellings(query, kind).flatMap((spelling) => {
        const position = row.indexOf(spelling, starts[from] ?? row.length)
        return position < 0 ? [] : [position]
      })
      return found.length === 0 ? -1 : idAt(Math.min(...found))
    },
  }
}

/** The texts one after another, and where each begins. */
function rowOf(tokens: JsonArray): { starts: Uint32Array; row: Buffer } {
  const { body } = tokens
  const starts = new Uint32Array(tokens.length)
  // A text is shorter than the string that stands for it, which leaves room for the byte between.
  const row = Buffer.alloc(tokens.bytes)
  let end = 0
  /** Stops where an escape is; answers whether there was none. */
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
      const text = Buffer.from(String(JSON.parse(body.toString('utf8', start, stop))))
      copy(text, 0, text.length)
    }
    row[end++] = BETWEEN
  }
  return { starts, row: row.subarray(0, end) }
}

/** How the vocabulary may write a search: as it would write such a text, or as it was typed. */
function spellings(query: string, kind: TokenizerKind): Buffer[] {
  const cases = [query, query.toLowerCase(), query.toUpperCase()]
  const texts = new Set([...cases.map((text) => asWritten(kind, text)), query].map(lowerAscii))
  return [...texts].map((text) => Buffer.from(text))
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
