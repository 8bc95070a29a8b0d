/**
 * Readers for one field of an answer. A field that is absent, `null`, empty or of another type is `undefined`, which
 * means unknown: servers that only resemble Ollama omit fields or send placeholders. Nothing here throws, so that one
 * odd field never loses a row, and one odd row never a list.
 */

/** The value of a JSON text; `undefined` if the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export type Fields = Readonly<Record<string, unknown>>

/** An object that is not an array. */
export function object(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

/** A text that is not blank, unchanged. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** A number above zero: servers send a size of 0 bytes or a length of 0 tokens if they do not know it. */
export function positive(value: unknown): number | undefined {
  const read = number(value)
  return read !== undefined && read > 0 ? read : undefined
}

/**
 * A time that `readDate` can parse, unchanged. Go's zero time (`0001-01-01T00:00:00Z`) and the first second of 1970
 * mean no time.
 */
export function date(value: unknown): string | undefined {
  const read = text(value)
  return read !== undefined && readDate(read) !== null ? read : undefined
}

/** Milliseconds since 1970 of a time in RFC 3339 format, or `null`. */
export function readDate(value: string | undefined): number | null {
  // `Date.parse` accepts nearly any text with a digit.
  const at = value !== undefined && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : NaN
  return at >= 1000 ? at : null
}

/** The texts of a list, without duplicates. A list that has entries, but no text, is unknown, not empty. */
export function texts(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined
  const read = value.map(text).filter((entry) => entry !== undefined)
  return read.length === 0 && value.length > 0 ? undefined : [...new Set(read)]
}

/** The rows of a list, and how many rows could not be read. */
export interface Rows<Row> {
  rows: Row[]
  leftOut: number
}

/**
 * Reads a list row by row: `{"models": […]}`, `{"models": null}` (old servers, for an empty list) or a bare array.
 *
 * @param readRow returns `undefined` for an unusable row
 * @returns `undefined` if it is not a list
 */
export function readRows<Row>(answer: unknown, readRow: (fields: Fields) => Row | undefined): Rows<Row> | undefined {
  const list: unknown = Array.isArray(answer) ? answer : object(answer)?.['models']
  if (list === null) return { rows: [], leftOut: 0 }
  if (!Array.isArray(list)) return undefined
  const rows = list.map((row) => readRow(object(row) ?? {})).filter((row) => row !== undefined)
  return { rows, leftOut: list.length - rows.length }
}

/** The name of a row. Some servers send only `model`. */
export function rowName(row: Fields): string | undefined {
  return text(row['name']) ?? text(row['model'])
}

/** Without repeated names: actions use the name, so two rows of one name are one model, the first. */
export function distinct<Row extends { name: string }>(rows: readonly Row[]): Row[] {
  const byName = new Map<string, Row>()
  for (const row of rows) if (!byName.has(row.name)) byName.set(row.name, row)
  return [...byName.values()]
}

/** `details`, as `tags`, `ps` and `show` contain it. */
export interface Details {
  parent_model: string | undefined
  format: string | undefined
  family: string | undefined
  families: string[] | undefined
  /** Unchanged: `3.2B`. */
  parameter_size: string | undefined
  /** Unchanged: `Q4_K_M`. */
  quantization_level: string | undefined
  /** Tokens. Since 0.30, only in `/api/tags`. */
  context_length: number | undefined
  embedding_length: number | undefined
}

export function readDetails(value: unknown): Details | undefined {
  const fields = object(value)
  return (
    fields && {
      parent_model: text(fields['parent_model']),
      format: text(fields['format']),
      family: text(fields['family']),
      families: texts(fields['families']),
      parameter_size: text(fields['parameter_size']),
      quantization_level: text(fields['quantization_level']),
      context_length: positive(fields['context_length']),
      embedding_length: positive(fields['embedding_length']),
    }
  )
}
