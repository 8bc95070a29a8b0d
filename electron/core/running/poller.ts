import type { Loaded, RunningState } from '#shared/contract/running.ts'
import type { PsModel } from '#shared/ollama/schemas.ts'
import type { Clock, Timer } from '../machine.ts'
import type { Ollama } from '../ollama/client.ts'
import { problemOf } from '../problem.ts'
import { createTopic, type Topic } from '../topic.ts'

/** While somebody looks. A `ps` costs the server about a millisecond. */
const POLL_EVERY = 2_000
/** While nobody looks and only the tray's icon follows. */
const POLL_AT_REST = 15_000
/** After failures; the host's health says sooner when it is back. */
const POLL_AGAIN = 5_000
/** `keep_alive: -1` is said as a time about 292 years ahead (the year 2318): anything that far is "until unloaded". */
const FOREVER = 100 * 365.25 * 24 * 3600 * 1000

/** The one poller of a host: serves every window and the tray, and rests when nobody looks. */
export interface Poller {
  state(): RunningState
  watch(signal?: AbortSignal): AsyncIterableIterator<RunningState, void>
  /** Reads now; concurrent calls share one request. Never throws: a failure is in the state. */
  poll(): Promise<RunningState>
  pause(paused: boolean): void
  rest(resting: boolean): void
  close(): void
}

export function createPoller(clock: Clock, hostId: string, client: () => Ollama): Poller {
  let state: RunningState = { hostId, models: [], readAt: null, clockOffsetMs: null, problem: null }
  let reading: Promise<RunningState> | undefined
  let timer: Timer | undefined
  let paused = false
  let resting = false
  const ending = new AbortController()

  const topic: Topic<RunningState> = createTopic((count) => {
    if (count === 0) timer?.cancel()
    else if (!reading && !paused) void poll()
  })

  const read = async (): Promise<RunningState> => {
    const asked = clock.now()
    try {
      const { models, date } = await client().ps(ending.signal)
      const now = clock.now()
      state = {
        hostId,
        models: models.map((model) => toLoaded(model, now)),
        readAt: now,
        clockOffsetMs: date === null ? state.clockOffsetMs : offsetOf(date, asked, now, state.clockOffsetMs),
        problem: null,
      }
    } catch (error) {
      state = { ...state, problem: problemOf(error) }
    }
    if (!ending.signal.aborted) topic.publish('state', state)
    return state
  }
  const poll = (): Promise<RunningState> => {
    timer?.cancel()
    reading ??= read().finally(() => {
      reading = undefined
      if (topic.subscribers > 0 && !paused && !ending.signal.aborted)
        timer = clock.after(resting ? POLL_AT_REST : state.problem ? POLL_AGAIN : POLL_EVERY, () => void poll())
    })
    return reading
  }

  return {
    state: () => state,
    watch: (signal) => topic.subscribe(signal, [state]),
    poll,
    pause(now) {
      paused = now
      if (paused) timer?.cancel()
      else if (topic.subscribers > 0) void poll()
    },
    rest(now) {
      const woke = resting && !now
      resting = now
      if (woke && topic.subscribers > 0 && !paused) void poll()
    },
    close() {
      timer?.cancel()
      ending.abort()
    },
  }
}

function toLoaded(model: PsModel, now: number): Loaded {
  const expires = Date.parse(model.expires_at)
  return {
    name: model.name,
    digest: model.digest,
    family: model.details?.family ?? '',
    parameterSize: model.details?.parameter_size ?? '',
    quantization: model.details?.quantization_level ?? '',
    size: model.size,
    sizeVram: model.size_vram ?? 0,
    contextLength: model.context_length ?? null,
    expiresAt: Number.isNaN(expires) || expires - now > FOREVER ? null : expires,
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
