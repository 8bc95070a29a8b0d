import type { Problem, ProblemCode } from '#shared/contract/problem.ts'

/** Whoever was asked is there and wants to be asked later. */
const busyCodes: readonly ProblemCode[] = ['busy', 'registry_busy', 'registry_rate_limited']

/** What passes by itself: the way to the server, the server's way to its registry, or either of them starting anew. */
const transientCodes: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  ...busyCodes,
  'stalled',
  'ended_early',
  'reset',
  'refused',
  'connect_timed_out',
  'timed_out',
  'unreachable',
  'no_such_name',
  'name_lookup_failed',
  'gateway_down',
  'registry_unreachable',
  'registry_error',
  'retries_exhausted',
])

/** The server cannot be reached: it may be off, asleep or away for days, and comes back by itself. */
const offlineCodes: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'refused',
  'connect_timed_out',
  'unreachable',
  'no_such_name',
  'name_lookup_failed',
  'gateway_down',
])

/** Milliseconds before each new try, the last one from then on. */
const DELAYS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000]

/** So often without a single new byte, which is some 25 minutes. Of a server that cannot be reached there is no end. */
const MOST_TRIES = 30

/** A wait is so much longer or shorter by chance, lest many that broke off at once come back at once. */
const SPREAD = 0.2

/**
 * How long to wait before a transfer that broke off is asked for again, in milliseconds; `null` where that
 * is of no use. One that never began is tried again only where somebody is busy: for all else its user is better
 * told at once what is wrong.
 *
 * @param tries how often it was asked for again since the last new byte
 * @param chance between 0 and 1
 */
export function retryDelay({ code }: Problem, began: boolean, tries: number, chance: number): number | null {
  if (!transientCodes.has(code)) return null
  if (tries >= MOST_TRIES && !offlineCodes.has(code)) return null
  if (!began && !busyCodes.includes(code)) return null
  const delay = DELAYS[Math.min(tries, DELAYS.length - 1)] ?? 0
  return Math.round(delay * (1 + SPREAD * (2 * chance - 1)))
}
