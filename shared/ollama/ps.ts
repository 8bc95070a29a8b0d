import {
  date,
  distinct,
  number,
  positive,
  readDetails,
  readRows,
  rowName,
  text,
  type Details,
  type Fields,
  type Rows,
} from './fields.ts'

/** A row of `/api/ps`, with Ollama's field names. */
export interface PsModel {
  name: string
  /** Of the manifest, as in `Tag`. */
  digest: string | undefined
  details: Details | undefined
  /** Memory in bytes. */
  size: number | undefined
  /** The part of it on GPUs. A 0 is only valid together with a `size`; servers that know neither send both as 0. */
  size_vram: number | undefined
  expires_at: string | undefined
  /** Tokens. Since 0.10. */
  context_length: number | undefined
}

/** The models that a server has loaded, each name once; `undefined` if the answer is not a list. */
export function readPs(answer: unknown): Rows<PsModel> | undefined {
  const list = readRows(answer, (row) => {
    const name = rowName(row)
    return name === undefined ? undefined : toPsModel(name, row)
  })
  return list && { ...list, rows: distinct(list.rows) }
}

function toPsModel(name: string, row: Fields): PsModel {
  const vram = number(row['size_vram'])
  return {
    name,
    digest: text(row['digest'])?.replace(/^sha256:/, ''),
    details: readDetails(row['details']),
    size: positive(row['size']),
    size_vram: vram !== undefined && vram >= 0 ? vram : undefined,
    expires_at: date(row['expires_at']),
    context_length: whole(row['context_length']),
  }
}

/** A whole number of tokens, since it is sent back to the server as `num_ctx`. */
function whole(value: unknown): number | undefined {
  const read = positive(value)
  return Number.isSafeInteger(read) ? read : undefined
}
