import type { Tag } from '#shared/ollama/tags.ts'
import { isListed } from '../library/names.ts'
import { removeModel } from '../library/remove-model.ts'
import type { Ollama } from '../ollama/client.ts'
import { ProblemError, fail, problemOf } from '../problem.ts'
import { nextChange, reversed, type Change } from './change-plan.ts'
import type { ActRun } from './operations.ts'

/** More than any change needs: a copy and a removal for each of its names. */
const MOST_STEPS = 12

/**
 * Does the steps of a change of names, with the list read again after each copy: its digest is what allows the removals.
 *
 * @param tags the list as it was just read
 * @returns the list afterwards; `changed` if another client changed a name meanwhile: nothing more was done then
 * @throws ProblemError if the server does not answer or refuses a step; no manifest that was to be kept is lost then
 */
export async function applyChange(
  client: Ollama,
  change: Change,
  tags?: readonly Tag[],
): Promise<{ state: 'done' | 'changed'; rows: readonly Tag[] }> {
  let rows = tags ?? (await client.tags()).rows
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const step = nextChange(change, rows)
    if (step.act === 'end') return { state: step.state, rows }
    if (step.act === 'remove') {
      const { name } = step
      try {
        await removeModel(client, name)
        rows = rows.filter((row) => row.name !== name)
      } catch (error) {
        if (problemOf(error).code !== 'model_not_found') throw error
        // Another client did this step first, unless the server does not find what it lists.
        rows = (await client.tags()).rows
        if (isListed(rows, name)) throw error
      }
    } else {
      await client.copy(step.from, step.to)
      rows = (await client.tags()).rows
    }
  }
  return { state: 'changed', rows }
}

/** A problem that leaves the names neither as they were before the act nor as they are to be after it. */
export class HalfDone extends ProblemError {}

/**
 * Does a change of names as an act. A step that the server refuses is answered by taking the others back, so that
 * nothing has changed.
 *
 * @param names for the texts about it: one name, or the old and the new one
 * @returns the list afterwards
 * @throws ProblemError `names_changed` if another client changed a name meanwhile, and what the server answers;
 *   `HalfDone` if the other steps could not be taken back, either
 */
export async function changeNames(
  { client, plan }: Pick<ActRun, 'client' | 'plan'>,
  names: string[],
  change: Change,
  tags: readonly Tag[],
): Promise<readonly Tag[]> {
  plan({ names, ...change })
  const outcome = await applyChange(client, change, tags).catch(async (error: unknown) => {
    // What has no answer is recovered when the server answers again.
    const isAnswered = problemOf(error).status !== undefined
    const back = isAnswered ? await applyChange(client, reversed(change)).catch(() => null) : null
    throw back?.state === 'done' ? error : new HalfDone(problemOf(error), error)
  })
  if (outcome.state === 'changed') throw fail('names_changed', { model: names[0] ?? '' })
  return outcome.rows
}
