import type { InfoEntry, Model } from '#shared/contract/library.ts'
import { loadable } from '../../library/possible-acts.ts'
import { create } from 'zustand'
import type { ProblemCode } from '#shared/contract/problem.ts'

export interface EmbeddingChoice {
  name: string
  /** See `refusalKey`. */
  key: string
  /**
   * `embedding`: the server reports the capability. `likely`: by family, pooling or name. `untold`: the server
   * reports no capabilities.
   */
  kind: 'embedding' | 'likely' | 'untold' | 'other'
  /** The server has refused to embed with it since the page was loaded. */
  isRefused: boolean
  /** Dimensions of a vector; `null` if the server does not report them. */
  dimensions: number | null
  /** Context length in tokens; `null` if the server does not report it. */
  context: number | null
}

/** What is known of models in addition to their list, by `refusalKey`. */
export interface Evidence {
  refused: ReadonlySet<string>
  /** Models whose metadata has a pooling type. */
  pooling: ReadonlySet<string>
}

/** Architectures of encoders, as `general.architecture` names them. */
const families = /^(nomic-)?bert|^(xlm-)?roberta|^(jina|neo|modern|euro)-?bert|^gte|^t5encoder|embedding/i
/** Common parts of the names of embedding models. */
const names = /embed|minilm|\bbge\b|\be5\b|\bgte\b|paraphrase|sentence|\bsbert\b|\blabse\b/i

/** The most likely first; family and pooling are more reliable than a name. */
const ranks = { embedding: 0, encoder: 1, named: 2, untold: 3, other: 4 } as const

/** Key of a refusal: the digest, so that copies share it, or the name if the digest is unknown. */
export function refusalKey({ name, digest }: Pick<Model, 'name' | 'digest'>): string {
  return digest ?? name
}

/**
 * Models to embed with, the most likely first, as converted models can embed without reporting the capability.
 * Refused ones come last.
 */
export function embeddingChoices(models: readonly Model[], { refused, pooling }: Evidence): EmbeddingChoice[] {
  const rankOf = ({ name, digest, capabilities, details }: Model): keyof typeof ranks => {
    if (capabilities?.includes('embedding')) return 'embedding'
    if (families.test(details.family) || pooling.has(refusalKey({ name, digest }))) return 'encoder'
    if (names.test(name)) return 'named'
    return capabilities === null ? 'untold' : 'other'
  }
  return loadable(models)
    .map((model) => {
      const rank = rankOf(model)
      const key = refusalKey(model)
      const choice: EmbeddingChoice = {
        name: model.name,
        key,
        kind: rank === 'encoder' || rank === 'named' ? 'likely' : rank,
        isRefused: refused.has(key),
        dimensions: model.details.embeddingLength,
        context: model.details.contextLength,
      }
      return { choice, order: ranks[rank] + (choice.isRefused ? Object.keys(ranks).length : 0) }
    })
    .sort((a, b) => a.order - b.order)
    .map(({ choice }) => choice)
}

/** Whether the metadata has a pooling type that gives one vector: 1 mean, 2 first token, 3 last token. */
export function poolsVectors(info: readonly InfoEntry[]): boolean {
  return info.some(({ key, value }) => key.endsWith('.pooling_type') && (value === 1 || value === 2 || value === 3))
}

/** The chosen model if it still exists, else the first. */
export function chosen(choices: readonly EmbeddingChoice[], name: string | null): EmbeddingChoice | null {
  return choices.find((choice) => choice.name === name) ?? choices[0] ?? null
}

/** Models that a server refused to embed with, by host and `refusalKey`; until the page is closed. */
export const useRefusals = create<{ refused: Readonly<Record<string, ReadonlySet<string>>> }>(() => ({ refused: {} }))

/** Records the result of embedding: the code of a problem, or `null` for success. Other problems do not depend on the model. */
export function learnRefusal(hostId: string, key: string, code: ProblemCode | null): void {
  if (code !== null && code !== 'embedding_unsupported') return
  useRefusals.setState(({ refused }) => {
    const keys = new Set(refused[hostId])
    if (code === null) keys.delete(key)
    else keys.add(key)
    return { refused: { ...refused, [hostId]: keys } }
  })
}
