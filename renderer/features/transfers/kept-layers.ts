import type { Transfer } from '#shared/contract/transfers.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'

/** Whether a push is interrupted, has reached a layer, and goes on later: the registry keeps what is complete. */
export function keepsLayers({
  kind,
  state,
  layers,
  problem,
}: Pick<Transfer, 'kind' | 'state' | 'layers' | 'problem'>): boolean {
  const isInterrupted = state === 'pausing' || state === 'paused' || (!isEnded({ state }) && problem !== null)
  return kind === 'push' && isInterrupted && layers.length > 0
}
