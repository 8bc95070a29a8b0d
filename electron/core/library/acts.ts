import { canonicalName, displayName } from '#shared/ollama/name.ts'
import type { NameParts } from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import type { Ollama } from '../ollama/client.ts'
import type { EventsService } from '../events/events.ts'
import type { Platform } from '../platform.ts'
import { ProblemError, fail, problemOf } from '../problem.ts'
import type { Operations, Plan } from '../operations/operations.ts'
import { renameDigests } from './rename-plan.ts'
import {
  differInCase,
  findListed,
  isListed,
  keepsOldSpelling,
  readName,
  readNewName,
  refuseLocal,
  refuseTwins,
} from './names.ts'

/** What changes the models of a host, each an operation. */
export interface LibraryActs {
  copy(input: { hostId: string; source: string; destination: string; overwrite: boolean }): Promise<{ name: string }>
  rename(input: { hostId: string; from: string; to: string }): Promise<{ name: string }>
  remove(input: { hostId: string; name: string }): Promise<{ stillLoaded: boolean }>
}

export function createActs(
  { newId }: Pick<Platform, 'newId'>,
  operations: Operations,
  events: Pick<EventsService, 'add'>,
): LibraryActs {
  return {
    async copy({ hostId, source, destination, overwrite }) {
      const claim = { kind: 'copy', hostId, writes: [destination], reads: [source] } as const
      const name = await operations.act(claim, ({ client, plan }) =>
        copyModel(client, source, destination, overwrite, plan),
      )
      events.add({ kind: 'copied', hostId, name: source, to: name })
      return { name }
    },
    async rename({ hostId, from, to }) {
      const claim = { kind: 'rename', hostId, writes: [from, to] } as const
      const name = await operations.act(claim, ({ client, plan }) =>
        renameModel(client, from, to, `corral-rename/${newId()}:1`, plan),
      )
      events.add({ kind: 'renamed', hostId, name: from, to: name })
      return { name }
    },
    async remove({ hostId, name }) {
      const claim = { kind: 'delete', hostId, writes: [name] } as const
      const outcome = await operations.act(claim, async ({ client, plan, keepLayers }) => {
        const tags = (await client.tags()).rows
        // A listed name may be deleted as it stands, also where Ollama's own grammar does not allow it.
        if (!isListed(tags, name)) readName(name)
        refuseTwins(tags, name)
        const digest = tags.find((tag) => tag.name === name)?.digest
        // What another name has as well stays when this one goes.
        const isShared = digest !== undefined && tags.some((tag) => tag.name !== name && tag.digest === digest)
        if (!isShared) keepLayers()
        plan({ names: [name], before: { [name]: digest ?? '' }, after: { [name]: null } })
        await removeModel(client, name)
        // Deleting does not unload; a server that cannot say leaves the question open in favour of silence.
        const { models } = await client.ps().catch(() => ({ models: [] }))
        return { stillLoaded: models.some((model) => model.name === name) }
      })
      events.add({ kind: 'deleted', hostId, name })
      return outcome
    },
  }
}

/**
 * Copies `source` to `destination` and makes sure of it by listing again. The server itself overwrites
 * without asking, so an existing destination is refused here unless told otherwise.
 *
 * @returns the new name as the server lists it
 * @throws ProblemError `name_invalid`, `name_reserved`, `local_tag_listed`, `name_same`, `name_taken`,
 *   `name_twins`, `model_not_found`, `copy_mismatch`
 */
export async function copyModel(
  client: Ollama,
  source: string,
  destination: string,
  overwrite: boolean,
  plan: (plan: Plan) => void = () => {},
): Promise<string> {
  const from = readName(source)
  refuseLocal(source)
  const to = readNewName(destination)
  const tags = (await client.tags()).rows
  const original = listed(tags, from, client.server)
  if (canonicalName(from) === canonicalName(to)) throw fail('name_same', { name: original.name })
  const taken = findListed(tags, to)
  if (taken && !overwrite) throw fail('name_taken', { name: taken.name })
  if (taken) refuseTwins(tags, taken.name)
  const name = displayName(to)
  plan({
    names: [original.name, name],
    before: { [name]: taken ? (taken.digest ?? '') : null },
    after: { [name]: original.digest ?? '' },
  })
  await client.copy(original.name, name)
  return (await verified(client, original, to)).name
}

/**
 * Renames as the API allows: copy, list again and compare digests, and only then delete the old name.
 * No step is taken before the one before it is known to have worked, so that at every moment at least
 * one name holds the model.
 *
 * @param thirdName a name nobody uses: a change of letter case goes through it, since the server takes
 *   a copy onto the other spelling for a copy onto itself, and the delete would take the model
 * @param plan hears of the rename when all checks are passed, before the first step
 * @returns the new name as the server lists it
 * @throws ProblemError as `copyModel`, and `digest_unknown`, `name_case_taken`, `rename_unfinished` or
 *   `rename_unknown`
 */
