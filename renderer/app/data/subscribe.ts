/** Opens a live stream; aborting the signal closes it. */
export type OpenStream<T> = (signal: AbortSignal) => Promise<AsyncIterable<T>>

const FIRST_WAIT = 250
const LONGEST_WAIT = 8000

/**
 * Follows a live stream until it is stopped. Reopens it whenever it ends, waiting longer each time it yields
 * nothing. The core sends the whole state first, so that a gap does not matter.
 *
 * @returns a function that stops: the stream is closed and nothing is received any more
 */
export function subscribe<T>(
  open: OpenStream<T>,
  receive: (value: T) => void,
  wait: (ms: number, signal: AbortSignal) => Promise<void> = pause,
): () => void {
  const stopped = new AbortController()
  const { signal } = stopped
  const follow = async () => {
    let empty = 0
    while (!signal.aborted) {
      try {
        for await (const value of await open(signal)) {
          if (signal.aborted) return
          empty = 0
          receive(value)
        }
      } catch {
        // A stream fails when the connection to the core is lost; `host/connection.ts` reconnects.
      }
      if (signal.aborted) return
      await wait(Math.min(FIRST_WAIT * 2 ** empty, LONGEST_WAIT), signal)
      empty += 1
    }
  }
  void follow()
  return () => stopped.abort()
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
