import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import { joinedDyingDownload } from '../ollama/errors.ts'

/** Whoever was asked is there and wants to be asked later. */
const busyCodes: readonly ProblemCode[] = ['busy', 'registry_busy', 'registry_rate_limited']

/** What passes by itself: the way to the server, the server's way to its registry, or either of them starting anew. */
const transientCodes: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  ...busyCodes,
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

/** A status of 500 says the same of a proxy or a server; as a line of a stream the same code is an unknown error. */
const isTransient = ({ code, status = 0 }: Problem) =>
  transientCodes.has(code) || (code === 'server_error' && status >= 500)

/** The server cannot be reached: it may be off, asleep or away for days, and comes back by itself. */
const offlineCodes: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'refused',
  'connect_timed_out',
  'unreachable',
  'no_such_name',
  'name_lookup_failed',
  'gateway_down',
])

/** What may have been chance the first time and is not the second time. */
const onceCodes: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['digest_mismatch', 'layer_missing'])

/** Milliseconds before each new try, the last one from then on. */
const DELAYS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000]

/** So often without a single new byte, which is some 25 minutes. Of a server that cannot be reached there is no end. */
const MOST_TRIES = 30

/** A wait is so much longer or shorter by chance, lest many that broke off at once come back at once. */
const SPREAD = 0.2

/** The longest wait that somebody can ask for, in milliseconds. */
const HOUR = 3_600_000

/** Before a new request, the one that was dropped must have ended on the server. */
const AFTER_DROP = 1_000
const JOIN_AGAIN = 700
const JOIN_TRIES = 3

/** When to send a request again, in milliseconds from now, and whether the user is told what broke it. */
interface Retry {
  inMs: number
  isTold: boolean
}

/** Decides what follows the end of each request of one job. */
export interface RetryPolicy {
  /** After a request that ended by a problem; `null` where asking again is of no use. */
  after(met: Problem, reached: { completed: number; total: number }): Retry | null
  /** After one that was dropped because it stalled. */
  afterRescue(): Retry
}

/**
 * A transfer that never began is retried only if a server is busy or names a time: otherwise it is better to tell the
 * user at once what is wrong.
 *
 * @param wasBegun whether it began in an earlier run, or starts without the user waiting for it
 * @param random between 0 and 1
 */
export function createRetryPolicy(wasBegun: boolean, random: () => number): RetryPolicy {
  let joins = 0
  /** Since the last new byte, and how many bytes that were. */
  let tries = 0
  let most = 0
  const met = new Set<ProblemCode>()

  const told = (inMs: number): Retry => {
    joins = 0
    return { inMs, isTold: true }
  }
  const delay = () => {
    const wait = DELAYS[Math.min(tries++, DELAYS.length - 1)] ?? 0
    return Math.round(wait * (1 + SPREAD * (2 * random() - 1)))
  }
  return {
    after(why, { completed, total }) {
      if (joinedDyingDownload(why) && joins < JOIN_TRIES) {
        joins += 1
        return { inMs: JOIN_AGAIN, isTold: false }
      }
      const { code, retryAfter } = why
      if (onceCodes.has(code)) {
        if (met.has(code)) return null
        met.add(code)
        return told(delay())
      }
      if (completed > most) tries = 0
      most = Math.max(most, completed)
      if (!isTransient(why)) return null
      if (tries >= MOST_TRIES && !offlineCodes.has(code)) return null
      const isBegun = wasBegun || total > 0
      if (!isBegun && !busyCodes.includes(code) && retryAfter === undefined) return null
      return told(Math.max(delay(), Math.min(retryAfter ?? 0, HOUR)))
    },
    afterRescue: () => told(AFTER_DROP),
  }
}
