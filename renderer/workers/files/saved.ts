import type { ModelOptions } from '#shared/contract/fields.ts'
import type { MissingVector, Run } from '#shared/contract/embeddings.ts'
import { figuresOf } from './csv.ts'
import type { Entry } from './entry.ts'

/** What a run was told besides model and texts. */
export interface RunSettings {
  truncate: boolean
  /** As asked for; 0 for all. */
  dimensions: number
  options: ModelOptions
  keepAlive: string | number | null
}

/** All of a run that is worth keeping but its vectors. */
export interface Facts {
  model: string
  dimensions: number
  texts: readonly Entry[]
  settings: RunSettings
  /** Texts without a vector, and why; their rows are NaN. */
  missing: readonly MissingVector[]
  /** What the server and Corral counted and measured. */
  figures: Pick<Run, 'tokens' | 'tokensOf' | 'cut' | 'totalNs' | 'loadNs' | 'elapsedMs' | 'calls' | 'endpoint'>
  /** When it ended, in milliseconds since 1970. */
  at: number
}

/** The first members of a saved file, by which it is known. Version 2 has texts without a vector; what has none is still version 1. */
export const FORMAT = 'corral-embeddings'
export const NEWEST_VERSION = 2

/** A run as JSON. Numbers come back as the same floats; one that is not finite is `null`, and so is a vector that is missing. */
export function writeSaved(vectors: Float32Array, { at, missing, ...facts }: Facts): Blob {
  const without = new Set(missing.map(({ text }) => text))
  const head = JSON.stringify({
    format: FORMAT,
    version: missing.length > 0 ? NEWEST_VERSION : 1,
    at: new Date(at).toISOString(),
    ...facts,
    ...(missing.length > 0 ? { missing } : {}),
  })
  const rows = facts.texts.map((_, row) => {
    if (without.has(row)) return row === 0 ? '\nnull' : ',\nnull'
    const figures = figuresOf(vectors, row, facts.dimensions).map((figure) => figure || 'null')
    return `${row === 0 ? '\n' : ',\n'}[${figures.join(',')}]`
  })
  return new Blob([head.slice(0, -1), ',"embeddings":[', ...rows, '\n]}\n'], { type: 'application/json' })
}
