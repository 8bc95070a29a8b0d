import type { Problem } from '#shared/contract/problem.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import {
  advance,
  resume,
  startProgress,
  viewOf,
  withPlan,
  type Progress,
  type ProgressFigures,
} from '#shared/domain/progress.ts'
import { addToTrace, startTrace } from '#shared/domain/sampling.ts'
import { isAtWork, isEnded, nextState, type StateEvent, type TransferState } from '#shared/domain/transfer-state.ts'
import type { Clock, Timer } from '../platform.ts'
import type { Ollama } from '../ollama/client.ts'
import { ProblemError, problem, problemOf } from '../problem.ts'
import { createLayerCheck } from './layer-check.ts'
import { plannedLayers, type PullPlan } from './pull-plan.ts'
import { createRescue, type Drop } from './rescue.ts'
import { createRetryPolicy } from './retry-policy.ts'
import { watchRoom } from './room-watch.ts'
import { createVerification } from './verification.ts'

/** Minimum time between two updates, in milliseconds: at most ten a second. */
const UPDATE_EVERY = 100
/** Time between two updates without a line, in milliseconds, so that a stall becomes visible. */
const TICK_EVERY = 1000
/** For so long a pull waits for its plan, in milliseconds. */
const PLAN_WITHIN = 2000

export type Order = Pick<Transfer, 'id' | 'hostId' | 'kind' | 'name' | 'insecure' | 'silent'>

/** The part of a transfer that its job knows; the queue adds the rest. */
export type JobView = Omit<Transfer, keyof Order | 'rank' | 'heldBy' | 'opensAt' | 'attempt' | 'startedAt'>

/** One attempt at a pull or push. It runs in the core, independent of any page. */
export interface Job {
  readonly state: TransferState
  /** Bytes per second at which the server verified it; `null` if that was not measured. */
  readonly hashRate: number | null
  snapshot(): JobView
  /**
   * Sends the request of a queued transfer, again where need be; resolves when none is open any more.
   *
   * @param isUnattended whether it starts without the user waiting for it: then it also waits for a server or registry
   *   that cannot be reached at the start
   */
  run(isUnattended?: boolean): Promise<void>
  /** Resolves when the request is closed. Downloaded parts stay on the server. */
  pause(): Promise<void>
  /** Puts a job back into the queue that is paused, or that waits for room on the disk. */
  resume(): void
  /** Resolves when the request is closed. The job is cancelled, or has failed if `why` is given. */
  cancel(why?: Problem): Promise<void>
  /** Retries now if it waits to retry. */
  retryNow(): void
}

/** The state of a job from an earlier run. */
export type Saved = Pick<JobView, 'state' | 'endedAt' | 'problem' | 'activeMs' | 'rescues'> &
  Pick<Job, 'hashRate'> &
  ProgressFigures

interface JobOptions {
  clock: Clock
  /** Asked for at each request, as the host's address, credentials or certificate can change meanwhile. */
  client: () => Ollama
  order: Omit<Order, 'id' | 'hostId'>
  /** Called for each snapshot to send, always for the last one. */
  changed: () => void
  saved?: Saved | undefined
  /** Called before each request of a pull. It is not sent if this fails. */
  keepVersion?: () => Promise<void>
  /** Asks what is to be pulled. A pull does without if this fails, or takes longer than two seconds. */
  plan?: (signal: AbortSignal) => Promise<PullPlan>
  /** Bytes per second at which the host verified last; `null` if not known. */
  lastHashRate?: () => number | null
  /** Whether the disk of the server has room for so many bytes; `null` if that is not known. */
  hasRoom?: (bytes: number) => Promise<boolean | null>
  /** Called when a pull whose disk was full has gone back into the queue by itself. */
  resumed?: () => void
  /** Whether to request a stalled pull again. */
  stallRescue: () => boolean
  /** Between 0 and 1, for the jitter of retries. */
  random?: () => number
}

