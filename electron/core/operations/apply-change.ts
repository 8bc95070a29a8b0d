import type { Tag } from '#shared/ollama/tags.ts'
import { removeModel } from '../library/acts.ts'
import type { Ollama } from '../ollama/client.ts'
import { problemOf } from '../problem.ts'
import { nextChange, type Change } from './change-plan.ts'

/** More than any change needs: a copy and a removal for each of its names. */
const MOST_STEPS = 12

/**
 * Does the steps of a change of names, with the list read again after each copy: its digest is what allows the removals.
 *
 * @param tags the list as it was just read
 * @returns `changed` if another client changed a name meanwhile; nothing more was done then
 * @throws ProblemError if the server does not answer or refuses a step; no manifest that was to be kept is lost then
 */
export async function applyChange(
  client: Ollama,
  change: Change,
  tags?: readonly Pick<Tag, 'name' | 'digest'>[],
): Promise<'done' | 'changed'> {
  let rows = tags ?? (await client.tags()).rows
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const step = nextChange(change, rows)
    if (step.act === 'end') return step.state === 'done' ? 'done' : 'changed'
    if (step.act === 'remove') {
      const { name } = step
      await removeModel(client, name).catch((error: unknown) => {
        // Another client did this step first.
        if (problemOf(error).code !== 'model_not_found') throw error
      })
      rows = rows.filter((row) => row.name !== name)
    } else {
      await client.copy(step.from, step.to)
      rows = (await client.tags()).rows
    }
  }
  return 'changed'
}
