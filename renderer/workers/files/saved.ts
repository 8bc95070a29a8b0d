import type { ModelOptions } from '#shared/contract/fields.ts'
import type { Run } from '#shared/contract/embeddings.ts'
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
  /** What the server and Corral counted and measured. */
  figures: Pick<Run, 'tokens' | 'tokensOf' | 'cut' | 'totalNs' | 'loadNs' | 'elapsedMs' | 'calls' | 'endpoint'>
  /** When it ended, in milliseconds since 1970. */
  at: number
}

/** The first member of a saved file, by which it is known; a change of its shape gets another number. */
export const FORMAT = { format: 'corral-embeddings', version: 1 } as const

/** A run as JSON. Numbers come back as the same floats; one that is not finite is `null`. */
export function writeSaved(vectors: Float32Array, { at, ...facts }: Facts): Blob {
  const head = JSON.stringify({ ...FORMAT, at: new Date(at).toISOString(), ...facts })
  const rows = facts.texts.map((_, row) => {
    const figures = figuresOf(vectors, row, facts.dimensions).map((figure) => figure || 'null')
    return `${row === 0 ? '\n' : ',\n'}[${figures.join(',')}]`
  })
  return new Blob([head.slice(0, -1), ',"embeddings":[', ...rows, '\n]}\n'], { type: 'application/json' })
}
