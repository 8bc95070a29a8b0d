import type { VectorQuality } from '#shared/domain/vector-quality.ts'
import type { Facts } from '../../../workers/files/saved.ts'

/** A finding about one text: it was cut; its vector is broken, zero or the same as another text's; the text is a duplicate. */
export type Warning = 'cut' | 'broken' | 'zero' | 'same' | 'twice'

export type Check =
  | { kind: 'sound' }
  /** `tokens`: how many the server kept of each text; `null` if they differ or are unknown. */
  | { kind: 'cut'; rows: number[]; tokens: number | null }
  | { kind: 'cutUnknown' }
  | { kind: 'broken' | 'zero' | 'same'; rows: number[] }
  /** The server gave no vector for them. */
  | { kind: 'missing'; rows: number[] }
  /** Texts that are in the list more than once. */
  | { kind: 'twice'; rows: number[] }
  | { kind: 'renormalized' | 'notRenormalized'; dimensions: number }
  | { kind: 'notShortened'; asked: number; dimensions: number }
  /** Vectors that are not normalized, as from servers before 0.3. */
  | { kind: 'lengths'; shortest: number; longest: number }

/** Tolerance for a vector length of 1. */
const NEARLY = 1e-3

export interface Checked {
  facts: Pick<Facts, 'texts' | 'settings' | 'missing' | 'figures' | 'dimensions'>
  quality: VectorQuality
}

/** The findings about a result; at least one, `sound` if there is no fault. */
export function checksOf({ facts, quality }: Checked): Check[] {
  const { texts, settings, figures, dimensions } = facts
  const { missing, broken } = brokenOf({ facts, quality })
  const { zero, same, shortest, longest } = quality
  const checks: Check[] = []
  if (missing.length > 0) checks.push({ kind: 'missing', rows: missing })
  if (figures.cut !== null && figures.cut.length > 0) {
    const kept = new Set(figures.cut.map(({ tokens }) => tokens))
    const [tokens = null] = kept
    checks.push({ kind: 'cut', rows: figures.cut.map(({ text }) => text), tokens: kept.size === 1 ? tokens : null })
  }
  if (broken.length > 0) checks.push({ kind: 'broken', rows: broken })
  if (zero.length > 0) checks.push({ kind: 'zero', rows: zero })
  const { twice, others } = sameOf(texts, same)
  if (others.length > 0) checks.push({ kind: 'same', rows: others })
  if (checks.length === 0 && figures.cut !== null) checks.push({ kind: 'sound' })
  if (figures.cut === null) checks.push({ kind: 'cutUnknown' })
  if (twice.length > 0) checks.push({ kind: 'twice', rows: twice })
  const isLengthOne = longest === 0 || (Math.abs(shortest - 1) < NEARLY && Math.abs(longest - 1) < NEARLY)
  if (settings.dimensions > 0 && dimensions !== settings.dimensions)
    checks.push({ kind: 'notShortened', asked: settings.dimensions, dimensions })
  else if (settings.dimensions > 0) checks.push({ kind: isLengthOne ? 'renormalized' : 'notRenormalized', dimensions })
  else if (!isLengthOne) checks.push({ kind: 'lengths', shortest, longest })
  return checks
}

/** Rows without a vector, and those whose vector has a number that is not finite. */
function brokenOf({ facts, quality }: Pick<Checked, 'quality'> & { facts: Pick<Checked['facts'], 'missing'> }) {
  const missing = facts.missing.map(({ text }) => text)
  const without = new Set(missing)
  return { missing, broken: quality.broken.filter((row) => !without.has(row)) }
}

/** Rows with equal vectors, split by whether their texts are equal, too. */
function sameOf(texts: Checked['facts']['texts'], same: VectorQuality['same']): { twice: number[]; others: number[] } {
  const isOneText = (rows: number[]) => rows.every((row) => texts[row]?.text === texts[rows[0] ?? 0]?.text)
  return { twice: same.filter(isOneText).flat(), others: same.filter((rows) => !isOneText(rows)).flat() }
}

/** The warnings of each row that has any. */
export function warningsOf({ facts, quality }: Checked): Map<number, Warning[]> {
  const warnings = new Map<number, Warning[]>()
  const add = (kind: Warning, rows: readonly number[]) => {
    for (const row of rows) warnings.set(row, [...(warnings.get(row) ?? []), kind])
  }
  const { figures, texts } = facts
  add('cut', figures.cut?.map(({ text }) => text) ?? [])
  add('broken', brokenOf({ facts, quality }).broken)
  add('zero', quality.zero)
  const { twice, others } = sameOf(texts, quality.same)
  add('same', others)
  add('twice', twice)
  return warnings
}
