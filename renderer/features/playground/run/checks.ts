import type { VectorQuality } from '#shared/domain/vector-quality.ts'
import type { Facts } from '../../../workers/files/saved.ts'

/** What is to be known of one text: it was cut, its vector is broken, of nothing but zeros, or another text's as well, or it stands there twice. */
export type Warning = 'cut' | 'broken' | 'zero' | 'same' | 'twice'

export type Check =
  | { kind: 'sound' }
  /** `tokens` is what the server kept of each; `null` where it differs or is not told. */
  | { kind: 'cut'; rows: number[]; tokens: number | null }
  | { kind: 'cutUnknown' }
  | { kind: 'broken' | 'zero' | 'same'; rows: number[] }
  /** The server gave no vector for them. */
  | { kind: 'missing'; rows: number[] }
  /** The same text stands there more than once. */
  | { kind: 'twice'; rows: number[] }
  | { kind: 'renormalized' | 'notRenormalized'; dimensions: number }
  | { kind: 'notShortened'; asked: number; dimensions: number }
  /** Vectors that are not of length one, as servers before 0.3 give them. */
  | { kind: 'lengths'; shortest: number; longest: number }

/** Lengths that differ from one by less are one. */
const NEARLY = 1e-3

export interface Checked {
  facts: Pick<Facts, 'texts' | 'settings' | 'missing' | 'figures' | 'dimensions'>
  quality: VectorQuality
}

/** All that there is to say of a result before it is believed; at least that all is well. */
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

/** Rows of one vector, apart by whether their texts are one as well. */
function sameOf(texts: Checked['facts']['texts'], same: VectorQuality['same']): { twice: number[]; others: number[] } {
  const isOneText = (rows: number[]) => rows.every((row) => texts[row]?.text === texts[rows[0] ?? 0]?.text)
  return { twice: same.filter(isOneText).flat(), others: same.filter((rows) => !isOneText(rows)).flat() }
}

/** The warnings of each row that has some. */
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
