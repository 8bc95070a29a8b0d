import type { Transfer } from '#shared/contract/transfers.ts'
import { advance, startProgress, viewOf, type Progress } from '#shared/domain/progress.ts'
import { addToTrace, startTrace } from '#shared/domain/sampling.ts'
import type { Clock, Timer } from '../machine.ts'
import { joinedDyingDownload } from '../ollama/errors.ts'
import type { Ollama } from '../ollama/client.ts'
import { problem, problemOf } from '../problem.ts'

/** Updates of a job are at least so far apart, so at most ten cross a second. */
const UPDATE_EVERY = 100
/** Without a line a running job is shown anew this often, so that a stall shows. */
const TICK_EVERY = 1000
const JOIN_AGAIN = 700
const JOIN_TRIES = 3

export type Order = Pick<Transfer, 'id' | 'hostId' | 'kind' | 'name' | 'insecure' | 'silent'>

/** One pull or push. It belongs to the core: it ends by finishing, failing or being cancelled, and by nothing else. */
export interface Job {
  snapshot(): Transfer
  /** Resolves when the request is closed. */
  cancel(): Promise<void>
  readonly ended: Promise<void>
}

/** Starts at once; `changed` hears of every snapshot worth sending, the last one always. */
export function startJob(clock: Clock, client: Ollama, order: Order, attempt: number, changed: () => void): Job {
  const startedAt = clock.now()
  const stopping = new AbortController()
  let progress: Progress = startProgress(startedAt)
  let end: Pick<Transfer, 'state' | 'endedAt' | 'problem'> = { state: 'running', endedAt: null, problem: null }
  let trace = startTrace
  let timer: Timer | undefined
  let sentAt = -Infinity

  const send = () => {
    timer?.cancel()
    sentAt = clock.now()
    trace = addToTrace(trace, sentAt - startedAt, viewOf(progress, sentAt).moved)
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
    end = { state, endedAt: clock.now(), problem: error === undefined ? null : problemOf(error) }
    send()
  }

  const move = async (): Promise<void> => {
    const request = { model: order.name, insecure: order.insecure, stream: !order.silent }
    for (let again = 0; ; again++) {
      try {
        for await (const line of client.move(order.kind, request, stopping.signal)) {
          progress = advance(progress, line, clock.now())
          sendSoon()
        }
        return
      } catch (error) {
        if (stopping.signal.aborted || again >= JOIN_TRIES || !joinedDyingDownload(error)) throw error
        await new Promise<void>((resolve) => void clock.after(JOIN_AGAIN, resolve))
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

  return {
    ended,
    snapshot: () => ({
      ...order,
      ...end,
      // After the end nothing moves any more: the figures are those of the last moment.
      ...viewOf(progress, end.endedAt ?? clock.now()),
      ...(end.state === 'running' ? {} : { rate: null, remainingMs: null, quietSince: null }),
      trace,
      startedAt,
      attempt,
    }),
    async cancel() {
      stopping.abort(problem('cancelled'))
      await ended
    },
  }
}