export async function renameModel(
  client: Ollama,
  from: string,
  to: string,
  thirdName: string,
  plan: (plan: Plan) => void = () => {},
): Promise<string> {
  const source = readName(from)
  refuseLocal(from)
  const target = readNewName(to)
  const tags = (await client.tags()).rows
  const original = listed(tags, source, client.server)

  const isSame = canonicalName(source) === canonicalName(target)
  const taken = isSame ? undefined : findListed(tags, target)
  if (taken) throw fail('name_taken', { name: taken.name })
  if (original.name === displayName(target)) throw fail('name_same', { name: original.name })
  // Nothing could prove that the copy is the same before the old name is deleted.
  if (original.digest === undefined) throw fail('digest_unknown', { name: original.name })
  const keeper = keepsOldSpelling(tags, original, target)
  if (isSame && keeper !== undefined) throw fail('name_case_taken', { name: displayName(target), other: keeper })
  // With the old name still there, its spelling of a part would be given to the new one.
  const isDirect = keeper !== undefined || !differInCase(readName(original.name), target)
  const third = readName(thirdName)
  if (!isDirect && findListed(tags, third)) throw fail('name_taken', { name: thirdName })

  const steps = isDirect ? [target] : [third, target]
  const names = [original.name, ...steps.map(displayName)]
  plan(
    renameDigests({
      from: original.name,
      to: displayName(target),
      third: isDirect ? null : displayName(third),
      digest: original.digest,
    }),
  )
  let at = original
  for (const next of steps) at = await move(client, at, next, names, at !== original)
  return at.name
}

/**
 * Copy, verify, delete: one step of a rename between names the server tells apart. `names` are those the
 * model may have on its way, and `begun` is whether it has left the first.
 */
async function move(client: Ollama, from: Tag, to: NameParts, names: string[], begun: boolean): Promise<Tag> {
  let copy: Tag | undefined
  try {
    await client.copy(from.name, displayName(to))
    begun = true
    copy = await verified(client, from, to)
    await removeModel(client, from.name)
    return copy
  } catch (error) {
    if (!begun || problemOf(error).code === 'copy_mismatch') throw error
    const tags = await listIfAnswered(client)
    // The deletion got no answer and took place.
    if (copy && tags && !wasAnswered(error) && !tags.some(({ name }) => name === from.name)) return copy
    throw unfinished(names, tags, error)
  }
}

/**
 * Deletes a name. An answer decides, whatever is listed later: a deletion that fails half way may have taken
 * the name and left the data (on Windows an open file does that). Where the connection broke before one came,
 * the list tells whether the deletion took place.
 */
export async function removeModel(client: Ollama, name: string): Promise<void> {
  refuseLocal(name)
  try {
    await client.remove(name)
  } catch (error) {
    if (wasAnswered(error) || problemOf(error).code === 'refused') throw error
    const tags = await listIfAnswered(client)
    if (!tags || isListed(tags, name)) throw error
  }
}

/** Whether a problem is the server's own answer to the request. */
const wasAnswered = (error: unknown) => problemOf(error).status !== undefined

const listIfAnswered = (client: Ollama) =>
  client.tags().then(
    ({ rows }) => rows,
    () => undefined,
  )

function listed(tags: readonly Tag[], name: NameParts, server: string): Tag {
  const tag = findListed(tags, name)
  if (!tag) throw fail('model_not_found', { model: displayName(name), server })
  refuseTwins(tags, tag.name)
  return tag
}

/** The copy as listed, once it and its original are the same manifest as far as the server tells; else nothing may be deleted. */
async function verified(client: Ollama, original: Tag, to: NameParts): Promise<Tag> {
  const tags = (await client.tags()).rows
  const copy = findListed(tags, to)
  // Somebody may have pulled a newer one under the old name meanwhile.
  const source = tags.find(({ name }) => name === original.name) ?? original
  if (!copy || copy.digest !== original.digest || source.digest !== original.digest)
    throw fail('copy_mismatch', { from: original.name, to: displayName(to), found: copy ? 1 : 0 })
  return copy
}

/** What exists now after a rename that stopped on its way: the user must know which name to go on with. */
function unfinished(names: string[], tags: readonly Tag[] | undefined, error: unknown): ProblemError {
  const { code, status, detail } = problemOf(error)
  const lower = names.map((name) => name.toLowerCase())
  const exists = (tags ?? []).map(({ name }) => name).filter((name) => lower.includes(name.toLowerCase()))
  const params = { from: names[0] ?? '', to: names.at(-1) ?? '', cause: code }
  return exists.length > 0
    ? fail('rename_unfinished', { ...params, exists: exists.join(', ') }, { status, detail })
    : fail('rename_unknown', { ...params, names: names.join(', ') }, { status, detail })
}
