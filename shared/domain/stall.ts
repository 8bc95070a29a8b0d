import type { Transfer } from '../contract/transfers.ts'

/** A transfer that is due bytes and got none for so long is told as stalled, in milliseconds. */
export const STALLED_AFTER = 20_000

/**
 * A pull that is due bytes and got none for so long is asked for anew, in milliseconds. The server itself
 * gives up a stalled part after 30 seconds and some tries, so sooner would only disturb it.
 */
export const ASK_ANEW_AFTER = 120_000

export function isStalled({ quietSince }: Pick<Transfer, 'quietSince'>, now: number): boolean {
  return quietSince !== null && now - quietSince >= STALLED_AFTER
}
