import type { Ollama } from '../ollama/client.ts'
import { removeModel, wasAnswered } from '../library/remove-model.ts'
import { nextStep, toRenamePlan, type RenamePlan } from '../library/rename-plan.ts'
import { fail, problemOf } from '../problem.ts'
import { applyChange } from './apply-change.ts'
import { digestOf, isBefore, isSame, reversed, type Change } from './change-plan.ts'
import type { Operation } from './operation.ts'

/**
 * `done`: the server has the intended state. `undone`: it has the state before the act. `changed`: neither, as another
 * client changed one of the names; nothing more is done then.
 */
export type Recovered = 'done' | 'undone' | 'changed'

/** More than any rename needs, including its way back. */
const MOST_STEPS = 12

type Act = Pick<Operation, 'kind' | 'names' | 'before' | 'after'>

/**
 * Recovers an act that was interrupted, using only the server's present list. What had not begun is not started. What
 * stopped between two steps continues if possible, else it is taken back.
 *
 * @throws ProblemError if the server does not answer or refuses both ways; no model is lost then
 */
export async function recover(client: Ollama, act: Act): Promise<Recovered> {
  if (act.kind === 'load' || act.kind === 'unload') {
    const isLoaded = await isInMemory(client, act.names[0] ?? '')
    return isLoaded === (act.kind === 'load') ? 'done' : 'undone'
  }
  if (act.kind === 'rename')
    return settleRename(client, toRenamePlan(act)).catch(async (error: unknown): Promise<Recovered> => {
      if (problemOf(error).code !== 'rename_unfinished') throw error
      // The server does not find the old name that it lists, as one that mixes the spellings of names.
      const after = Object.fromEntries(Object.keys(act.after).map((name) => [name, act.before[name] ?? null]))
      if ((await applyChange(client, { before: act.after, after })).state === 'done') return 'undone'
      throw error
    })
  const change = act.kind === 'keep' ? ofKept(act) : act
  const { rows } = await client.tags()
  if (isBefore(change, rows)) return 'undone'
  try {
    if ((await applyChange(client, change, rows)).state === 'done') return 'done'
  } catch (error) {
    if (!wasAnswered(error)) throw error
  }
  return (await applyChange(client, reversed(change))).state === 'done' ? 'undone' : 'changed'
}

/** Without the name whose version is kept: it may have another one by now, for which it was kept. */
function ofKept({ before, after }: Act): Change {
  const of = (digests: Act['after']) =>
    Object.fromEntries(Object.entries(digests).filter(([name]) => before[name] !== after[name]))
  return { before: of(before), after: of(after) }
}

/** Whether a model or a copy of it is in memory: models with the same weights share a runner. */
async function isInMemory(client: Ollama, name: string): Promise<boolean> {
  const { models } = await client.ps()
  if (models.some((model) => isSame(model.name, name))) return true
  if (models.length === 0) return false
  const digest = digestOf((await client.tags()).rows, name)
  return digest !== null && digest !== '' && models.some((model) => model.digest === digest)
}

/** Finishes a rename that stopped between two steps, or takes it back. A rename that had not begun is not started. */
async function settleRename(client: Ollama, plan: RenamePlan): Promise<Recovered> {
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const step = nextStep(plan, (await client.tags()).rows)
    if (step.act === 'end') return step.state
    if (step.act === 'copy' && step.from === plan.from) return 'undone'
    try {
      if (step.act === 'remove') await removeModel(client, step.name)
      else await client.copy(step.from, step.to)
    } catch (error) {
      // Another client did this step first. The next list tells what is left to do.
      if (problemOf(error).code !== 'model_not_found') throw error
    }
  }
  throw fail('rename_unfinished', { from: plan.from, to: plan.to, exists: plan.third ?? plan.from })
}
