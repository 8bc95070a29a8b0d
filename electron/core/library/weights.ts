import type { WeightsOf } from '#shared/domain/sharing.ts'
import { atMost } from '../turns.ts'

/** So many at once: for each answer a server reads the whole header of a file, vocabulary and all. */
const AT_ONCE = 2

/** Asks for the weights of a manifest of a host: their sha256, `null` where the answer does not tell. Throws where there is none. */
type Ask = (hostId: string, digest: string, signal?: AbortSignal) => Promise<string | null>

/**
 * Remembers which weights the manifests of each host have. A digest is that of the content, so that an
 * answer never changes; a failure is none, and is asked again the next time.
 *
 * `read` gives the answers by digest, without those that failed; `known` those there are.
 */
export function createWeights(ask: Ask) {
  const known = new Map<string, string | null>()
  const keyOf = (hostId: string, digest: string) => `${hostId}\n${digest}`
  const read = async (
    hostId: string,
    digests: readonly string[],
    signal?: AbortSignal,
  ): Promise<Record<string, string | null>> => {
    const wanted = digests.filter((digest) => !known.has(keyOf(hostId, digest)))
    const inTurn = atMost(AT_ONCE)
    const askOne = async (digest: string) => {
      if (signal?.aborted) return
      try {
        known.set(keyOf(hostId, digest), await ask(hostId, digest, signal))
      } catch {
        // The others may still be told.
      }
    }
    await Promise.all(wanted.map((digest) => inTurn(() => askOne(digest))))
    return Object.fromEntries(
      digests.flatMap((digest) => {
        const weights = known.get(keyOf(hostId, digest))
        return weights === undefined ? [] : [[digest, weights]]
      }),
    )
  }
  return {
    read,
    known:
      (hostId: string): WeightsOf =>
      (digest) =>
        known.get(keyOf(hostId, digest)),
  }
}
