import path from 'node:path'
import { number, object, parseJson } from '#shared/ollama/fields.ts'
import type { FileFacts, StoreFiles } from '../platform.ts'
import type { Store } from './find.ts'

const ORDER = ['state', 'damaged', 'data'] as const

/** A file of an unfinished download. */
export interface PartFile {
  path: string
  /**
   * `state`: `-partial-N`, the range of one part and what of it is there. `damaged`: such a file that cannot be read.
   * `data`: `-partial`, which has the whole size from the start and grows on the disk, or the `.tmp` of a tensor model.
   */
  kind: (typeof ORDER)[number]
  facts: FileFacts
}

/** The unfinished download of one digest. */
export interface Parts {
  /** `sha256:` and 64 hex digits. */
  digest: string
  /**
   * In the order in which they may go: states first, as a download without its states starts anew and one without its
   * data would be wrong; of them those last that the server cannot read, as it refuses the download until they are gone.
   */
  files: PartFile[]
  /** Bytes on the disk. */
  allocated: number
  /** Bytes that the next pull need not fetch. Those of a range under way do not count. */
  completed: number
  /** Whether the server cannot read the state of a part, which ends each pull of it with `EOF`. */
  isDamaged: boolean
  /** When one of the files was last changed, in milliseconds since 1970. */
  modifiedAt: number
}

const PART_NAME = /^sha256-([0-9a-f]{64})(?:(-partial-\d{1,6})|-partial|\.tmp)$/

/** More than the state of a part has, in bytes. */
const MOST_STATE = 4096

/**
 * Reads the unfinished downloads of the given digests in a folder; those without one are left out. Other files and
 * symbolic links are not looked at. Rejects where the folder cannot be read.
 */
export async function readParts(
  files: StoreFiles,
  folder: Store['blobs'],
  digests: Iterable<string>,
): Promise<Parts[]> {
  const wanted = new Set(digests)
  const found = new Map<string, Parts>()
  for (const name of (await files.list(folder)).sort()) {
    const [, hex, state] = PART_NAME.exec(name) ?? []
    const digest = `sha256:${hex}`
    if (hex === undefined || !wanted.has(digest)) continue
    const file = path.join(folder, name)
    const facts = await files.look(file)
    if (facts?.kind !== 'file') continue
    const parts = found.get(digest) ?? newParts(digest)
    found.set(digest, parts)
    parts.allocated += facts.allocated
    parts.modifiedAt = Math.max(parts.modifiedAt, facts.modifiedAt)
    const completed = state === undefined ? 0 : await completedOf(files, file, facts)
    parts.files.push({
      path: file,
      facts,
      kind: state === undefined ? 'data' : completed === null ? 'damaged' : 'state',
    })
    if (completed === null) parts.isDamaged = true
    else parts.completed += completed
  }
  for (const { files: own } of found.values()) own.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
  return [...found.values()]
}

const newParts = (digest: string): Parts => ({
  digest,
  files: [],
  allocated: 0,
  completed: 0,
  isDamaged: false,
  modifiedAt: -Infinity,
})

/** `{"N":0,"Offset":0,"Size":40000000,"Completed":15000000}`; `null` for anything else, as an empty file. */
async function completedOf(files: StoreFiles, file: string, { size }: FileFacts): Promise<number | null> {
  if (size === 0 || size > MOST_STATE) return null
  const fields = object(parseJson((await files.read(file, size)).toString('utf8')))
  const completed = number(fields?.['Completed'])
  return completed === undefined || completed < 0 ? null : completed
}
