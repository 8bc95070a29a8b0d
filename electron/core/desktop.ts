import type { DesktopState, PageRequest } from '#shared/contract/desktop.ts'
import { fail } from './problem.ts'
import { createTopic } from './topic.ts'

/** Largest number of requests that wait for a page. */
const MOST_WAITING = 20

/** Actions that only a desktop app can do, not a page in a browser. */
export interface DesktopActs {
  /** Shows the main window. */
  open(): void
  openPanel(): void
  fitPanel(height: number): void
  closePanel(): void
  discard(): void
  checkForUpdate(): Promise<void>
  downloadUpdate(): Promise<void>
  installUpdate(): Promise<void>
  /** `at` in milliseconds since 1970. */
  painted(at: number): void
}

/** The desktop app around the page, if there is one: its state, its actions, and its requests to the page. */
export interface DesktopService {
  /** Called once by the desktop's shell. */
  attach(acts: DesktopActs, state: DesktopState): void
  set(change: Partial<DesktopState>): void
  /** Throws `not_supported` without a desktop. */
  acts(): DesktopActs
  watch(signal?: AbortSignal): AsyncIterableIterator<DesktopState | null, void>
  ask(request: PageRequest): void
  requests(signal?: AbortSignal): AsyncGenerator<PageRequest, void>
}

export function createDesktop(): DesktopService {
  let attached: DesktopActs | null = null
  let state: DesktopState | null = null
  const waiting: PageRequest[] = []
  const states = createTopic<DesktopState | null>()
  const bell = createTopic<true>()

  return {
    attach(acts, first) {
      attached = acts
      state = first
      states.publish('state', state)
    },
    set(change) {
      if (state === null) return
      state = { ...state, ...change }
      states.publish('state', state)
    },
    acts() {
      if (attached === null) throw fail('not_supported')
      return attached
    },
    watch: (signal) => states.subscribe(signal, [state]),
    ask(request) {
      // A page that does not answer is asked again and again.
      if (request.type === 'may_discard' && waiting.some(({ type }) => type === 'may_discard')) return
      waiting.push(request)
      if (waiting.length > MOST_WAITING) waiting.shift()
      bell.publish('request', true)
    },
    async *requests(signal) {
      for await (const _ of bell.subscribe(signal, [true]))
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) yield next
    },
  }
}