/** Creates a queued job, or one in the state of an earlier run. */
export function createJob(options: JobOptions): Job {
  const { clock, client, order, changed, saved, stallRescue, random = Math.random } = options
  let state: TransferState = saved?.state ?? 'queued'
  let ending: Pick<Transfer, 'endedAt' | 'problem'> = {
    endedAt: saved?.endedAt ?? null,
    problem: saved?.problem ?? null,
  }
  let progress: Progress | null = null
  let plan: PullPlan | null = null
  let trace = startTrace
  /** Milliseconds of work before the current run, and the start of that run. */
  let activeBefore = saved?.activeMs ?? 0
  let runningSince: number | null = null
  /** While the connection is broken: the reason, since when, and the time of the retry; `null` while it is retried. */
  let broken: { problem: Problem; at: number; retryAt: number | null } | null = null

  let stopping = new AbortController()
  let stoppedBy: Problem | null = null
  let closed: Promise<void> = Promise.resolve()
  /** The request under way. */
  let request = new AbortController()
  // A push would lose its unfinished layer.
  const isRescued = () => order.kind === 'pull' && stallRescue()
  const verification = createVerification(clock, options.lastHashRate ?? (() => null))
  const rescue = createRescue(clock, client, isRescued, saved?.rescues ?? 0)
  let timer: Timer | undefined
  let sentAt = -Infinity
  /** Whether the timer is for an update and not for the next tick. */
  let due = false

  let endRoomWatch = () => {}
  const watchDisk = (isFull: boolean) => {
    const { total, completed } = snapshot()
    const { hasRoom } = options
    if (!hasRoom || total === completed) return
    const found = () => {
      if (!go('resume')) return
      send()
      options.resumed?.()
    }
    endRoomWatch = watchRoom(clock, () => hasRoom(total - completed), isFull, found)
  }

  /** Applies an event. Returns whether it is valid in the current state. */
  const go = (event: StateEvent): boolean => {
    const next = nextState(state, event)
    if (next === null) return false
    state = next
    ending = { endedAt: isEnded({ state }) ? clock.now() : null, problem: null }
    endRoomWatch()
    return true
  }
  const failBy = (why: Problem): boolean => {
    const failed = go('fail')
    if (failed) ending.problem = why
    return failed
  }
  /** How a request ends that nobody stopped. Room on the disk of the server is waited for. */
  const breakOff = (why: Problem) => {
    if (order.kind !== 'pull' || why.code !== 'disk_full' || !go('fill')) return failBy(why)
    ending.problem = why
    return true
  }
  const activeMs = () => activeBefore + (runningSince === null ? 0 : clock.now() - runningSince)

  const send = () => {
    timer?.cancel()
    due = false
    sentAt = clock.now()
    if (progress && runningSince !== null) {
      trace = addToTrace(trace, activeMs(), viewOf(progress, sentAt).moved)
      rescue.check()
    }
    changed()
    if (isAtWork({ state })) timer = clock.after(TICK_EVERY, send)
  }
  const sendSoon = () => {
    if (due) return
    const wait = sentAt + UPDATE_EVERY - clock.now()
    if (wait <= 0) return send()
    timer?.cancel()
    due = true
    timer = clock.after(wait, send)
  }
  let endWait = () => {}
  /** Ends early if the job is to retry now or is stopped. */
  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const pause = clock.after(ms, resolve)
      endWait = () => {
        pause.cancel()
        resolve()
      }
    })

  const askPlan = async (ask: NonNullable<JobOptions['plan']>): Promise<void> => {
    const asking = new AbortController()
    const end = () => asking.abort()
    const timer = clock.after(PLAN_WITHIN, end)
    stopping.signal.addEventListener('abort', end)
    plan = await ask(asking.signal).catch(() => null)
    timer.cancel()
    stopping.signal.removeEventListener('abort', end)
    // The server reports no progress of a silent pull, so there is nothing to be shown of its layers.
    if (plan === null || order.silent) return
    progress = withPlan(progress ?? startProgress(clock.now(), saved), plannedLayers(plan))
    send()
  }
  /** Sends the request once; resolves after its success. */
  const ask = async (): Promise<void> => {
    stopping.signal.throwIfAborted()
    if (order.kind === 'pull' && options.keepVersion) await options.keepVersion()
    stopping.signal.throwIfAborted()
    request = new AbortController()
    rescue.begin(request)
    verification.begin()
    const layers = createLayerCheck()
    const body = { model: order.name, insecure: order.insecure, stream: !order.silent }
    let isFirst = true
    for await (const line of client().transfer(order.kind, body, request.signal)) {
      const now = clock.now()
      progress ??= startProgress(now, saved)
      progress = advance(isFirst ? resume(progress, now) : progress, line, now)
      isFirst = false
      rescue.line(line)
      layers.line(line)
      verification.line(line, progress.phase)
      broken = null
      if (progress.phase === 'layers') go('move')
      if (progress.phase === 'verifying') go('verify')
      sendSoon()
    }
    if (order.kind === 'pull') await layers.ask(client(), order.name, plan, request.signal)
  }
  /** Sends the request until it succeeds or a retry is useless. */
  const transfer = async (isUnattended: boolean): Promise<void> => {
    const policy = createRetryPolicy(isUnattended || saved !== undefined, random)
    if (options.plan && order.kind === 'pull') await askPlan(options.plan)
    for (;;) {
      try {
        return await ask()
      } catch (error) {
        if (stopping.signal.aborted) throw error
        const drop = request.signal.aborted ? (request.signal.reason as Drop) : null
        const met = drop ? problem('stalled', { server: client().server, model: order.name }) : problemOf(error)
        const { completed, layers } = progress ? viewOf(progress, clock.now()) : notBegun
        const reached = { completed, isBegun: layers.some(({ isReached }) => isReached) }
        const retry = drop === 'rescue' ? policy.afterRescue() : drop ? null : policy.after(met, reached)
        if (retry === null) throw new ProblemError(met, error)
        if (retry.isTold) {
          broken = { problem: met, at: broken?.at ?? clock.now(), retryAt: clock.now() + retry.inMs }
          go('break')
          send()
        }
        await wait(retry.inMs)
        if (broken) broken = { ...broken, retryAt: null }
        if (go('start')) send()
      }
    }
  }
  const stop = async (event: 'pause' | 'cancel', why: Problem | null) => {
    if (!isAtWork({ state }) && why) {
      if (failBy(why)) send()
      return
    }
    if (why) stoppedBy = why
    if (go(event)) send()
    if (!isAtWork({ state })) return
    stopping.abort()
    request.abort()
    endWait()
    await closed
  }

  if (state === 'disk_full') watchDisk(false)
  return {
    get state() {
      return state
    },
    get hashRate() {
      return verification.rate() ?? saved?.hashRate ?? null
    },
    run(isUnattended = false) {
      if (!go('start')) return closed
      stopping = new AbortController()
      stoppedBy = null
      runningSince = clock.now()
      closed = transfer(isUnattended)
        .then(
          () => go('finish'),
          (error: unknown) => {
            const isStopped = stopping.signal.aborted && stoppedBy === null
            if (isStopped) return go('close')
            return stoppedBy ? failBy(stoppedBy) : breakOff(problemOf(error))
          },
        )
        .then(() => {
          activeBefore = activeMs()
          runningSince = null
          broken = null
          send()
          if (state === 'disk_full') watchDisk(true)
        })
      send()
      return closed
    },
    snapshot,
    pause: () => stop('pause', null),
    resume() {
      if (go('resume')) send()
    },
    cancel: (why) => stop('cancel', why ?? null),
    retryNow: () => endWait(),
  }

  function snapshot(): JobView {
    const view = progress
      ? // At rest nothing moves: the figures are those of the last line.
        viewOf(progress, runningSince === null ? progress.at : clock.now())
      : { ...notBegun, ...(saved ? figuresOf(saved) : {}) }
    return {
      state,
      ...ending,
      ...view,
      remainingMs: view.remainingMs ?? verification.remainingMs(),
      ...(state === 'preparing' || state === 'running' || state === 'verifying' ? {} : still),
      ...(broken ? { ...still, quietSince: broken.at, problem: broken.problem } : {}),
      retryAt: broken?.retryAt ?? null,
      rescues: rescue.count(),
      trace,
      activeMs: activeBefore,
      runningSince,
    }
  }
}

/** The figures of a transfer that does not move. */
const still = { rate: null, remainingMs: null, quietSince: null }
const notBegun = viewOf(startProgress(0), 0)

function figuresOf(saved: Saved): ProgressFigures {
  const { status, phase, layers, isWhole, completed, total, share, moved, cached } = saved
  return { status, phase, layers, isWhole, completed, total, share, moved, cached }
}
