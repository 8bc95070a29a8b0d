import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import { ProblemError } from '../problem.ts'

/** Largest number of texts and characters of one call: small enough for progress and cancel, large enough for throughput. */
const CHUNK_TEXTS = 32
const CHUNK_CHARACTERS = 64 * 1024

/**
 * Consecutive refused calls after which the server is assumed to refuse everything. Halving reaches a single text in
 * six calls, so a few adjacent refused texts stay below it.
 */
export const MAX_REFUSALS = 16

/** Adjacent texts: `count` of them, beginning at `from`. */
export interface Range {
  from: number
  count: number
}

/** The answer for a range; `cut` if its only text was too long and the server used the beginning. */
export interface Answered<Answer> extends Range {
  answer: Answer
  cut: boolean
}

/** Texts without an answer, and the reason. */
export interface Refused extends Range {
  problem: Problem
}

/**
 * Embeds all texts in order, and finds those that are too long for the model or get no vector. Each range is sent
 * with truncation off, so that an answer proves that nothing was cut. A refused range is halved until a single text
 * is left, which is then sent with truncation or reported as refused.
 *
 * After `MAX_REFUSALS` consecutive refused calls the rest is not sent, and reported as refused if anything was
 * answered before.
 *
 * @param ask one call; refuses by throwing
 * @throws errors of `ask` that no text can cause; the refusal of a text that may not be cut, with its number from 1
 * as `text`; the last refusal if the server refuses everything
 */
export async function* batches<Answer>(
  texts: readonly string[],
  { truncate, alone }: { truncate: boolean; alone: boolean },
  ask: (range: Range, truncate: boolean) => Promise<Answer>,
): AsyncGenerator<Answered<Answer> | Refused, void> {
  const left = (alone ? texts.map((_, from) => ({ from, count: 1 })) : chunks(texts)).reverse()
  let hasAnswered = false
  let refusals = 0
  for (let range = left.pop(); range !== undefined; range = left.pop()) {
    const { from, count } = range
    const met = await attempt(range)
    if (!(met instanceof ProblemError)) {
      hasAnswered = true
      refusals = 0
      yield { ...range, ...met }
      continue
    }
    refusals += 1
    if (refusals === MAX_REFUSALS) {
      if (!hasAnswered) throw met
      yield { from, count: texts.length - from, problem: met.problem }
      return
    }
    if (count > 1) {
      const half = Math.ceil(count / 2)
      left.push({ from: from + half, count: count - half }, { from, count: half })
    } else yield { ...range, problem: met.problem }
  }

  /** The server's answer for a range, or its refusal. */
  async function attempt(range: Range): Promise<{ answer: Answer; cut: boolean } | ProblemError> {
    try {
      return { answer: await ask(range, false), cut: false }
    } catch (error) {
      if (!mayBlameText(error)) throw error
      if (range.count > 1 || !mayBeTooLong.has(error.problem.code)) return error
      if (!truncate && error.problem.code === 'input_too_long') throw naming(error, range.from)
      if (!truncate) return error
    }
    try {
      return { answer: await ask(range, true), cut: true }
    } catch (error) {
      if (!mayBlameText(error)) throw error
      return error
    }
  }
}

function chunks(texts: readonly string[]): Range[] {
  const ranges: Range[] = []
  let characters = 0
  texts.forEach(({ length }, at) => {
    const last = ranges.at(-1)
    characters += length
    if (last && last.count < CHUNK_TEXTS && characters <= CHUNK_CHARACTERS) last.count += 1
    else {
      ranges.push({ from: at, count: 1 })
      characters = length
    }
  })
  return ranges
}

/** Refusals that a single text can cause; a model that crashes answers 500. */
const blamable: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'input_too_long',
  'vector_not_finite',
  'vector_missing',
  'vector_invalid',
  'rejected',
  'server_error',
])

/** Not every server reports a text as too long. */
const mayBeTooLong: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['input_too_long', 'rejected'])

function mayBlameText(error: unknown): error is ProblemError {
  return error instanceof ProblemError && blamable.has(error.problem.code)
}

function naming({ problem }: ProblemError, from: number): ProblemError {
  return new ProblemError({ ...problem, params: { ...problem.params, text: from + 1 } })
}
