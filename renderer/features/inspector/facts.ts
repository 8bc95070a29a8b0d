import type { InfoEntry, Listed } from '#shared/contract/library.ts'

/** What an overview tells of a model's build; `null` where the server does not say. */
export interface Facts {
  architecture: string | null
  /** Tokens the model was made for. */
  context: number | null
  /** Blocks of the network, as `block_count` says. */
  layers: number | null
  heads: number | null
  /** Heads for keys and values; fewer than `heads` with grouped-query attention. */
  headsKv: number | null
  embedding: number | null
}

/**
 * Reads them from the GGUF metadata, whose keys begin with the architecture (`qwen3.block_count`). Models
 * whose layers differ have arrays there, which tell no one figure.
 */
export function factsOf({ info, details }: { info: readonly InfoEntry[]; details: Listed['details'] }): Facts {
  const values = new Map(info.map(({ key, value }) => [key, value]))
  const architecture = values.get('general.architecture')
  const figure = (key: string): number | null => {
    const value = typeof architecture === 'string' ? values.get(`${architecture}.${key}`) : undefined
    return typeof value === 'number' ? value : null
  }
  return {
    architecture: typeof architecture === 'string' ? architecture : null,
    context: details.contextLength ?? figure('context_length'),
    layers: figure('block_count'),
    heads: figure('attention.head_count'),
    headsKv: figure('attention.head_count_kv'),
    embedding: details.embeddingLength ?? figure('embedding_length'),
  }
}

export interface EntryGroup {
  /** The first part of the keys, `general` or an architecture. */
  prefix: string
  entries: InfoEntry[]
}

/** Metadata by the first part of its keys, `general` first; of `query` every word must be in key or value. */
export function groupEntries(entries: readonly InfoEntry[], query: string): EntryGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const groups = new Map<string, InfoEntry[]>()
  for (const entry of entries) {
    const text = `${entry.key} ${entry.value ?? ''}`.toLowerCase()
    if (!words.every((word) => text.includes(word))) continue
    const prefix = entry.key.split('.', 1)[0] ?? ''
    const group = groups.get(prefix)
    if (group) group.push(entry)
    else groups.set(prefix, [entry])
  }
  const rank = (prefix: string) => (prefix === 'general' ? 0 : prefix === 'tokenizer' ? 2 : 1)
  return [...groups]
    .map(([prefix, entries]) => ({ prefix, entries }))
    .sort((a, b) => rank(a.prefix) - rank(b.prefix) || (a.prefix < b.prefix ? -1 : 1))
}
