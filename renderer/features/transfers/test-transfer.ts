import type { Transfer } from '#shared/contract/transfers.ts'
import { transfer } from '#shared/domain/test-quick.ts'

/** A pull that has just begun, for tests that change what they are about. */
export const aTransfer = (changes: Partial<Transfer> = {}): Transfer =>
  transfer('one', { name: 'm:latest', phase: 'starting', startedAt: 0, ...changes })
