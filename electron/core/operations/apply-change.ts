import type { Tag } from '#shared/ollama/tags.ts'
import { removeModel } from '../library/remove-model.ts'
import type { Ollama } from '../ollama/client.ts'
import { fail, problemOf } from '../problem.ts'
import { nextChange, reversed, type Change } from './change-plan.ts'
import type { ActRun } from './operations.ts'

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

/**
 * Does a change of names as an act. A step that the server refuses is answered by taking the others back, so that
 * nothing has changed.
 *
 * @param names for the texts about it: one name, or the old and the new one
 * @throws ProblemError `names_changed` if another client changed a name meanwhile, and what the server answers
 */
export async function changeNames(
  { client, plan }: Pick<ActRun, 'client' | 'plan'>,
  names: string[],
  change: Change,
  tags: readonly Tag[],
): Promise<void> {
  plan({ names, ...change })
  const outcome = await applyChange(client, change, tags).catch(async (error: unknown) => {
    // What has no answer is recovered when the server answers again.
    if (problemOf(error).status !== undefined) await applyChange(client, reversed(change)).catch(() => undefined)
    throw error
  })
  if (outcome === 'changed') throw fail('names_changed', { model: names[0] ?? '' })
}
