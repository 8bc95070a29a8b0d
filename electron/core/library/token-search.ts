import { asWritten, type TokenizerKind } from '#shared/domain/token-text.ts'
import type { JsonArray } from '../ollama/json-arrays.ts'

/** No byte of UTF-8, so that nothing is found across two tokens. */
const BETWEEN = 0xff
const ESCAPE = 0x5c

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
  const starts = new Uint32Array(tokens.length + 1)
  let row = Buffer.alloc(tokens.bytes + tokens.length)
  let end = 0
  for (let id = 0; id < tokens.length; id++) {
    starts[id] = end
    const raw = tokens.raw(id)
    const text = isPlain(raw) ? raw.subarray(1, -1) : parsed(raw)
    if (end + text.length + 1 > row.length) row = Buffer.concat([row], row.length * 2 + text.length)
    for (const byte of text) row[end++] = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte
    row[end++] = BETWEEN
  }
  starts[tokens.length] = end
  const all = row.subarray(0, end)

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
        const position = all.indexOf(spelling, starts[from] ?? end)
        return position < 0 ? [] : [position]
      })
      return found.length === 0 ? -1 : idAt(Math.min(...found))
    },
  }
}

/** Whether a string stands in the text just as it is. */
function isPlain(raw: Buffer): boolean {
  return raw[0] === 0x22 && raw.at(-1) === 0x22 && !raw.includes(ESCAPE)
}

function parsed(raw: Buffer): Buffer {
  return Buffer.from(String(JSON.parse(raw.toString('utf8'))))
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
