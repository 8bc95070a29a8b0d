import type { Problem } from '#shared/contract/problem.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { advance, resume, startProgress, viewOf, type Progress } from '#shared/domain/progress.ts'
import { addToTrace, startTrace } from '#shared/domain/sampling.ts'
import type { Clock, Timer } from '../platform.ts'
import { joinedDyingDownload } from '../ollama/errors.ts'
import type { Ollama } from '../ollama/client.ts'
import { problem, problemOf } from '../problem.ts'
import { retryDelay } from './retry-policy.ts'

/** Updates of a job are at least so far apart, so at most ten cross a second. */
const UPDATE_EVERY = 100
/** Without a line a running job is shown anew this often, so that a stall shows. */
const TICK_EVERY = 1000
/** A pull without a byte for so long is asked for anew. The server itself gives up a stalled part after 30 seconds and some tries. */
const STALLED_AFTER = 120_000
const JOIN_AGAIN = 700
const JOIN_TRIES = 3

export type Order = Pick<Transfer, 'id' | 'hostId' | 'kind' | 'name' | 'insecure' | 'silent'>

/** One pull or push. It belongs to the core: it ends by finishing, failing or being cancelled, and by nothing else. */
export interface Job {
  snapshot(): Transfer
  /** Tries again at once, where it waits to. */
  retryNow(): void
  /** Resolves when the request is closed. */
  cancel(): Promise<void>
  readonly ended: Promise<void>
}

/** One that ended in a run before. */
export function endedJob(transfer: Transfer): Job {
  return { snapshot: () => transfer, retryNow: () => {}, cancel: async () => {}, ended: Promise.resolve() }
}

/** Starts at once; `changed` hears of every snapshot worth sending, the last one always. */
export function startJob(clock: Clock, client: Ollama, order: Order, attempt: number, changed: () => void): Job {
  const startedAt = clock.now()
  const stopping = new AbortController()
  /** The request under way. */
  let asking = new AbortController()
  stopping.signal.addEventListener('abort', () => asking.abort())
  let progress: Progress = startProgress(startedAt)
  let end: Pick<Transfer, 'state' | 'endedAt' | 'problem'> = { state: 'running', endedAt: null, problem: null }
  /** While the connection is gone: what broke it, since when, and when it is tried again. */
  let broken: { problem: Problem; at: number; retryAt: number } | null = null
  let trace = startTrace
  let timer: Timer | undefined
  let sentAt = -Infinity

  const send = () => {
    timer?.cancel()
    sentAt = clock.now()
    const { moved, quietSince } = viewOf(progress, sentAt)
    trace = addToTrace(trace, sentAt - startedAt, moved)
    // A push would lose the layer it is at.
    if (order.kind === 'pull' && quietSince !== null && sentAt - quietSince >= STALLED_AFTER) asking.abort()
    changed()
    if (end.state === 'running') timer = clock.after(TICK_EVERY, send)
  }
  let due = false
  const sendSoon = () => {
    if (due) return
    const wait = sentAt + UPDATE_EVERY - clock.now()
    if (wait <= 0) return send()
    due = true
    timer?.cancel()
    timer = clock.after(wait, () => {
      due = false
      send()
    })
  }
  const finish = (state: 'done' | 'failed' | 'cancelled', error?: unknown) => {
    broken = null
    end = { state, endedAt: clock.now(), problem: error === undefined ? null : problemOf(error) }
    send()
  }
  let endWait = () => {}
  stopping.signal.addEventListener('abort', () => endWait())
  /** Ends sooner when the job is retried or cancelled. */
  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const pause = clock.after(ms, resolve)
      endWait = () => {
        pause.cancel()
        resolve()
      }
    })

  const move = async (): Promise<void> => {
    const request = { model: order.name, insecure: order.insecure, stream: !order.silent }
    let joins = 0
    let tries = 0
    let reached = 0
    for (;;) {
      stopping.signal.throwIfAborted()
      asking = new AbortController()
      try {
        for await (const line of client.transfer(order.kind, request, asking.signal)) {
          if (broken) progress = resume(progress, clock.now())
          broken = null
          progress = advance(progress, line, clock.now())
          sendSoon()
        }
        return
      } catch (error) {
        if (stopping.signal.aborted) throw error
        if (joinedDyingDownload(error) && joins++ < JOIN_TRIES) {
          await wait(JOIN_AGAIN)
          continue
        }
        const { completed, total } = viewOf(progress, clock.now())
        if (completed > reached) tries = 0
        reached = Math.max(reached, completed)
        const met = asking.signal.aborted ? problem('stalled', { model: order.name }) : problemOf(error)
        const pause = retryDelay(met, total > 0, tries++)
        if (pause === null) throw error
        joins = 0
        broken = { problem: met, at: broken?.at ?? clock.now(), retryAt: clock.now() + pause }
        send()
        await wait(pause)
      }
    }
  }

  const ended = move().then(
    () => finish('done'),
    (error: unknown) => {
      if (stopping.signal.aborted) finish('cancelled')
      else finish('failed', error)
    },
  )
  send()

  const still = { rate: null, remainingMs: null, quietSince: null }
  return {
    ended,
    snapshot: () => ({
      ...order,
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
    async cancel() {
      stopping.abort(problem('cancelled'))
      await ended
    },
  }
}
