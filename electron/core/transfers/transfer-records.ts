import type { Transfer } from '#shared/contract/transfers.ts'
import type { Platform } from '../platform.ts'
import { problem } from '../problem.ts'
import { openRecord } from '../records/record.ts'
import { transfersFormat } from './transfers-format.ts'

/** The transfers that were not done when Corral quit or crashed, for its next start. */
export interface TransferRecords {
  /** Those of the runs before; what was on its way then has failed as `interrupted`. */
  before(): Transfer[]
  /** Replaces all; never rejects, since a transfer must not end for want of a file. */
  keep(transfers: Transfer[]): Promise<void>
}

export async function openTransferRecords(platform: Platform): Promise<TransferRecords> {
  const record = await openRecord(platform, transfersFormat)
  return {
    before() {
      const { at, transfers } = record.get()
      return transfers.map((one) => (one.state === 'running' ? interrupted(one, at) : one))
    },
    async keep(transfers) {
      if (transfers.length === 0 && record.get().transfers.length === 0) return
      // The log says why.
      await record.update(() => ({ at: platform.clock.now(), transfers })).catch(() => undefined)
    },
  }
}

/** A transfer as Corral left it behind at that moment. */
function interrupted(transfer: Transfer, at: number): Transfer {
  return {
    ...transfer,
    state: 'failed',
    endedAt: at,
    rate: null,
    remainingMs: null,
    quietSince: null,
    retryAt: null,
    problem: problem('interrupted', { model: transfer.name }),
  }
}
