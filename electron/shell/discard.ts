/** A window is hidden for this long before its page is discarded, in milliseconds. */
export const DISCARD_AFTER = 5 * 60_000
/** A page that has unsaved work is asked again after this time, in milliseconds. */
export const ASK_AGAIN_AFTER = 60_000

export interface Discarding {
  /** The window is hidden, or still hidden when the computer wakes up; the time counts from then. */
  hidden(): void
  shown(): void
  /** The page has nothing unsaved. */
  agreed(): void
}

/**
 * Discards the page of a hidden window to free its memory. The page is asked first, and answers only if nothing of the
 * user's would be lost.
 */
export function createDiscarding(ask: () => void, discard: () => void): Discarding {
  let timer: NodeJS.Timeout | undefined
  let isAsked = false
  const askIn = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      isAsked = true
      askIn(ASK_AGAIN_AFTER)
      ask()
    }, ms)
  }
  const shown = () => {
    clearTimeout(timer)
    isAsked = false
  }
  return {
    hidden() {
      isAsked = false
      askIn(DISCARD_AFTER)
    },
    shown,
    agreed() {
      // It may have been shown since it was asked.
      if (!isAsked) return
      shown()
      discard()
    },
  }
}
