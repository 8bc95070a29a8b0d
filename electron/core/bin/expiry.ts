import type { HostsService } from '../hosts/hosts.ts'
import { readBinName } from '#shared/domain/bin-names.ts'
import type { Operations } from '../operations/operations.ts'
import type { Platform, Timer } from '../platform.ts'
import type { BinService } from './bin.ts'
import type { OwnBin } from './own-bin.ts'

const HOUR = 3_600_000
/** Time after the start, so that hosts and transfers of an earlier run are known. */
const FIRST_AFTER = 2 * 60_000
/** The user is told so long before, at least; nothing is emptied sooner after that. */
const TOLD_BEFORE = 20 * HOUR

/** Deletes for good what has been in the bin for as long as the user chose, and what waited for a pull. */
export function keepBinsShort(
  { clock, log, notices }: Pick<Platform, 'clock' | 'log' | 'notices'>,
  hosts: Pick<HostsService, 'state' | 'client'>,
  operations: Pick<Operations, 'locks'>,
  own: OwnBin,
  bin: Pick<BinService, 'list' | 'empty'>,
): { close(): void } {
  let isClosed = false
  let timer: Timer | undefined
  const busy = new Set<string>()

  const up = () => hosts.state().hosts.filter(({ reach }) => reach === 'up')
  const emptyAll = async (hostId: string, binNames: string[]) => {
    if (binNames.length === 0) return
    const { failed } = await bin.empty({ hostId, binNames })
    // A pull that began meanwhile is waited for again.
    for (const { name, problem } of failed) if (problem.code !== 'pull_may_share') log.error(name, problem)
  }
  const inTurn = async (hostId: string, act: () => Promise<void>) => {
    if (isClosed || busy.has(hostId)) return
    busy.add(hostId)
    await act()
      .catch((error: unknown) => log.error('the bin', error))
      .finally(() => busy.delete(hostId))
  }
  /** What waited for pulls. */
  const emptyLeaving = (hostId: string) =>
    inTurn(hostId, () =>
      emptyAll(
        hostId,
        own.names(hostId).filter((name) => readBinName(name)?.kind === 'leaving'),
      ),
    )
  const emptyOld = ({ id, name, url }: { id: string; name: string; url: string }) =>
    inTurn(id, async () => {
      if (own.names(id).length === 0) return
      const now = clock.now()
      const { entries } = await bin.list(id)
      const told = own.of(
        id,
        await hosts
          .client(id)
          .tags()
          .then(({ rows }) => rows),
      )
      const soon = entries.filter(({ leavesAt }) => leavesAt !== null && leavesAt <= now + 24 * HOUR)
      const toldAt = (binName: string) => told.get(binName)?.toldAt ?? null
      const untold = soon.filter((entry) => toldAt(entry.name) === null)
      if (untold.length > 0) {
        await own.tell(id, new Set(untold.map((entry) => entry.name)), now)
        notices.put({
          id: `bin_empties_soon ${id}`,
          code: 'bin_empties_soon',
          params: { count: untold.length, host: name || url },
          kept: null,
        })
      }
      const due = soon.filter((entry) => {
        const at = toldAt(entry.name)
        return (entry.leavesAt ?? Infinity) <= now && at !== null && at <= now - TOLD_BEFORE
      })
      await emptyAll(
        id,
        due.map((entry) => entry.name),
      )
    })

  operations.locks.onRelease(() => {
    for (const { id } of up())
      if (own.names(id).some((name) => readBinName(name)?.kind === 'leaving')) void emptyLeaving(id)
  })
  const look = () => {
    timer = clock.after(HOUR, look)
    for (const host of up()) void emptyLeaving(host.id).then(() => emptyOld(host))
  }
  timer = clock.after(FIRST_AFTER, look)
  return {
    close() {
      isClosed = true
      timer?.cancel()
    },
  }
}
