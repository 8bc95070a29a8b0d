import type { Loaded, MemorySpan, RunningState } from '#shared/contract/running.ts'
import { GAP_MS } from '#shared/domain/memory-history.ts'
import type { PsModel } from '#shared/ollama/ps.ts'
import type { Clock, Timer } from '../platform.ts'
import type { Ollama } from '../ollama/client.ts'
import { problemOf } from '../problem.ts'
import { createTopic, type Topic } from '../topic.ts'
import { noReading, readAnswer, type Reading } from './reading.ts'

/** While a window is visible. A `ps` takes the server about a millisecond, but each one wakes the CPU. */
const POLL_EVERY = 2_500
/** While a window is visible, but nothing is loaded: only a load by another client is seen later. */
const POLL_WHEN_EMPTY = 5_000
/** While no window is visible: only the tray's icon is updated. */
const POLL_WHEN_IDLE = 15_000
/** After failures. The host's health check finds out sooner when it is back. */
const POLL_AGAIN = 5_000

/** Least time between two published states without a change, in milliseconds. */
const TELL_SAME_EVERY = 10_000

/** A change of the server's clock offset below this is no news, in milliseconds. */
const OFFSET_IS_NEWS = 1_000

/** A poll without an answer for this long is late, in milliseconds: several times what an answer takes. */
const LATE_AFTER = 4_000

/** The one poller of a host, for all windows and the tray. */
export interface Poller {
  state(): RunningState
  history(): MemorySpan[]
  watch(signal?: AbortSignal): AsyncIterableIterator<RunningState, void>
  /** Polls now; concurrent calls share one request. Never throws: a failure is part of the state. */
  poll(): Promise<RunningState>
  /** Publishes the present loads. */
  tellLoads(): void
  /** Discards what was read, because the host may be another server now, and polls. */
  restart(): void
  pause(paused: boolean): void
  setIdle(idle: boolean): void
  close(): void
}

export interface PollerOptions {
  clock: Clock
  hostId: string
  client: () => Ollama
  /** Whether Corral itself may have used a model since `at`; such a use is not reported as another client's. */
  ours: (since: number, listed: readonly PsModel[]) => (model: PsModel) => boolean
  /** The loads in progress, and those that failed. */
  loads: () => Pick<RunningState, 'loading' | 'failedLoads'>
  /** Models that are not loaded yet. Servers before 0.30 list them already. */
  pending?: () => ReadonlySet<string>
  /** Called with two successive answers. `since` is when the first came; `serverNow` is the server's clock at the second. */
  answered?: (before: readonly Loaded[], after: readonly Loaded[], at: { since: number; serverNow: number }) => void
  /** Called with the models of each answer, and when it was asked for. */
  onModels?: (models: readonly Loaded[], askedAt: number) => void
  /** Called with each poll while a window is visible. */
  polled: () => void
}

