import { z } from 'zod'
import { MAX_TEXT_CHARACTERS, MAX_TEXTS } from '#shared/contract/embedding-bounds.ts'
import { missingVectorSchema } from '#shared/contract/embeddings.ts'
import { modelName } from '#shared/contract/fields.ts'
import { entrySchema, MAX_DIMENSIONS, runFiguresSchema, runSettingsSchema } from '#shared/contract/playground.ts'
import { FORMAT, NEWEST_VERSION, type Facts } from './saved.ts'

// The CSP forbids code generated at run time, which zod would otherwise try.
z.config({ jitless: true })

/** A longer file does not fit into one string. */
export const MAX_SAVED_BYTES = 500_000_000
/** 256 MB as floats. */
const MAX_NUMBERS = 64_000_000

export type SavedFault =
  | { fault: 'too_large' | 'not_json' | 'not_ours' | 'newer' }
  /** The location of the invalid value. */
  | { fault: 'broken'; where: string }

const whole = z.number().int().min(0)

const schema = z
  .strictObject({
    format: z.literal(FORMAT),
    version: z.int().min(1).max(NEWEST_VERSION),
    at: z.iso.datetime(),
    model: modelName,
    dimensions: whole.min(1).max(MAX_DIMENSIONS),
    texts: z.array(entrySchema).min(1).max(MAX_TEXTS),
    settings: runSettingsSchema,
    figures: runFiguresSchema,
    missing: z.array(missingVectorSchema.extend({ text: whole })).default([]),
    embeddings: z.array(z.unknown()).max(MAX_TEXTS),
  })
  .superRefine(({ texts, dimensions, figures, missing, embeddings }, context) => {
    const refuse = (...path: string[]) => context.addIssue({ code: 'custom', path, message: 'does not fit the rest' })
    if (texts.reduce((sum, { text }) => sum + text.length, 0) > MAX_TEXT_CHARACTERS) refuse('texts')
    if (texts.length * dimensions > MAX_NUMBERS) refuse('dimensions')
    if (figures.tokensOf !== null && figures.tokensOf.length !== texts.length) refuse('figures', 'tokensOf')
    if (figures.cut?.some(({ text }) => text >= texts.length) === true) refuse('figures', 'cut')
    if (missing.some(({ text }) => embeddings[text] !== null)) refuse('missing')
    if (embeddings.length !== texts.length) refuse('embeddings')
  })

/** Reads what `writeSaved` wrote; refuses what is incomplete or exceeds the bounds of a run. */
export async function readSaved(file: Blob): Promise<(Facts & { vectors: Float32Array }) | SavedFault> {
  if (file.size > MAX_SAVED_BYTES) return { fault: 'too_large' }
  let json: unknown
  try {
    json = JSON.parse(await file.text())
  } catch {
    return { fault: 'not_json' }
  }
  const { format, version } = (json ?? {}) as { format?: unknown; version?: unknown }
  if (format !== FORMAT) return { fault: 'not_ours' }
  if (typeof version === 'number' && version > NEWEST_VERSION) return { fault: 'newer' }
  const parsed = schema.safeParse(json)
  if (!parsed.success) return { fault: 'broken', where: parsed.error.issues[0]?.path.join('.') ?? '' }
  const { embeddings, at, format: _, version: __, ...facts } = parsed.data
  const vectors = new Float32Array(embeddings.length * facts.dimensions)
  const without = new Set(facts.missing.map(({ text }) => text))
  for (const [row, embedding] of embeddings.entries())
    if (without.has(row)) vectors.fill(Number.NaN, row * facts.dimensions, (row + 1) * facts.dimensions)
    else if (!fill(vectors, row * facts.dimensions, facts.dimensions, embedding))
      return { fault: 'broken', where: `embeddings.${row}` }
  return { ...facts, at: Date.parse(at), vectors }
}

/** Copies one row into the vectors; `false` if it is no list of `dimensions` numbers or nulls. */
function fill(vectors: Float32Array, start: number, dimensions: number, row: unknown): boolean {
  if (!Array.isArray(row) || row.length !== dimensions) return false
  return row.every((value: unknown, at) => {
    vectors[start + at] = typeof value === 'number' ? value : Number.NaN
    return typeof value === 'number' || value === null
  })
}
