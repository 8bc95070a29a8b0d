import { hostKey } from '#shared/domain/model-keys.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { Operations } from '../operations/operations.ts'
import type { Platform } from '../platform.ts'
import { followModels } from '../records/follow-models.ts'
import { lateRecord } from '../records/late-record.ts'
import { withMovedMark } from './marks.ts'
import { MOST_HOSTS, MOST_RESULTS, updatesFormat, type KeptUpdates, type Verdict } from './updates-format.ts'

/**
 * What was found and what the user decided, by the address of a host, in a file that is read when it is first needed.
 * Decisions follow a rename by Corral and a new address of a host; both are forgotten with the host.
 */
export function createKeptUpdates(
  platform: Platform,
  hosts: Pick<HostsService, 'find' | 'state' | 'listen'>,
  operations: Pick<Operations, 'onRename'>,
) {
  const file = lateRecord(platform, updatesFormat)
  let kept: KeptUpdates = updatesFormat.initial
  let reading: Promise<KeptUpdates> | undefined
  const read = async (): Promise<KeptUpdates> => {
    await (reading ??= file.get().then((value) => (kept = value)))
    return kept
  }
  /** The change is of what is kept when it has been read. */
  const update = async (change: (before: KeptUpdates) => KeptUpdates) => {
    const before = await read()
    const next = change(before)
    if (next !== before) file.set((kept = next))
  }

  followModels(hosts, operations, {
    keys: async () => (await read()).marks,
    move: (pairs) =>
      void update((before) => {
        const marks = pairs.reduce((marks, [from, to]) => withMovedMark(marks, from, to), before.marks)
        return marks === before.marks ? before : { ...before, marks }
      }),
  })
  const addresses = new Map(hosts.state().hosts.map((host) => [host.id, hostKey(host)]))
  hosts.listen(({ type, hostId }) => {
    const host = hosts.find(hostId)
    const before = addresses.get(hostId)
    const now = host && hostKey(host)
    if (now === undefined) addresses.delete(hostId)
    else addresses.set(hostId, now)
    if (before === undefined || before === now || type === 'replaced') return
    const isOther = (entry: { host: string }) => entry.host !== before
    void update((kept) => ({
      results: kept.results.filter(isOther),
      hosts: kept.hosts.filter(isOther),
      // Those of a host with another address have moved.
      marks: type === 'removed' ? kept.marks.filter(isOther) : kept.marks,
    }))
  })

  return {
    read,
    update,
    /** Adds what was found. `listed` are the names of all models of the host, after a check of all at `at`. */
    found: (host: string, verdicts: readonly Verdict[], listed: ReadonlySet<string> | null, at: number) =>
      update((before) => {
        const results = new Map(before.results.map((result) => [`${result.host}\n${result.name}`, result]))
        for (const verdict of verdicts) {
          const key = `${host}\n${verdict.name}`
          results.delete(key)
          results.set(key, { ...verdict, host })
        }
        const isGone = (result: { host: string; name: string }) => result.host === host && !listed?.has(result.name)
        const left = [...results.values()].filter((result) => listed === null || !isGone(result))
        const others = before.hosts.filter((of) => of.host !== host)
        return {
          ...before,
          results: left.slice(-MOST_RESULTS),
          hosts: listed ? [...others, { host, checkedAt: at }].slice(-MOST_HOSTS) : before.hosts,
        }
      }),
    /** Writes what is not yet written. */
    flush: file.close,
  }
}
