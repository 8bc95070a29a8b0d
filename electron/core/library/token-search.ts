import { toVocabularyText, type TokenizerKind } from '#shared/domain/token-text.ts'
import type { VocabularyIndex } from '../ollama/verbose-answer.ts'

/** Finds tokens by their text, whatever the case of ASCII letters. */
export interface TokenSearch {
  /** The first token from `from` on that has `query` in its text, or -1. */
  next(query: string, from: number): number
}

/**
 * A search in the row of all texts is one search for bytes. Letters beyond ASCII are searched as they are,
 * since byte-level vocabularies use them for other bytes.
 */
export function createTokenSearch({ starts, row: bytes }: VocabularyIndex, kind: TokenizerKind): TokenSearch {
  const row = Buffer.from(bytes.buffer)
  const idAt = (position: number): number => {
    let low = 0
    let high = starts.length
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

/** How the vocabulary may write a search: as it would write such a text, or as it was typed. */
function spellings(query: string, kind: TokenizerKind): Buffer[] {
  const cases = [query, query.toLowerCase(), query.toUpperCase()]
  const texts = new Set([...cases.map((text) => toVocabularyText(kind, text)), query].map(lowerAscii))
  return [...texts].map((text) => Buffer.from(text))
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