export function createPoller({
  clock,
  hostId,
  client,
  ours,
  loads,
  pending,
  answered,
  onModels,
  polled,
}: PollerOptions): Poller {
  const unread = (): RunningState => ({
    hostId,
    models: [],
    leftOut: 0,
    ...loads(),
    readAt: null,
    lateSince: null,
    clockOffsetMs: null,
    problem: null,
  })
  let reading: Reading = noReading
  let state = unread()
  let asking: Promise<RunningState> | undefined
  let timer: Timer | undefined
  let told = { text: '', at: 0 }
  let paused = false
  let idle = false
  /** Replaced by `reset`, so that answers of the former server are discarded. */
  let ending = new AbortController()

  const topic: Topic<RunningState> = createTopic((count) => {
    if (count === 0) timer?.cancel()
    else if (!asking && !paused) void poll()
  })

  const tell = () => {
    const { readAt, clockOffsetMs, ...rest } = state
    // The estimate of the server's clock is refined with each answer.
    const offset = clockOffsetMs === null ? null : Math.round(clockOffsetMs / OFFSET_IS_NEWS)
    const text = JSON.stringify({ ...rest, isRead: readAt !== null, offset })
    const now = clock.now()
    if (text === told.text && Math.abs(now - told.at) < TELL_SAME_EVERY) return
    told = { text, at: now }
    topic.publish('state', state)
  }

  const read = async ({ signal }: AbortController): Promise<RunningState> => {
    const asked = clock.now()
    const late = clock.after(LATE_AFTER, () => {
      if (signal.aborted) return
      // Not the time it was sent: the computer may have slept since.
      state = { ...state, lateSince: clock.now() - LATE_AFTER }
      tell()
    })
    try {
      const { models: listed, leftOut, date } = await client().ps(signal)
      if (signal.aborted) return state
      const notYet = pending?.()
      const models = notYet ? listed.filter(({ name }) => !notYet.has(name)) : listed
      const now = clock.now()
      const clockOffsetMs = date === null ? state.clockOffsetMs : offsetOf(date, asked, now, state.clockOffsetMs)
      const serverNow = now + (clockOffsetMs ?? 0)
      const before = reading
      reading = readAnswer(before, models, { now, serverNow }, ours(before.readAt ?? now, models))
      if (before.readAt !== null && now - before.readAt <= GAP_MS)
        answered?.(before.models, reading.models, { since: before.readAt, serverNow })
      onModels?.(reading.models, asked)
      state = {
        hostId,
        models: [...reading.models],
        leftOut,
        ...loads(),
        readAt: now,
        lateSince: null,
        clockOffsetMs,
        problem: null,
      }
    } catch (error) {
      if (signal.aborted) return state
      state = { ...state, ...loads(), lateSince: null, problem: problemOf(error) }
    } finally {
      late.cancel()
    }
    tell()
    return state
  }
  const pace = () => {
    if (idle) return POLL_WHEN_IDLE
    if (state.problem) return POLL_AGAIN
    return state.models.length === 0 && state.loading.length === 0 ? POLL_WHEN_EMPTY : POLL_EVERY
  }
  const poll = (): Promise<RunningState> => {
    timer?.cancel()
    if (topic.subscribers > 0 && !idle) polled()
    if (asking) return asking
    const current = ending
    asking = read(current).finally(() => {
      if (current !== ending) return
      asking = undefined
      if (topic.subscribers > 0 && !paused && !current.signal.aborted) timer = clock.after(pace(), () => void poll())
    })
    return asking
  }

  /** Discards the poll in progress. */
  const drop = () => {
    ending.abort()
    ending = new AbortController()
    asking = undefined
    state = { ...state, lateSince: null }
  }

  return {
    state: () => state,
    history: () => [...reading.history],
    watch: (signal) => topic.subscribe(signal, [state]),
    poll,
    tellLoads() {
      state = { ...state, ...loads() }
      tell()
    },
    restart() {
      drop()
      reading = noReading
      state = unread()
      tell()
      if (topic.subscribers > 0 && !paused) void poll()
    },
    pause(now) {
      paused = now
      timer?.cancel()
      // The connection does not survive the sleep; without this its deadline would run until after it.
      if (paused) drop()
      else if (topic.subscribers > 0) void poll()
    },
    setIdle(now) {
      const woke = idle && !now
      idle = now
      if (woke && topic.subscribers > 0 && !paused) void poll()
    },
    close() {
      timer?.cancel()
      ending.abort()
    },
  }
}

/**
 * The server's clock minus ours, in milliseconds. The `Date` header is cut to a second and was written at some
 * moment of the round trip, so each answer gives a lower and an upper bound. An estimate within the bounds is kept,
 * any other moved to the nearer bound.
 */
export function offsetOf(date: number, asked: number, answered: number, before: number | null): number {
  const least = date - answered
  const most = date + 999 - asked
  if (before === null) return Math.round((least + most) / 2)
  return Math.min(Math.max(before, least), most)
}
