import type { Model } from '#shared/contract/library.ts'
import { loadable } from '../../running/loadable.ts'

export interface EmbeddingChoice {
  name: string
  /** Whether the server lists it as a model that embeds; `untold` where it lists no capabilities. */
  kind: 'embedding' | 'untold' | 'other'
  /** Numbers in a vector; `null` where the server does not say. */
  dimensions: number | null
  /** Tokens it reads at most; `null` where the server does not say. */
  context: number | null
}

const order = { embedding: 0, untold: 1, other: 2 } as const

/** Models to embed with: those made for it first. The others may refuse, or give vectors of little use. */
export function embeddingChoices(models: readonly Model[]): EmbeddingChoice[] {
  return loadable(models)
    .map(({ name, capabilities, details }): EmbeddingChoice => {
      const kind = capabilities === null ? 'untold' : capabilities.includes('embedding') ? 'embedding' : 'other'
      return { name, kind, dimensions: details.embeddingLength, context: details.contextLength }
    })
    .sort((a, b) => order[a.kind] - order[b.kind])
}

/** The model chosen if it is still there, else the first. */
export function chosen(choices: readonly EmbeddingChoice[], name: string | null): EmbeddingChoice | null {
  return choices.find((choice) => choice.name === name) ?? choices[0] ?? null
}
