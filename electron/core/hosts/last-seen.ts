import { z } from 'zod'
import { lastSeenSchema, type Host, type LastSeen, type SeenModel } from '#shared/contract/hosts.ts'
import type { Tag } from '#shared/ollama/schemas.ts'
import type { Clock, Disk, Log, Timer } from '../machine.ts'

/** So many models of a host are kept: less than a megabyte on the disk. */
export const MOST_MODELS = 5_000
const WRITE_AFTER = 3_000
/** Where only the moment changed, it is written no more often than this. */
const SAME_LIST = 10 * 60_000

const fileSchema = lastSeenSchema.extend({ url: z.string() })
type Seen = z.infer<typeof fileSchema>

type Of = Pick<Host, 'id' | 'url' | 'kind'>

/** The models each host listed last, for while it is down: a file a host, which any Corral can do without. */
export interface LastSeenLists {
  keep(host: Of, tags: readonly Tag[]): void
  get(host: Of): Promise<LastSeen | null>
  forget(hostId: string): Promise<void>
  /** Writes what is still to be written. */
  close(): Promise<void>
}

export function createLastSeen(disk: Disk, log: Log, clock: Clock): LastSeenLists {
  const lists = new Map<string, Seen>()
  const written = new Map<string, Seen>()
  const due = new Map<string, Timer>()
  let writing: Promise<unknown> = Promise.resolve()

  const fileOf = (hostId: string) => `seen-${hostId}.json`
  const write = (hostId: string) => {
    due.get(hostId)?.cancel()
    due.delete(hostId)
    const seen = lists.get(hostId)
    if (!seen) return
    written.set(hostId, seen)
    writing = writing
      .then(() => disk.write(fileOf(hostId), JSON.stringify(seen)))
      .catch((error: unknown) => log.error(fileOf(hostId), error))
  }
  const read = async (hostId: string): Promise<Seen | undefined> => {
    const text = await disk.read(fileOf(hostId)).catch(() => null)
    if (text === null) return undefined
    try {
      return fileSchema.safeParse(JSON.parse(text)).data
    } catch {
      return undefined
    }
  }

  return {
    keep({ id, url, kind }, tags) {
      const seen: Seen = { url, at: clock.now(), total: tags.length, models: tags.slice(0, MOST_MODELS).map(toSeen) }
      lists.set(id, seen)
      // A host of this run only and the sandbox begin afresh the next time.
      if (kind !== 'saved' && kind !== 'local') return
      const before = written.get(id)
      if (before && sameList(before, seen) && seen.at - before.at < SAME_LIST) return
      if (!due.has(id))
        due.set(
          id,
          clock.after(WRITE_AFTER, () => write(id)),
        )
    },
    async get({ id, url }) {
      const seen = lists.get(id) ?? (await read(id))
      if (seen?.url !== url) return null
      const { at, total, models } = seen
      return { at, total, models }
    },
    async forget(hostId) {
      due.get(hostId)?.cancel()
      due.delete(hostId)
      lists.delete(hostId)
      written.delete(hostId)
      writing = writing
        .then(() => disk.remove(fileOf(hostId)))
        .catch((error: unknown) => log.error(fileOf(hostId), error))
      await writing
    },
    async close() {
      for (const hostId of due.keys()) write(hostId)
      await writing
    },
  }
}

function toSeen({ name, size, modified_at, details }: Tag): SeenModel {
  return {
    name,
    size,
    modifiedAt: Date.parse(modified_at) || 0,
    parameterSize: details?.parameter_size ?? '',
    quantization: details?.quantization_level ?? '',
  }
}

const sameList = (a: Seen, b: Seen) =>
  a.url === b.url && a.total === b.total && JSON.stringify(a.models) === JSON.stringify(b.models)
