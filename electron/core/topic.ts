/**
 * Live events for any number of subscribers. An event replaces an unread one with the same key, so that a slow
 * reader gets the newest and the queue stays bounded.
 */
export interface Topic<E> {
  publish(key: string, event: E): void
  /** Yields `first`, then every event from this call on, until the signal aborts or the reader returns. */
  subscribe(signal?: AbortSignal, first?: E[]): AsyncIterableIterator<E, void>
  readonly subscribers: number
}

/** @param onSubscribers called with the number of subscribers whenever it changes */
export function createTopic<E>(onSubscribers: (count: number) => void = () => {}): Topic<E> {
  const inboxes = new Set<(key: string, event: E) => void>()

  const subscribe = (signal?: AbortSignal, first: E[] = []): AsyncIterableIterator<E, void> => {
    const waiting = new Map<string, E>(first.map((event, index) => [` first ${index}`, event]))
    let wake: ((result: IteratorResult<E, void>) => void) | undefined
    let ended = false

    const take = (): IteratorResult<E, void> | undefined => {
      for (const [key, event] of waiting) {
        waiting.delete(key)
        return { value: event, done: false }
      }
      return undefined
    }
    const inbox = (key: string, event: E) => {
      // Deleted first, so that the new event is appended at the end.
      waiting.delete(key)
      waiting.set(key, event)
      if (!wake) return
      const resolve = wake
      wake = undefined
      const result = take()
      if (result) resolve(result)
    }
    const end = () => {
      if (ended) return
      ended = true
      waiting.clear()
      inboxes.delete(inbox)
      signal?.removeEventListener('abort', end)
      onSubscribers(inboxes.size)
      wake?.({ value: undefined, done: true })
      wake = undefined
    }

    inboxes.add(inbox)
    onSubscribers(inboxes.size)
    if (signal?.aborted) end()
    else signal?.addEventListener('abort', end, { once: true })

    return {
      next() {
        if (ended) return Promise.resolve({ value: undefined, done: true })
        const result = take()
        if (result) return Promise.resolve(result)
        return new Promise((resolve) => {
          wake = resolve
        })
      },
      return() {
        end()
        return Promise.resolve({ value: undefined, done: true })
      },
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }

  return {
    publish: (key, event) => {
      for (const inbox of inboxes) inbox(key, event)
    },
    subscribe,
    get subscribers() {
      return inboxes.size
    },
  }
}
