/** Where a transfer is on its way. */
export const transferStates = [
  /** Has not its turn yet, or waits for what holds its model. */
  'queued',
  /** Asked for; no byte of a layer has been told of yet. */
  'preparing',
  'running',
  /** The server checks what it has fetched. */
  'verifying',
  /** Broke off and will be asked for again. */
  'waiting',
  /** Its request is being closed, to be paused or cancelled. */
  'pausing',
  'paused',
  'cancelling',
  'cancelled',
  'failed',
  'done',
] as const
export type TransferState = (typeof transferStates)[number]

/** What happens to a transfer. */
export const stateEvents = [
  /** Its request is sent, for the first time or again. */
  'start',
  /** A line of progress came that tells of a layer, */
  'move',
  /** or of the check of all layers. */
  'verify',
  /** The request broke off in a way that passes by itself. */
  'break',
  'pause',
  'resume',
  'cancel',
  /** Its request is closed, as it was to be. */
  'close',
  /** The server told success. */
  'finish',
  'fail',
  /** Wanted once more after it ended. */
  'retry',
] as const
export type StateEvent = (typeof stateEvents)[number]

const active = { break: 'waiting', pause: 'pausing', cancel: 'cancelling', finish: 'done', fail: 'failed' } as const
const moves = { move: 'running', verify: 'verifying' } as const

const table: Record<TransferState, Partial<Record<StateEvent, TransferState>>> = {
  queued: { start: 'preparing', pause: 'paused', cancel: 'cancelled', fail: 'failed' },
  preparing: { ...active, ...moves },
  running: { ...active, ...moves },
  verifying: { ...active, ...moves },
  waiting: { start: 'preparing', pause: 'pausing', cancel: 'cancelling', fail: 'failed' },
  // What was to be stopped and is done all the same is done.
  pausing: { close: 'paused', cancel: 'cancelling', finish: 'done', fail: 'failed' },
  paused: { resume: 'queued', cancel: 'cancelled', fail: 'failed' },
  cancelling: { close: 'cancelled', finish: 'done', fail: 'failed' },
  cancelled: { retry: 'queued' },
  failed: { retry: 'queued' },
  done: {},
}

/** The state after an event; `null` where it means nothing in this state. */
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
/** Whether it has a turn of its host's, with a request open or about to be sent again. */
export const isAtWork = ({ state }: HasState) => atWork.has(state)

/** Whether it goes on by itself. */
export const isUnderWay = ({ state }: HasState) => state === 'queued' || atWork.has(state)
