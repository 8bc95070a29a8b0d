import {
  date,
  distinct,
  positive,
  readDetails,
  readRows,
  rowName,
  text,
  texts,
  type Details,
  type Fields,
  type Rows,
} from './fields.ts'

/** A row of `/api/tags`, with Ollama's field names. */
export interface Tag {
  name: string
  modified_at: string | undefined
  /** Bytes; not those of a stub, which is a pointer of some hundred bytes to a model that runs elsewhere. */
  size: number | undefined
  /** sha256 of the manifest without prefix: 64 hex digits, fewer from some servers. */
  digest: string | undefined
  details: Details | undefined
  capabilities: string[] | undefined
  remote_model: string | undefined
  remote_host: string | undefined
}

/** The models that a server lists, each name once; `undefined` if the answer is not a list. */
export function readTags(answer: unknown): Rows<Tag> | undefined {
  const list = readRows(answer, (row) => {
    const name = rowName(row)
    return name === undefined ? undefined : toTag(name, row)
  })
  return list && { ...list, rows: distinct(list.rows) }
}

function toTag(name: string, row: Fields): Tag {
  const [remote_model, remote_host] = [text(row['remote_model']), text(row['remote_host'])]
  const isStub = remote_model !== undefined || remote_host !== undefined
  return {
    name,
    modified_at: date(row['modified_at']),
    size: isStub ? undefined : positive(row['size']),
    digest: text(row['digest'])?.replace(/^sha256:/, ''),
    details: readDetails(row['details']),
    capabilities: texts(row['capabilities']),
    remote_model,
    remote_host,
  }
}
