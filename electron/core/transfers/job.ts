import type { Problem } from '#shared/contract/problem.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { advance, resume, startProgress, viewOf, type Progress } from '#shared/domain/progress.ts'
import { addToTrace, startTrace } from '#shared/domain/sampling.ts'
import type { Clock, Timer } from '../platform.ts'
import { joinedDyingDownload } from '../ollama/errors.ts'
import type { Ollama } from '../ollama/client.ts'
import { ProblemError, problem, problemOf } from '../problem.ts'
import { retryDelay } from './retry-policy.ts'

/** Updates of a job are at least so far apart, so at most ten cross a second. */
const UPDATE_EVERY = 100
/** Without a line a running job is shown anew this often, so that a stall shows. */
const TICK_EVERY = 1000
/**
 * A pull without a byte for this time while bytes are due is requested again. The server itself restarts a stalled
 * part after 30 seconds, several times, which a shorter time would interrupt.
 */
const RESTART_AFTER = 120_000
const JOIN_AGAIN = 700
const JOIN_TRIES = 3

export type Order = Pick<Transfer, 'id' | 'hostId' | 'kind' | 'name' | 'insecure' | 'silent'>

/** One pull or push. It belongs to the core: it ends by finishing, failing or being cancelled, and by nothing else. */
export interface Job {
  snapshot(): Omit<Transfer, keyof Order>
  /** Tries again at once, where it waits to. */
  retryNow(): void
  /** Resolves when the request is closed. With `why` the job has failed by that; without, it is cancelled. */
  cancel(why?: Problem): Promise<void>
  readonly ended: Promise<void>
}

/** One that ended in a run before. */
export function endedJob(transfer: Transfer): Job {
  return { snapshot: () => transfer, retryNow: () => {}, cancel: async () => {}, ended: Promise.resolve() }
}

/**
 * Starts at once; `changed` hears of every snapshot worth sending, the last one always.
 *
 * @param client asked for at each try, as the host's address, credentials or certificate can change meanwhile
 */
export function startJob(
  clock: Clock,
  client: () => Ollama,
  order: Omit<Order, 'id' | 'hostId'>,
  attempt: number,
  changed: () => void,
): Job {
  const startedAt = clock.now()
  const stopping = new AbortController()
  let stoppedBy: Problem | null = null
  /** The request under way, and whether its first line has come. */
  let request = new AbortController()
  let answered = false
  stopping.signal.addEventListener('abort', () => request.abort())
  let progress: Progress = startProgress(startedAt)
  let end: Pick<Transfer, 'state' | 'endedAt' | 'problem'> = { state: 'running', endedAt: null, problem: null }
  /** While the connection is gone: what broke it, since when, and when it is tried again, unless it is being tried. */
  let broken: { problem: Problem; at: number; retryAt: number | null } | null = null
  let trace = startTrace
  let timer: Timer | undefined
  let sentAt = -Infinity
  /** Whether the timer is for an update and not for the next tick. */
  let due = false

  const send = () => {
    timer?.cancel()
    due = false
    sentAt = clock.now()
    const { moved, quietSince } = viewOf(progress, sentAt)
    trace = addToTrace(trace, sentAt - startedAt, moved)
    // A push would lose the layer it is at. Before its first line a request has its own time limits.
    if (answered && order.kind === 'pull' && quietSince !== null && sentAt - quietSince >= RESTART_AFTER)
      request.abort()
    changed()
    if (end.state === 'running') timer = clock.after(TICK_EVERY, send)
  }
  const sendSoon = () => {
    if (due) return
    const wait = sentAt + UPDATE_EVERY - clock.now()
    if (wait <= 0) return send()
    timer?.cancel()
    due = true
    timer = clock.after(wait, send)
  }
  const finish = (state: 'done' | 'failed' | 'cancelled', why: Problem | null = null) => {
    broken = null
    end = { state, endedAt: clock.now(), problem: why }
    send()
  }
  let endWait = () => {}
  stopping.signal.addEventListener('abort', () => endWait())
  /** Ends sooner when the job is to try at once or is cancelled. */
  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const pause = clock.after(ms, resolve)
      endWait = () => {
        pause.cancel()
        resolve()
      }
    })

  const transfer = async (): Promise<void> => {
    const body = { model: order.name, insecure: order.insecure, stream: !order.silent }
    let joins = 0
    let tries = 0
    let reached = 0
    for (;;) {
      stopping.signal.throwIfAborted()
      request = new AbortController()
      try {
        for await (const line of client().transfer(order.kind, body, request.signal)) {
          const now = clock.now()
          progress = advance(answered ? progress : resume(progress, now), line, now)
          answered = true
          broken = null
          sendSoon()
        }
        return
      } catch (error) {
        if (stopping.signal.aborted) throw error
        answered = false
        if (joinedDyingDownload(error) && joins++ < JOIN_TRIES) {
          await wait(JOIN_AGAIN)
          continue
        }
        const { completed, total } = viewOf(progress, clock.now())
        if (completed > reached) tries = 0
        reached = Math.max(reached, completed)
        const met = request.signal.aborted ? problem('stalled', { model: order.name }) : problemOf(error)
        const pause = retryDelay(met, total > 0, tries++)
        if (pause === null) throw new ProblemError(met, error)
        joins = 0
        broken = { problem: met, at: broken?.at ?? clock.now(), retryAt: clock.now() + pause }
        send()
        await wait(pause)
        broken = { ...broken, retryAt: null }
        send()
      }
    }
  }

  const ended = transfer().then(
    () => finish('done'),
    (error: unknown) => {
      if (!stopping.signal.aborted) finish('failed', problemOf(error))
      else if (stoppedBy) finish('failed', stoppedBy)
      else finish('cancelled')
    },
  )
  send()

  const still = { rate: null, remainingMs: null, quietSince: null }
  return {
    ended,
    snapshot: () => ({
      ...end,
      // After the end nothing moves any more: the figures are those of the last moment.
      ...viewOf(progress, end.endedAt ?? clock.now()),
      ...(end.state === 'running' ? {} : still),
      ...(broken ? { ...still, quietSince: broken.at, problem: broken.problem } : {}),
      retryAt: broken?.retryAt ?? null,
      trace,
      startedAt,
      attempt,
    }),
    retryNow: () => endWait(),
    async cancel(why) {
      if (!stopping.signal.aborted) stoppedBy = why ?? null
      stopping.abort()
      await ended
    },
  }
}
