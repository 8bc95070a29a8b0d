import { binName, isBinName, type BinKind } from '#shared/domain/bin-names.ts'
import { hostKey } from '#shared/domain/model-keys.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { Platform } from '../platform.ts'
import { followAddresses } from '../records/follow-models.ts'
import { openRecord } from '../records/record.ts'
import { isSame } from '../operations/change-plan.ts'
import { binFormat, MOST_ENTRIES, type OwnEntry } from './bin-record.ts'

/** A name that is not listed yet is still being made for so long, in milliseconds. */
const BEING_MADE = 10 * 60_000

/** What this Corral has put into the bins of its hosts. */
export interface OwnBin {
  /** A free name of the bin for what `name` has now, written down before it is made. Throws `not_saved`. */
  reserve(hostId: string, tags: readonly Tag[], kind: BinKind, model: { name: string; digest: string }): Promise<string>
  /** Names of the bin of a host, by what is known of it without asking. */
  names(hostId: string): string[]
  /** By name of the bin, as it is listed. Forgets those that the list of the host has no more. */
  of(hostId: string, tags: readonly Tag[]): Map<string, OwnEntry>
  /** When the user was told that it is going to be emptied; `null` if not yet. */
  toldAt(hostId: string, binName: string): number | null
  /** Notes that the user was told that they are going to be emptied. */
  tell(hostId: string, binNames: ReadonlySet<string>, at: number): Promise<void>
}

export async function openOwnBin(
  platform: Pick<Platform, 'disk' | 'log' | 'clock' | 'notices'>,
  hosts: Pick<HostsService, 'find' | 'state' | 'listen'>,
): Promise<OwnBin> {
  const { clock } = platform
  const record = await openRecord(platform, binFormat)
  const keyOf = (hostId: string) => {
    const host = hosts.find(hostId)
    return host ? hostKey(host) : null
  }
  followAddresses(hosts, (before, host) => {
    if (record.get().some((entry) => entry.host === before))
      void record
        .update((entries) => entries.map((entry) => (entry.host === before ? { ...entry, host } : entry)))
        .catch(() => undefined)
  })
  return {
    async reserve(hostId, tags, kind, { name, digest }) {
      const at = clock.now()
      const binName = freeBinName(tags, kind, name, at)
      const host = keyOf(hostId)
      const entry = { binName, name, digest, at, toldAt: null }
      if (host !== null) await record.update((entries) => [...entries, { ...entry, host }].slice(-MOST_ENTRIES))
      return binName
    },
    names(hostId) {
      const host = keyOf(hostId)
      return record.get().flatMap((entry) => (entry.host === host ? entry.binName : []))
    },
    of(hostId, tags) {
      const host = keyOf(hostId)
      // A server may give a part of a new name the letter case that it has in another one.
      const listed = new Map(tags.map(({ name }) => [name.toLowerCase(), name]))
      const listedAs = ({ binName }: OwnEntry) => listed.get(binName.toLowerCase())
      const isGone = (entry: OwnEntry) =>
        entry.host === host && listedAs(entry) === undefined && entry.at < clock.now() - BEING_MADE
      if (record.get().some(isGone))
        void record.update((entries) => entries.filter((entry) => !isGone(entry))).catch(() => undefined)
      return new Map(
        record
          .get()
          .flatMap((entry) => (entry.host === host ? [[listedAs(entry) ?? entry.binName, entry] as const] : [])),
      )
    },
    toldAt(hostId, binName) {
      const host = keyOf(hostId)
      const isIt = (entry: OwnEntry) => entry.host === host && isSame(entry.binName, binName)
      return record.get().filter(isIt).at(-1)?.toldAt ?? null
    },
    async tell(hostId, binNames, toldAt) {
      const host = keyOf(hostId)
      const told = new Set([...binNames].map((name) => name.toLowerCase()))
      const isTold = (entry: OwnEntry) => entry.host === host && told.has(entry.binName.toLowerCase())
      await record.update((entries) => entries.map((entry) => (isTold(entry) ? { ...entry, toldAt } : entry)))
    },
  }
}

/** A name of the bin that no model has. */
function freeBinName(tags: readonly Pick<Tag, 'name'>[], kind: BinKind, name: string, now: number): string {
  const taken = new Set(tags.map((tag) => tag.name.toLowerCase()))
  for (let at = now; ; at += 1000) {
    const free = binName(kind, name, at)
    if (!taken.has(free.toLowerCase())) return free
  }
}

const modelsOf = new WeakMap<readonly Tag[], readonly Tag[]>()

/** The rows of a list without the names of the bin: the same array each time, as for the list. */
export function withoutBin(rows: readonly Tag[]): readonly Tag[] {
  const before = modelsOf.get(rows)
  if (before) return before
  const models = rows.some(({ name }) => isBinName(name)) ? rows.filter(({ name }) => !isBinName(name)) : rows
  modelsOf.set(rows, models)
  return models
}
