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

type Of = Pick<Host, 'id' | 'url' | 'kind'>

/** A list as the server sent it; what is kept of it is worked out when it is asked for. */
interface Seen {
  url: string
  at: number
  tags: readonly Tag[]
}

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
  const inTurn = (hostId: string, act: () => Promise<void>) => {
    writing = writing.then(act).catch((error: unknown) => log.error(fileOf(hostId), error))
  }
  const write = (hostId: string) => {
    due.get(hostId)?.cancel()
    due.delete(hostId)
    const seen = lists.get(hostId)
    if (!seen) return
    written.set(hostId, seen)
    inTurn(hostId, () => disk.write(fileOf(hostId), JSON.stringify({ url: seen.url, ...toLastSeen(seen) })))
  }
  const read = async ({ id, url }: Of): Promise<LastSeen | null> => {
    const text = await disk.read(fileOf(id)).catch(() => null)
    const stored = text === null ? undefined : fileSchema.safeParse(parse(text)).data
    if (stored?.url !== url) return null
    const { at, total, models } = stored
    return { at, total, models }
  }

  return {
    keep({ id, url, kind }, tags) {
      const seen: Seen = { url, at: clock.now(), tags }
      lists.set(id, seen)
      // A host of this run only and the sandbox begin afresh the next time.
      if (kind !== 'saved' && kind !== 'local') return
      const before = written.get(id)
      // The client gives the very same list as long as the server says the same.
      if (before?.url === url && before.tags === tags && seen.at - before.at < SAME_LIST) return
      if (!due.has(id))
        due.set(
          id,
          clock.after(WRITE_AFTER, () => write(id)),
        )
    },
    async get(host) {
      const seen = lists.get(host.id)
      return seen?.url === host.url ? toLastSeen(seen) : read(host)
    },
    async forget(hostId) {
      due.get(hostId)?.cancel()
      due.delete(hostId)
      lists.delete(hostId)
      written.delete(hostId)
      inTurn(hostId, () => disk.remove(fileOf(hostId)))
      await writing
    },
    async close() {
      for (const hostId of due.keys()) write(hostId)
      await writing
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function toLastSeen({ at, tags }: Seen): LastSeen {
  return { at, total: tags.length, models: tags.slice(0, MOST_MODELS).map(toSeenModel) }
}

function toSeenModel({ name, size, modified_at, details }: Tag): SeenModel {
  return {
    name,
    size,
    modifiedAt: Date.parse(modified_at) || 0,
    parameterSize: details?.parameter_size ?? '',
    quantization: details?.quantization_level ?? '',
  }
}
