import type { Host } from '#shared/contract/hosts.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import type { Platform, Timer } from '../platform.ts'
import { openRecord, type RecordFile } from '../records/record.ts'
import { isPersisted } from './hosts-format.ts'
import { lastSeenFormat, type Seen } from './last-seen-format.ts'

/** Models kept for each host: about two megabytes on disk. */
export const MOST_MODELS = 5_000
const WRITE_AFTER = 3_000
/** Least time between two writes of the same list, in milliseconds. */
const SAME_LIST = 10 * 60_000

type Of = Pick<Host, 'id' | 'url' | 'kind'>

/** The models each host listed last, shown while it is down. One file for each host, which may be deleted. */
export interface LastSeenLists {
  keep(host: Of, tags: readonly Tag[]): void
  /** All rows of a list of this run, `MOST_MODELS` of an earlier one; `null` for none. */
  find(host: Of): Promise<Seen | null>
  /** At most `MOST_MODELS` rows; `null` for none. */
  get(host: Of): Promise<Seen | null>
  forget(hostId: string): Promise<void>
  /** Moves the list of `host` to `next`, which is the same server under another id. */
  move(host: Of, next: Of): Promise<void>
  /** Writes pending lists. */
  close(): Promise<void>
}

export function createLastSeen(platform: Pick<Platform, 'disk' | 'log' | 'clock' | 'notices'>): LastSeenLists {
  const { disk, log, clock } = platform
  const records = new Map<string, Promise<RecordFile<Seen | null>>>()
  const lists = new Map<string, Seen>()
  const written = new Map<string, Seen>()
  const due = new Map<string, Timer>()
  let writing: Promise<unknown> = Promise.resolve()

  const fileOf = (hostId: string) => lastSeenFormat(hostId).name
  const recordOf = (hostId: string) => {
    const record = records.get(hostId) ?? openRecord(platform, lastSeenFormat(hostId))
    records.set(hostId, record)
    return record
  }
  const inTurn = (hostId: string, act: () => Promise<void>) => {
    writing = writing.then(act).catch((error: unknown) => log.error(fileOf(hostId), error))
  }
  const write = (hostId: string) => {
    due.get(hostId)?.cancel()
    due.delete(hostId)
    const seen = lists.get(hostId)
    if (!seen) return
    written.set(hostId, seen)
    inTurn(hostId, async () => {
      const record = await recordOf(hostId)
      // The record reports a failure as a notice.
      await record.update(() => ({ ...seen, tags: firstOf(seen) })).catch(() => undefined)
    })
  }
  const find = async ({ id, url }: Of): Promise<Seen | null> => {
    const seen = lists.get(id) ?? (await recordOf(id)).get()
    return seen?.url === url ? seen : null
  }

  const put = (host: Of, seen: Seen) => {
    const { id, url } = host
    lists.set(id, seen)
    if (!isPersisted(host)) return
    const before = written.get(id)
    // The client returns the same array as long as the answer is the same.
    if (before?.url === url && before.tags === seen.tags && seen.at - before.at < SAME_LIST) return
    if (!due.has(id))
      due.set(
        id,
        clock.after(WRITE_AFTER, () => write(id)),
      )
  }
  const forget = async (hostId: string) => {
    due.get(hostId)?.cancel()
    due.delete(hostId)
    lists.delete(hostId)
    written.delete(hostId)
    inTurn(hostId, async () => {
      records.delete(hostId)
      await disk.remove(fileOf(hostId))
    })
    await writing
  }

  return {
    keep: (host, tags) => put(host, { url: host.url, at: clock.now(), total: tags.length, tags }),
    find,
    async get(host) {
      const seen = await find(host)
      return seen && { ...seen, tags: firstOf(seen) }
    },
    forget,
    async move(host, next) {
      const seen = await find(host)
      if (seen && !lists.has(next.id)) put(next, seen)
      await forget(host.id)
    },
    async close() {
      for (const hostId of due.keys()) write(hostId)
      await writing
    },
  }
}

const firstOf = ({ tags }: Seen) => (tags.length > MOST_MODELS ? tags.slice(0, MOST_MODELS) : tags)
