/** Runs acts, so many at the same time; the others wait, in order. */
export function atMost(limit: number): <T>(act: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (act) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await act()
    } finally {
      // The place passes to the next one.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
