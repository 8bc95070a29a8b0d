import type { Host, HostSummary } from '#shared/contract/hosts.ts'
import type { Amount } from '#shared/domain/amount.ts'
import { heldOf, memoryTotals } from '#shared/domain/memory.ts'
import { diskUse } from '#shared/domain/sharing.ts'
import type { LibraryService } from '../library/library.ts'
import { toStored } from '../library/models.ts'
import type { Platform } from '../platform.ts'
import { fail } from '../problem.ts'
import type { RunningService } from '../running/running.ts'
import type { HostsService } from './hosts.ts'
import type { Seen } from './last-seen-format.ts'

/** A list of thousands of models costs a server seconds, so an older one will do, in milliseconds. */
const LIST_FRESH = 60_000

/** What a host holds. A host that does not answer is not asked. Throws `host_unknown`. */
export type SummarizeHost = (hostId: string, signal?: AbortSignal) => Promise<HostSummary>

export function createHostSummaries(
  { clock }: Pick<Platform, 'clock'>,
  hosts: Pick<HostsService, 'find' | 'client' | 'lastListed'>,
  library: Pick<LibraryService, 'knownWeights'>,
  running: Pick<RunningService, 'read'>,
): SummarizeHost {
  /** The last list, whoever asked for it. */
  const listOf = async ({ id, reach }: Host, signal?: AbortSignal): Promise<Seen | null> => {
    const seen = await hosts.lastListed(id)
    if (reach !== 'up' || (seen && clock.now() - seen.at < LIST_FRESH)) return seen
    return hosts
      .client(id)
      .tags(signal)
      .then(
        () => hosts.lastListed(id),
        () => seen,
      )
  }
  const memoryOf = async ({ id, reach, server }: Host): Promise<HostSummary['memory']> => {
    if (reach !== 'up' || server === 'ollama_cloud') return null
    const { models, leftOut, problem, readAt } = await running.read(id)
    if (problem || readAt === null) return null
    const totals = memoryTotals(models)
    return { models: models.length, held: heldOf({ ...totals, isPartial: totals.isPartial || leftOut > 0 }) }
  }
  return async (hostId, signal) => {
    const host = hosts.find(hostId)
    if (!host) throw fail('host_unknown', { host: hostId })
    const [seen, memory] = await Promise.all([listOf(host, signal), memoryOf(host)])
    if (!seen) return { list: null, memory }
    const disk = diskUse(seen.tags.map(toStored), library.knownWeights(hostId)).unique
    const isCut = seen.tags.length < seen.total
    return { list: { models: seen.total, disk: isCut ? partOf(disk) : disk, at: seen.at }, memory }
  }
}

/** The amount of a whole of which only a part is known. */
function partOf({ bytes, exactness }: Amount): Amount {
  return exactness === 'exact' || exactness === 'at_least'
    ? { bytes, exactness: 'at_least' }
    : { bytes: 0, exactness: 'unknown' }
}
