import type { MemorySpan, RunningState } from '#shared/contract/running.ts'
import type { PsModel } from '#shared/ollama/schemas.ts'
import type { Clock, Timer } from '../platform.ts'
import type { Ollama } from '../ollama/client.ts'
import { problemOf } from '../problem.ts'
import { createTopic, type Topic } from '../topic.ts'
import { noReading, readPs, type Reading } from './reading.ts'

/** While somebody looks. A `ps` costs the server about a millisecond, and each one wakes this computer. */
const POLL_EVERY = 2_500
/** While nobody looks and only the tray's icon follows. */
const POLL_WHEN_IDLE = 15_000
/** After failures; the host's health says sooner when it is back. */
const POLL_AGAIN = 5_000

/** A state that says nothing new is told no more often than this, so that who listens can rest. */
const TELL_SAME_EVERY = 10_000

/** The one poller of a host: serves every window and the tray, and rests when nobody looks. */
export interface Poller {
  state(): RunningState
  history(): MemorySpan[]
  watch(signal?: AbortSignal): AsyncIterableIterator<RunningState, void>
  /** Reads now; concurrent calls share one request. Never throws: a failure is in the state. */
  poll(): Promise<RunningState>
  pause(paused: boolean): void
  setIdle(idle: boolean): void
  close(): void
}

/** `ours` tells whether Corral itself may have used a model since an instant; what it did is no use by others. */
export function createPoller(
  clock: Clock,
  hostId: string,
  client: () => Ollama,
  ours: (since: number, listed: readonly PsModel[]) => (model: PsModel) => boolean,
): Poller {
  let reading: Reading = noReading
  let server: string | undefined
  let state: RunningState = { hostId, models: [], readAt: null, clockOffsetMs: null, problem: null }
  let asking: Promise<RunningState> | undefined
  let timer: Timer | undefined
  let told = { text: '', at: 0 }
  let paused = false
  let idle = false
  const ending = new AbortController()

  const topic: Topic<RunningState> = createTopic((count) => {
    if (count === 0) timer?.cancel()
    else if (!asking && !paused) void poll()
  })

  const tell = () => {
    const { readAt: _, ...news } = state
    const text = JSON.stringify(news)
    const now = clock.now()
    if (text === told.text && Math.abs(now - told.at) < TELL_SAME_EVERY) return
    told = { text, at: now }
    topic.publish('state', state)
  }

  const read = async (): Promise<RunningState> => {
    const asked = clock.now()
    try {
      const ollama = client()
      const { models, date } = await ollama.ps(ending.signal)
      // A host that was given another address is another server, with another past.
      if (ollama.server !== server) reading = noReading
      server = ollama.server
      const now = clock.now()
      const clockOffsetMs = date === null ? state.clockOffsetMs : offsetOf(date, asked, now, state.clockOffsetMs)
      const serverNow = now + (clockOffsetMs ?? 0)
      reading = readPs(reading, models, { now, serverNow }, ours(reading.readAt ?? now, models))
      state = {
        hostId,
        models: [...reading.models],
        readAt: now,
        clockOffsetMs,
        problem: null,
      }
    } catch (error) {
      state = { ...state, problem: problemOf(error) }
    }
    if (!ending.signal.aborted) tell()
    return state
  }
  const poll = (): Promise<RunningState> => {
    timer?.cancel()
    asking ??= read().finally(() => {
      asking = undefined
      if (topic.subscribers > 0 && !paused && !ending.signal.aborted)
        timer = clock.after(idle ? POLL_WHEN_IDLE : state.problem ? POLL_AGAIN : POLL_EVERY, () => void poll())
    })
    return asking
  }

  return {
    state: () => state,
    history: () => [...reading.history],
    watch: (signal) => topic.subscribe(signal, [state]),
    poll,
    pause(now) {
      paused = now
      if (paused) timer?.cancel()
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
 * The server's clock minus ours, in milliseconds. Its `Date` is cut to a second and was written at some
 * moment of the round trip, so every answer bounds the offset from both sides; an estimate within the
 * bounds is kept, or else moved just inside them.
 */
export function offsetOf(date: number, asked: number, answered: number, before: number | null): number {
  const least = date - answered
  const most = date + 999 - asked
  if (before === null) return Math.round((least + most) / 2)
  return Math.min(Math.max(before, least), most)
}
