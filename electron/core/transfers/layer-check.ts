import { DIGEST } from '#shared/ollama/manifest.ts'
import type { ProgressLine } from '#shared/ollama/progress-line.ts'
import type { Ollama } from '../ollama/client.ts'
import { fail } from '../problem.ts'
import { presenceOf, type PullPlan } from './pull-plan.ts'

/** More layers than any model has. */
const MOST_LAYERS = 2000

/** Collects the layers named by the lines of a pull, and checks afterwards that the server has each of them. */
export function createLayerCheck() {
  const named = new Set<string>()
  return {
    line({ digest = '' }: ProgressLine) {
      // Tensor models have one line for all layers, with no digest of any.
      if (DIGEST.test(digest) && named.size < MOST_LAYERS) named.add(digest)
    },
    /**
     * A server can say success although a layer is gone, as when another model that shared it was deleted meanwhile.
     *
     * @param plan its layers are checked, too, if its manifest is the one that the server has pulled
     * @throws ProblemError `layer_missing`; a server that does not tell passes
     */
    async ask(client: Ollama, model: string, plan: PullPlan | null, signal: AbortSignal): Promise<void> {
      const planned = plan?.layers.map(({ digest }) => digest) ?? []
      const present = await presenceOf(client, [...new Set([...named, ...planned])], signal)
      const missing = [...present].flatMap(([digest, isPresent]) => (isPresent ? [] : [digest]))
      const [digest] = missing.some((one) => named.has(one)) ? missing.filter((one) => named.has(one)) : missing
      if (digest === undefined) return
      if (!named.has(digest)) {
        const { rows } = await client.tags(signal)
        if (!rows.some((tag) => tag.digest === plan?.manifest.digest)) return
      }
      throw fail('layer_missing', { server: client.server, model, digest })
    },
  }
}
