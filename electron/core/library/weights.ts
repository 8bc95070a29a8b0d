/** So many at once: for each answer a server reads the whole header of a file, vocabulary and all. */
const AT_ONCE = 2

/** Asks for the weights of a manifest of a host: their sha256, `null` for none. */
type Ask = (hostId: string, digest: string, signal?: AbortSignal) => Promise<string | null>

/** Remembers which weights a manifest has. A digest is that of the content, so the answer never changes. */
export function createWeights(ask: Ask) {
  const known = new Map<string, string | null>()
  return async (hostId: string, digests: readonly string[], signal?: AbortSignal): Promise<(string | null)[]> => {
    const wanted = digests.filter((digest) => !known.has(digest))
    const work = async () => {
      for (;;) {
        const digest = wanted.shift()
        if (digest === undefined || signal?.aborted) return
        known.set(digest, await ask(hostId, digest, signal))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    return digests.map((digest) => known.get(digest) ?? null)
  }
}
