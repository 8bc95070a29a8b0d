import type { HostsService } from '../hosts/hosts.ts'
import { readBinName } from '#shared/domain/bin-names.ts'
import { layersKey } from '../operations/locks.ts'
import type { Operations } from '../operations/operations.ts'
import type { Platform, Timer } from '../platform.ts'
import type { BinService } from './bin.ts'
import type { OwnBin } from './own-bin.ts'

const HOUR = 3_600_000
/** Time after the start, so that hosts and transfers of an earlier run are known. */
const FIRST_AFTER = 2 * 60_000
/** The user is told of what is emptied within so long. */
const TOLD_WITHIN = 24 * HOUR
/** The user is told so long before, at least; nothing is emptied sooner after that. */
const TOLD_BEFORE = 20 * HOUR

/** Deletes for good what has been in the bin for as long as the user chose, and what waited for a pull. */
export function keepBinsShort(
  { clock, log, notices }: Pick<Platform, 'clock' | 'log' | 'notices'>,
  hosts: Pick<HostsService, 'state'>,
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
  const hasLeaving = (hostId: string) => own.names(hostId).some((name) => readBinName(name)?.kind === 'leaving')
  const isPulling = (url: string) =>
    operations.locks.blockers({ kind: 'delete', name: '', keys: [layersKey(url)] }).length > 0
  /** What waited for pulls. */
  const emptyLeaving = ({ id, url }: { id: string; url: string }) =>
    inTurn(id, async () => {
      if (!hasLeaving(id) || isPulling(url)) return
      const { entries } = await bin.list(id)
      const leaving = entries.filter(({ kind, isOwn }) => kind === 'leaving' && isOwn)
      await emptyAll(
        id,
        leaving.map((entry) => entry.name),
      )
    })
  const emptyOld = ({ id, name, url }: { id: string; name: string; url: string }) =>
    inTurn(id, async () => {
      if (own.names(id).length === 0) return
      const now = clock.now()
      const { entries } = await bin.list(id)
      const soon = entries.flatMap(({ name: binName, leavesAt }) =>
        leavesAt !== null && leavesAt <= now + TOLD_WITHIN ? [{ binName, leavesAt }] : [],
      )
      /** When it was told that it is emptied then: the user may have chosen more days since. */
      const toldAt = ({ binName, leavesAt }: { binName: string; leavesAt: number }) => {
        const at = own.toldAt(id, binName)
        return at !== null && at >= leavesAt - TOLD_WITHIN ? at : null
      }
      const untold = soon.filter((entry) => toldAt(entry) === null)
      if (untold.length > 0) {
        await own.tell(id, new Set(untold.map(({ binName }) => binName)), now)
        notices.put({
          id: `bin_empties_soon ${id}`,
          code: 'bin_empties_soon',
          params: { count: untold.length, host: name || url },
          kept: null,
        })
      }
      const due = soon.filter((entry) => {
        const at = toldAt(entry)
        return entry.leavesAt <= now && at !== null && at <= now - TOLD_BEFORE
      })
      await emptyAll(
        id,
        due.map(({ binName }) => binName),
      )
    })

  operations.locks.onRelease(() => {
    for (const host of up()) if (hasLeaving(host.id)) void emptyLeaving(host)
  })
  const look = () => {
    timer = clock.after(HOUR, look)
    for (const host of up()) void emptyLeaving(host).then(() => emptyOld(host))
  }
  timer = clock.after(FIRST_AFTER, look)
  return {
    close() {
      isClosed = true
      timer?.cancel()
    },
  }
}
