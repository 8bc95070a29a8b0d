import { ProblemError } from '../problem.ts'

/** Texts and characters of one call: small enough for progress and cancel, large enough to cost little. */
const CHUNK_TEXTS = 32
const CHUNK_CHARACTERS = 64 * 1024

/** Texts that stand side by side: `count` of them, the first at `from`. */
export interface Range {
  from: number
  count: number
}

/** The answer for a range; `cut` where its one text was too long and the server kept its beginning. */
export interface Batch<Answer> extends Range {
  answer: Answer
  cut: boolean
}

/**
 * Embeds all texts in order, and finds those that are too long for the model without asking for more than
 * is needed: each range goes out with truncation off, so that an answer proves that nothing was cut. A
 * refused one is halved until a single text is left, which is then cut, or refused for good.
 *
 * @param ask one call; refuses by throwing
 * @throws what `ask` throws; where one text is to blame its problem names it, from 1 on, as `text`
 */
export async function* batches<Answer>(
  texts: readonly string[],
  { truncate, alone }: { truncate: boolean; alone: boolean },
  ask: (range: Range, truncate: boolean) => Promise<Answer>,
): AsyncGenerator<Batch<Answer>, void> {
  const left = (alone ? texts.map((_, from) => ({ from, count: 1 })) : chunks(texts)).reverse()
  for (let range = left.pop(), answered = false; range !== undefined; range = left.pop()) {
    const { from, count } = range
    try {
      yield { ...range, answer: await ask(range, false), cut: false }
    } catch (error) {
      if (!blamesTexts(error)) throw error
      if (count > 1) {
        const half = Math.ceil(count / 2)
        left.push({ from: from + half, count: count - half }, { from, count: half })
        continue
      }
      const blamed = (met: unknown) => (blamesTexts(met) ? naming(met, from, answered) : met)
      if (!truncate) throw blamed(error)
      const answer = await ask(range, true).catch((met: unknown) => {
        throw blamed(met)
      })
      yield { ...range, answer, cut: true }
    }
    answered = true
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

/** Too long, no vector of numbers, or refused for a reason that a text may have given. */
function blamesTexts(error: unknown): error is ProblemError {
  return (
    error instanceof ProblemError && ['input_too_long', 'vector_not_finite', 'rejected'].includes(error.problem.code)
  )
}

/** What is refused before anything was answered may be refused whatever the text. */
function naming(error: ProblemError, from: number, answered: boolean): ProblemError {
  const { problem } = error
  if (problem.code === 'rejected' && !answered) return error
  return new ProblemError({ ...problem, params: { ...problem.params, text: from + 1 } }, error)
}
