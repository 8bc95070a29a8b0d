import { PAGE_BYTES } from '#shared/contract/library.ts'

/** For the envelope around the rows of a page. */
const MARGIN = 1024

/** Bytes of a value as JSON in UTF-8, the form in which it crosses. */
function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? 'null')
}

/** How many of `rows`, from the first, fit into `bytes` as JSON; at least none. */
export function fitCount(rows: readonly unknown[], bytes = PAGE_BYTES - MARGIN): number {
  let used = 0
  let count = 0
  for (const row of rows) {
    used += jsonBytes(row) + 1
    if (used > bytes) break
    count += 1
  }
  return count
}

/** The rows from `offset` that fit on a page, at most `limit`; a single row too long for any page is left to `shorten`. */
export function pageOf<T>(rows: readonly T[], offset: number, limit: number, shorten: (row: T) => T): T[] {
  const page = rows.slice(offset, offset + limit)
  const fits = fitCount(page)
  if (fits === 0 && page[0] !== undefined) return [shorten(page[0])]
  return page.slice(0, fits)
}

/** A page of text from `offset` on, cut between characters; `next` is `null` at the end. */
export function textPage(text: string, offset: number): { text: string; total: number; next: number | null } {
  const budget = PAGE_BYTES - MARGIN
  // A control character costs six bytes in JSON, so a slice this short always fits.
  let piece = text.slice(offset, offset + budget)
  for (let size = jsonBytes(piece); size > budget; size = jsonBytes(piece))
    piece = piece.slice(0, Math.max(1, Math.floor((piece.length * budget) / size) - 1))
  if (isHighSurrogate(piece.charCodeAt(piece.length - 1)) && piece.length > 1 && offset + piece.length < text.length)
    piece = piece.slice(0, -1)
  const end = offset + piece.length
  return { text: piece, total: text.length, next: end < text.length ? end : null }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}
