/** The states of a transfer. */
export const transferStates = [
  /** Waits for its turn, or for another operation on its model. */
  'queued',
  /** The request is sent; no layer has been reported yet. */
  'preparing',
  'running',
  /** The server verifies digests. */
  'verifying',
  /** Broke, and will be retried. */
  'waiting',
  /** The disk of the server is full. No request is open; it goes back into the queue when there may be room again. */
  'disk_full',
  /** The request is being closed. */
  'pausing',
  'paused',
  'cancelling',
  'cancelled',
  'failed',
  'done',
] as const
export type TransferState = (typeof transferStates)[number]

/** The events of a transfer. */
export const stateEvents = [
  /** The request is sent, also for a retry. */
  'start',
  /** A line reports a layer, */
  'move',
  /** or the verification. */
  'verify',
  /** The request broke with a temporary problem, */
  'break',
  /** or because the disk of the server is full. */
  'fill',
  'pause',
  'resume',
  'cancel',
  /** The request is closed, as intended. */
  'close',
  /** The server reported success. */
  'finish',
  'fail',
  /** The user retries it after it ended. */
  'retry',
] as const
export type StateEvent = (typeof stateEvents)[number]

const active = {
  break: 'waiting',
  fill: 'disk_full',
  pause: 'pausing',
  cancel: 'cancelling',
  finish: 'done',
  fail: 'failed',
} as const
const moves = { move: 'running', verify: 'verifying' } as const

const table: Record<TransferState, Partial<Record<StateEvent, TransferState>>> = {
  queued: { start: 'preparing', pause: 'paused', cancel: 'cancelled', fail: 'failed' },
  preparing: { ...active, ...moves },
  running: { ...active, ...moves },
  verifying: { ...active, ...moves },
  disk_full: { pause: 'paused', resume: 'queued', cancel: 'cancelled', fail: 'failed' },
  waiting: { start: 'preparing', pause: 'pausing', cancel: 'cancelling', fail: 'failed' },
  // Success can arrive before the request is closed.
  pausing: { close: 'paused', cancel: 'cancelling', finish: 'done', fail: 'failed' },
  paused: { resume: 'queued', cancel: 'cancelled', fail: 'failed' },
  cancelling: { close: 'cancelled', finish: 'done', fail: 'failed' },
  cancelled: { retry: 'queued' },
  failed: { retry: 'queued' },
  done: {},
}

/** The state after an event; `null` if the event is invalid in this state. */
export function nextState(state: TransferState, event: StateEvent): TransferState | null {
  return table[state][event] ?? null
}

export type EndState = 'done' | 'failed' | 'cancelled'
export const isEndState = (state: TransferState): state is EndState =>
  state === 'done' || state === 'failed' || state === 'cancelled'

type HasState = { readonly state: TransferState }

/** Whether it has ended, by itself or by the user. */
export const isEnded = ({ state }: HasState) => isEndState(state)

const atWork: ReadonlySet<TransferState> = new Set([
  'preparing',
  'running',
  'verifying',
  'waiting',
  'pausing',
  'cancelling',
])
/** Whether it counts as one of the running transfers of its host. */
export const isAtWork = ({ state }: HasState) => atWork.has(state)

/** Whether it can continue without the user. */
export const isUnderWay = ({ state }: HasState) => state === 'queued' || state === 'disk_full' || atWork.has(state)
