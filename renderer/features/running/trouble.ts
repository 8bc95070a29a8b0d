import type { RunningState } from '#shared/contract/running.ts'

/**
 * Why the models of a state may be out of date, and for how many milliseconds they have been: the last poll failed
 * (since the last answer), or one is late (since it was sent). `null` for an answer, however old: the core does not
 * repeat an unchanged one with every poll.
 */
export function troubleOf(
  { problem, readAt, lateSince }: Pick<RunningState, 'problem' | 'readAt' | 'lateSince'>,
  now: number,
): { kind: 'failed' | 'late'; ms: number } | null {
  if (readAt === null) return null
  if (problem !== null) return { kind: 'failed', ms: Math.max(0, now - readAt) }
  return lateSince === null ? null : { kind: 'late', ms: Math.max(0, now - lateSince) }
}
