import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import { joinedDyingDownload } from '../ollama/errors.ts'

/** The server or registry answers, and asks to be called later. */
const busyCodes: readonly ProblemCode[] = ['busy', 'registry_busy', 'registry_rate_limited']

/** Temporary problems of the connection to the server, of its connection to the registry, or during a restart. */
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

/** The server cannot be reached: it may be off or asleep for days, and return without any action here. */
const offlineCodes: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'refused',
  'connect_timed_out',
  'unreachable',
  'no_such_name',
  'name_lookup_failed',
  'gateway_down',
])

/** Problems that are retried once: the second time they are not a coincidence. */
const onceCodes: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['digest_mismatch', 'layer_missing'])

/** Milliseconds before each retry; the last value repeats. */
const DELAYS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000]

/** Maximum number of retries without a new byte, about 25 minutes. Unlimited for a server that cannot be reached. */
const MOST_TRIES = 30

/** Jitter as a share of the delay, so that transfers that broke together do not retry together. */
const SPREAD = 0.2

/** Upper bound of `Retry-After`, in milliseconds. */
const HOUR = 3_600_000

/** Delay after a dropped request, in milliseconds, so that the server ends it before the next one. */
const AFTER_DROP = 1_000
const JOIN_AGAIN = 700
const JOIN_TRIES = 3

/** When to retry, in milliseconds from now, and whether to show the reason to the user. */
interface Retry {
  inMs: number
  isTold: boolean
}

/** How far the transfer has come: bytes on disk, and whether the server has named a layer. */
interface Reached {
  completed: number
  isBegun: boolean
}

/** Decides whether and when a job retries. */
export interface RetryPolicy {
  /** After a request that ended with a problem; `null` if a retry is useless. */
  after(met: Problem, reached: Reached): Retry | null
  /** After a request that was dropped because of a stall. */
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
  /** Retries since the last new byte, and the bytes at that time. */
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
    after(why, { completed, isBegun }) {
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
      if (!wasBegun && !isBegun && !busyCodes.includes(code) && retryAfter === undefined) return null
      return told(Math.max(delay(), Math.min(retryAfter ?? 0, HOUR)))
    },
    afterRescue: () => told(AFTER_DROP),
  }
}
