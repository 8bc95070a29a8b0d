import type { Tag } from '#shared/ollama/tags.ts'
import type { Ollama } from '../ollama/client.ts'
import { removeModel } from '../library/acts.ts'
import { nextStep, toRenamePlan, type RenamePlan } from '../library/rename-plan.ts'
import { fail, problemOf } from '../problem.ts'
import type { Operation } from './operation.ts'

/**
 * `done`: the server has what the act was to bring about. `undone`: what it had before. `changed`: neither, since
 * another client changed one of the names meanwhile; nothing more is done then.
 */
export type Recovered = 'done' | 'undone' | 'changed'

/** More than any rename takes, there and back. */
const MOST_STEPS = 12

type Act = Pick<Operation, 'kind' | 'names' | 'before' | 'after'>
type Row = Pick<Tag, 'name' | 'digest'>

/**
 * Ends an act that stopped on its way, from nothing but the list as the server has it now. A rename goes on where that
 * can be, else back; of a copy and a delete, each a single request, it is only found out whether they took place.
 *
 * @param client by which a rename goes on
 * @throws ProblemError where the server cannot be asked or lets no step be taken; nothing is lost then
 */
export async function recover(client: Ollama, act: Act): Promise<Recovered> {
  if (act.kind === 'rename') return settleRename(client, toRenamePlan(act))
  return compare(act, (await client.tags()).rows)
}

/** What the list tells of an act of one request. */
export function compare({ before, after }: Pick<Act, 'before' | 'after'>, tags: readonly Row[]): Recovered {
  const has = (digests: Operation['before']) =>
    Object.entries(digests).every(([name, digest]) => {
      const tag = tags.find((one) => one.name === name) ?? tags.find((one) => isSame(one.name, name))
      return digest === null ? tag === undefined : tag !== undefined && (tag.digest ?? '') === digest
    })
  if (has(after)) return 'done'
  return has(before) ? 'undone' : 'changed'
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/**
 * Brings a rename that stopped between two steps to an end, step by step as the list has it: on where that can
 * be, else back. One that was not begun stays so.
 */
async function settleRename(client: Ollama, plan: RenamePlan): Promise<Recovered> {
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const step = nextStep(plan, (await client.tags()).rows)
    if (step.act === 'end') return step.state
    if (step.act === 'copy' && step.from === plan.from) return 'undone'
    try {
      if (step.act === 'remove') await removeModel(client, step.name)
      else await client.copy(step.from, step.to)
    } catch (error) {
      // Another client was faster: the list tells what is left to do.
      if (problemOf(error).code !== 'model_not_found') throw error
    }
  }
  throw fail('rename_unfinished', { from: plan.from, to: plan.to, exists: plan.third ?? plan.from })
}
