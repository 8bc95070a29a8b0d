import type { BinEntry } from '#shared/contract/bin.ts'
import type { Problem } from '#shared/contract/problem.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { readBinName } from '#shared/domain/bin-names.ts'
import { nameKey } from '#shared/domain/model-keys.ts'
import { displayName } from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import type { EventsService } from '../events/events.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { toListed } from '../library/models.ts'
import { findListed, isListed, readName, readNewName, refuseTwins } from '../library/names.ts'
import { removeModel } from '../library/remove-model.ts'
import { changeNames } from '../operations/apply-change.ts'
import { digestOf, type Change } from '../operations/change-plan.ts'
import { binNamesOf } from '../operations/operation.ts'
import type { ActRun, Operations, Relations } from '../operations/operations.ts'
import type { Platform } from '../platform.ts'
import { fail, problemOf } from '../problem.ts'
import type { RecordFile } from '../records/record.ts'
import type { OwnBin } from './own-bin.ts'

const DAY = 24 * 3_600_000

/** The bin of each host, and the kept versions of its models: names of Corral's own that keep manifests. */
export interface BinService {
  /** How many models this Corral has put there and not taken out again, without asking the host. */
  known(hostId: string): { own: number }
  /** Newest first. */
  list(hostId: string, signal?: AbortSignal): Promise<{ entries: BinEntry[] }>
  /**
   * Throws `bin_entry_unknown`, `bin_name_unknown` where no name is given and none is known, `name_taken` and what a
   * new name can throw.
   */
  restore(
    input: { hostId: string; binName: string; name: string | null; replace: boolean } & Relations,
  ): Promise<{ name: string; operationId: string }>
  /** Deletes for good, one after another. */
  empty(input: {
    hostId: string
    binNames: readonly string[]
  }): Promise<{ emptied: string[]; waits: string[]; failed: { name: string; problem: Problem }[] }>
  /** Throws `bin_entry_unknown`. */
  rollback(input: { hostId: string; name: string; binName: string } & Relations): Promise<{ operationId: string }>
  /**
   * Keeps the version of a name before a pull replaces it. Does nothing where the name is not listed, its digest is
   * unknown, or that version is kept already. The caller holds the lock of the name.
   */
  keepVersion(hostId: string, name: string, partOf: string): Promise<void>
  /** Forgets the kept versions of a name that it has itself: a pull brought nothing new. */
  dropSame(hostId: string, name: string): Promise<void>
}

