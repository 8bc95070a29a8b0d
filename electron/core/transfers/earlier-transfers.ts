import type { Host } from '#shared/contract/hosts.ts'
import type { Settings } from '#shared/contract/settings.ts'
import type { Operation } from '../operations/operation.ts'
import type { Notices } from '../records/notices.ts'
import { fromOperation, type Restored } from './saved-transfer.ts'

/** How many ended transfers are listed. */
export const KEPT_ENDED = 1000

/** The transfers of earlier runs to list: all of these hosts that have not ended, and the newest that have. */
export function earlierTransfers(
  operations: readonly Operation[],
  hosts: readonly Host[],
  unfinished: Settings['unfinishedTransfers'],
): Restored[] {
  const transfers = operations.filter(({ job }) => job !== null && !job.isCleared)
  const hidden = new Set(transfers.filter(({ endedAt }) => endedAt !== null).slice(0, -KEPT_ENDED))
  return transfers
    .filter((operation) => !hidden.has(operation))
    .flatMap((operation) => fromOperation(operation, hosts, unfinished) ?? [])
}

/** Tells how many transfers of earlier runs continue, and how many wait for the user, who can let them continue. */
export function createRestoreNotices(notices: Notices, resumeAll: () => Promise<void>) {
  const count = { queued: 0, paused: 0 }
  return (restored: readonly Restored[]) => {
    for (const { continues } of restored) if (continues) count[continues] += 1
    const tell = (code: 'transfers_resumed' | 'transfers_paused', n: number, act?: () => Promise<void>) => {
      if (n > 0) notices.put({ id: code, code, params: { count: n }, kept: null }, act)
    }
    tell('transfers_resumed', count.queued)
    tell('transfers_paused', count.paused, () => resumeAll().then(() => notices.remove('transfers_paused')))
  }
}
