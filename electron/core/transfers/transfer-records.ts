import { z } from 'zod'
import { transferSchema, type Transfer } from '#shared/contract/transfers.ts'
import type { Notice } from '#shared/contract/system.ts'
import type { Platform } from '../platform.ts'
import { problem } from '../problem.ts'
import { openStore } from '../settings/store.ts'

/** The transfers that were not done when Corral quit or crashed, for its next start. */
export interface TransferRecords {
  /** Those of the runs before; what was on its way then has failed as `interrupted`. */
  before(): Transfer[]
  /** Replaces all; never rejects, since a transfer must not end for want of a file. */
  keep(transfers: Transfer[]): Promise<void>
  readonly notices: Notice[]
}

/** `at` is when it was written, in milliseconds since 1970. */
const fileSchema = z.object({ at: z.number(), transfers: z.array(transferSchema) })

export async function openTransferRecords({ disk, log, clock }: Platform): Promise<TransferRecords> {
  const store = await openStore(disk, log, clock, 'transfers.json', 1, fileSchema, { at: 0, transfers: [] })
  return {
    notices: store.notices,
    before() {
      const { at, transfers } = store.get()
      return transfers.map((one) => (one.state === 'running' ? interrupted(one, at) : one))
    },
    async keep(transfers) {
      if (transfers.length === 0 && store.get().transfers.length === 0) return
      // The log says why.
      await store.update(() => ({ at: clock.now(), transfers })).catch(() => undefined)
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
