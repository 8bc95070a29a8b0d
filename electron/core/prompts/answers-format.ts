import { answerSchema, type Answer } from '#shared/contract/prompts.ts'
import { MAX_ANSWERS } from '#shared/contract/prompt-bounds.ts'
import { readEntries } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

/** The most answers of all models together, and their characters. */
const MOST = 500
const MOST_CHARACTERS = 4_000_000

/** Of one model: one content under any name, or one name, whatever it contained. */
export function isSameModel(
  one: Pick<Answer, 'hostId' | 'model' | 'digest'>,
  other: Pick<Answer, 'hostId' | 'model' | 'digest'>,
): boolean {
  return (
    one.hostId === other.hostId && (one.model === other.model || (one.digest !== null && one.digest === other.digest))
  )
}

/** The answers that are kept, of these with the newest first. The newest always is. */
export function keptAnswers(answers: readonly Answer[]): Answer[] {
  const kept: Answer[] = []
  let room = MOST_CHARACTERS
  for (const answer of answers) {
    const { prompt, system, text, thinking } = answer
    const size = prompt.length + system.length + text.length + thinking.length
    if (kept.length === MOST || (size > room && kept.length > 0)) break
    if (kept.filter((other) => isSameModel(other, answer)).length === MAX_ANSWERS) continue
    kept.push(answer)
    room -= size
  }
  return kept
}

/** The newest first. No last good copy: what the user forgets leaves the disk at once. */
export const answersFormat: RecordFormat<Answer[]> = {
  name: 'answers.json',
  version: 1,
  keepsLastGood: false,
  initial: [],
  read(value, lost) {
    if (!Array.isArray(value)) return undefined
    const read = readEntries(value, lost, (entry) => answerSchema.safeParse(entry).data)
    const kept = keptAnswers(read)
    lost.entries += read.length - kept.length
    return kept
  },
}
