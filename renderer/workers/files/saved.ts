import type { MissingVector, Run } from '#shared/contract/embeddings.ts'
import type { RunSettings } from '#shared/contract/playground.ts'
import { figuresOf } from './csv.ts'
import type { Entry } from './entry.ts'

/** The saved data of a run without its vectors. */
export interface Facts {
  model: string
  dimensions: number
  texts: readonly Entry[]
  settings: RunSettings
  /** Texts without a vector, and why; their rows are NaN. */
  missing: readonly MissingVector[]
  /** What the server and Corral counted and measured. */
  figures: Pick<Run, 'tokens' | 'tokensOf' | 'cut' | 'totalNs' | 'loadNs' | 'elapsedMs' | 'calls' | 'endpoint'>
  /** End of the run, in milliseconds since 1970. */
  at: number
}

/** Identifies a saved file. Version 2 can have texts without a vector; a file without such texts has version 1. */
export const FORMAT = 'corral-embeddings'
export const NEWEST_VERSION = 2

/** A run as JSON. Numbers are restored exactly; those not finite, and missing vectors, are `null`. */
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
