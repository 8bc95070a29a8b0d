import type { ProgressLine } from '#shared/ollama/progress-line.ts'
import type { Ollama } from '../ollama/client.ts'
import { fail } from '../problem.ts'

/** More layers than any model has. */
const MOST_LAYERS = 2000

/** Collects the layers named by the lines of a pull, and checks afterwards that the server has each of them. */
export function createLayerCheck() {
  const digests = new Set<string>()
  return {
    line({ digest = '' }: ProgressLine) {
      // Tensor models have one line for all layers, with no digest of any.
      if (/^sha256:[0-9a-f]{64}$/.test(digest) && digests.size < MOST_LAYERS) digests.add(digest)
    },
    /**
     * A server can say success although a layer is gone, as when another model that shared it was deleted meanwhile.
     *
     * @throws ProblemError `layer_missing`; a server that does not tell passes
     */
    async ask(client: Ollama, model: string, signal: AbortSignal): Promise<void> {
      for (const digest of digests) {
        const isThere = await client.hasBlob(digest, signal)
        // The server would not report the others either.
        if (isThere === null) return
        if (!isThere) throw fail('layer_missing', { server: client.server, model, digest })
      }
    },
  }
}