export function createBin(
  { newId, log }: Pick<Platform, 'newId' | 'log'>,
  hosts: Pick<HostsService, 'client'>,
  operations: Pick<Operations, 'act' | 'all'>,
  own: OwnBin,
  settings: Pick<RecordFile<Settings>, 'get'>,
  events: Pick<EventsService, 'add'>,
): BinService {
  const keptDays = (kind: BinEntry['kind']) => (kind === 'kept' ? settings.get().keptDays : settings.get().binDays)
  const toEntries = (hostId: string, tags: readonly Tag[]): BinEntry[] => {
    const mine = own.of(hostId, tags)
    const found = tags.flatMap((tag) => {
      const read = readBinName(tag.name)
      return read ? [{ tag, read }] : []
    })
    const rows = new Map(toListed(found.map(({ tag }) => tag)).map((row) => [row.name, row]))
    return found
      .flatMap(({ tag: { name }, read: { kind, at, name: readName } }): BinEntry[] => {
        const row = rows.get(name)
        const note = mine.get(name)
        const days = keptDays(kind)
        const leavesAt = note && days !== null && kind !== 'leaving' ? at + days * DAY : null
        return row
          ? [{ ...row, kind, at, formerName: note?.name ?? readName, isOwn: note !== undefined, leavesAt }]
          : []
      })
      .sort((a, b) => b.at - a.at)
  }
  const entryOf = (hostId: string, tags: readonly Tag[], binName: string) => {
    const entry = toEntries(hostId, tags).find(({ name }) => name === binName)
    if (!entry || entry.digest === null) throw fail('bin_entry_unknown', { name: binName })
    return { ...entry, digest: entry.digest }
  }
  const isElsewhere = (tags: readonly Tag[], name: string, digest: string | null) =>
    digest !== null && tags.some((tag) => tag.name !== name && tag.digest === digest)

  /**
   * Deletes one entry, or lets it wait. Returns whether it waits.
   *
   * @param beside only if this name has the same manifest
   */
  const emptyOne = (hostId: string, binName: string, partOf: string | null, beside: string | null = null) =>
    operations.act({ kind: 'delete', hostId, writes: [binName], partOf }, async (act: ActRun) => {
      const tags = (await act.client.tags()).rows
      const { digest, formerName, kind } = entryOf(hostId, tags, binName)
      if (beside !== null && digestOf(tags, beside) !== digest) return false
      const pull = isElsewhere(tags, binName, digest) ? null : act.keepLayers()
      const name = formerName ?? binName
      if (pull === null) {
        act.plan({ names: [name], before: { [binName]: digest }, after: { [binName]: null } })
        await removeModel(act.client, binName)
        return false
      }
      if (kind === 'leaving') throw fail('pull_may_share', { model: name, other: pull.name })
      const leaving = await own.reserve(hostId, tags, 'leaving', { name, digest })
      const change: Change = {
        before: { [binName]: digest, [leaving]: null },
        after: { [binName]: null, [leaving]: digest },
      }
      await changeNames(act, [name], change, tags)
      return true
    })

  return {
    known(hostId) {
      // The record alone has names, too, that were not made or are gone since.
      const made = binNamesOf(operations.all())
      const names = own.names(hostId).filter((name) => made.has(name) && readBinName(name)?.kind !== 'leaving')
      return { own: names.length }
    },

    async list(hostId, signal) {
      return { entries: toEntries(hostId, (await hosts.client(hostId).tags(signal)).rows) }
    },

    async restore({ hostId, binName, name: asked, replace, ...relations }) {
      const { rows } = await hosts.client(hostId).tags()
      const wanted = asked ?? entryOf(hostId, rows, binName).formerName
      if (wanted === null) throw fail('bin_name_unknown', { name: binName })
      // It may have the tag of a cloud model, which no new name may have.
      const parts = asked === null ? readName(wanted) : readNewName(wanted)
      const writes = [wanted, binName]
      const done = await operations.act({ kind: 'restore', hostId, writes, ...relations }, async (act) => {
        const tags = (await act.client.tags()).rows
        const { digest, formerName } = entryOf(hostId, tags, binName)
        const taken = findListed(tags, parts)
        if (taken) refuseTwins(tags, taken.name)
        const name = taken?.name ?? displayName(parts)
        const change: Change = {
          before: { [name]: taken ? (taken.digest ?? '') : null, [binName]: digest },
          after: { [name]: digest, [binName]: null },
        }
        if (taken && taken.digest !== digest) {
          if (!replace) throw fail('name_taken', { name })
          if (!taken.digest) throw fail('bin_not_kept', { model: name })
          const replaced = await own.reserve(hostId, tags, 'deleted', { name, digest: taken.digest })
          change.before[replaced] = null
          change.after[replaced] = taken.digest
        }
        // Notes and presets follow, unless another model has the former name by now.
        const isMoved = formerName !== null && nameKey(formerName) !== nameKey(name) && !isListed(tags, formerName)
        const names = isMoved ? [formerName, name] : [name]
        await changeNames(act, names, change, tags)
        return { name, operationId: act.id }
      })
      events.add({ kind: 'restored', hostId, name: done.name })
      return done
    },

    async empty({ hostId, binNames }) {
      const partOf = binNames.length > 1 ? newId() : null
      const outcome: Awaited<ReturnType<BinService['empty']>> = { emptied: [], waits: [], failed: [] }
      for (const name of binNames)
        try {
          const waits = await emptyOne(hostId, name, partOf)
          outcome[waits ? 'waits' : 'emptied'].push(name)
        } catch (error) {
          outcome.failed.push({ name, problem: problemOf(error) })
        }
      return outcome
    },

    async rollback({ hostId, name, binName, ...relations }) {
      const writes = [name, binName]
      const done = await operations.act({ kind: 'rollback', hostId, writes, ...relations }, async (act) => {
        const tags = (await act.client.tags()).rows
        const { digest } = entryOf(hostId, tags, binName)
        const present = findListed(tags, readName(name))
        if (present) refuseTwins(tags, present.name)
        const at = present?.name ?? name
        if (present && !present.digest) throw fail('version_not_kept', { model: at })
        const change: Change = {
          before: { [at]: present?.digest ?? null, [binName]: digest },
          after: { [at]: digest, [binName]: null },
        }
        if (present?.digest && present.digest !== digest) {
          const kept = await own.reserve(hostId, tags, 'kept', { name: at, digest: present.digest })
          change.before[kept] = null
          change.after[kept] = present.digest
        }
        await changeNames(act, [at], change, tags)
        return { operationId: act.id }
      })
      events.add({ kind: 'rolled_back', hostId, name })
      return done
    },

    async keepVersion(hostId, name, partOf) {
      const client = hosts.client(hostId)
      const before = await client.tags()
      const parts = readName(name)
      const isDue = (tags: readonly Tag[]) => {
        const present = findListed(tags, parts)
        if (!present?.digest) return null
        refuseTwins(tags, present.name)
        const isKept = toEntries(hostId, tags).some(
          (entry) => entry.kind === 'kept' && entry.formerName === present.name && entry.digest === present.digest,
        )
        return isKept ? null : { name: present.name, digest: present.digest }
      }
      if (!isDue(before.rows)) return
      await operations.act({ kind: 'keep', hostId, writes: [], partOf }, async (act) => {
        const tags = (await act.client.tags()).rows
        const present = isDue(tags)
        if (!present) return
        const kept = await own.reserve(hostId, tags, 'kept', present)
        const change: Change = {
          before: { [present.name]: present.digest, [kept]: null },
          after: { [present.name]: present.digest, [kept]: present.digest },
        }
        await changeNames(act, [present.name], change, tags)
      })
    },

    async dropSame(hostId, name) {
      const { rows } = await hosts.client(hostId).tags()
      const present = findListed(rows, readName(name))
      const isSame = (entry: BinEntry) =>
        entry.kind === 'kept' &&
        entry.isOwn &&
        entry.digest === present?.digest &&
        entry.formerName !== null &&
        nameKey(entry.formerName) === nameKey(name)
      if (!present?.digest) return
      for (const { name: binName } of toEntries(hostId, rows).filter(isSame))
        await emptyOne(hostId, binName, null, present.name).catch((error: unknown) =>
          log.error('a kept version', error),
        )
    },
  }
}
