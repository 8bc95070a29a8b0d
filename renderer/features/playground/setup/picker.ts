import type { InfoEntry, Model } from '#shared/contract/library.ts'
import { loadable } from '../../library/possible-acts.ts'
import { create } from 'zustand'
import type { ProblemCode } from '#shared/contract/problem.ts'

export interface EmbeddingChoice {
  name: string
  /** See `refusalKey`. */
  key: string
  /**
   * `embedding`: the server lists it as one. `likely`: its family, pooling or name tells so. `untold`: the server
   * lists no capabilities.
   */
  kind: 'embedding' | 'likely' | 'untold' | 'other'
  /** The server has refused to embed with it since Corral was started. */
  isRefused: boolean
  /** Numbers in a vector; `null` where the server does not say. */
  dimensions: number | null
  /** Tokens it reads at most; `null` where the server does not say. */
  context: number | null
}

/** What is known of models beside their list, by `refusalKey`. */
export interface Evidence {
  refused: ReadonlySet<string>
  /** Models whose metadata says how they pool the vectors of tokens. */
  pooling: ReadonlySet<string>
}

/** Architectures of encoders, as `general.architecture` names them. */
const families = /^(nomic-)?bert|^(xlm-)?roberta|^(jina|neo|modern|euro)-?bert|^gte|^t5encoder|embedding/i
/** What embedding models call themselves. */
const names = /embed|minilm|\bbge\b|\be5\b|\bgte\b|paraphrase|sentence|\bsbert\b|\blabse\b/i

/** The most likely first; a family or pooling says more than a name. */
const ranks = { embedding: 0, encoder: 1, named: 2, untold: 3, other: 4 } as const

/** What a refusal is remembered by: the digest, so that copies share it; the name where no digest is known. */
export function refusalKey({ name, digest }: Pick<Model, 'name' | 'digest'>): string {
  return digest ?? name
}

/**
 * Models to embed with, those most likely to do so first: converted models embed without the server saying so.
 * What the server refused comes last.
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

/** Whether the metadata has one of the ways to pool tokens to one vector: mean, first or last token. */
export function poolsVectors(info: readonly InfoEntry[]): boolean {
  return info.some(({ key, value }) => key.endsWith('.pooling_type') && (value === 1 || value === 2 || value === 3))
}

/** The model chosen if it is still there, else the first. */
export function chosen(choices: readonly EmbeddingChoice[], name: string | null): EmbeddingChoice | null {
  return choices.find((choice) => choice.name === name) ?? choices[0] ?? null
}

/** Models that a server refused to embed with, by host and `refusalKey`; until the page is closed. */
export const useRefusals = create<{ refused: Readonly<Record<string, ReadonlySet<string>>> }>(() => ({ refused: {} }))

/** Remembers what came of embedding: the code of a problem, or `null` for vectors. Other problems say nothing of the model. */
export function learnRefusal(hostId: string, key: string, code: ProblemCode | null): void {
  if (code !== null && code !== 'embedding_unsupported') return
  useRefusals.setState(({ refused }) => {
    const keys = new Set(refused[hostId])
    if (code === null) keys.delete(key)
    else keys.add(key)
    return { refused: { ...refused, [hostId]: keys } }
  })
}
