import { canonicalName, displayName, isFault, parseName } from '#shared/ollama/name.ts'
import type { NameParts } from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import type { Ollama } from '../ollama/client.ts'
import type { EventsService } from '../events/events.ts'
import type { Settings } from '#shared/contract/settings.ts'
import type { Platform } from '../platform.ts'
import type { RecordFile } from '../records/record.ts'
import { ProblemError, fail, problemOf } from '../problem.ts'
import { listIfAnswered, removeModel, wasAnswered } from './remove-model.ts'
import { changeNames } from '../operations/apply-change.ts'
import type { Operations, Plan, Relations } from '../operations/operations.ts'
import type { OwnBin } from '../bin/own-bin.ts'
import { renameDigests } from './rename-plan.ts'
import { differInCase, findListed, keepsOldSpelling, readName, readNewName, refuseLocal, refuseTwins } from './names.ts'

/** What changes the models of a host, each an operation. `operationId` is that of the operation. */
export interface LibraryActs {
  copy(
    input: { hostId: string; source: string; destination: string; overwrite: boolean } & Relations,
  ): Promise<{ name: string; operationId: string }>
  /** `back`: gives it a name that it had, only if it still has that manifest; else throws `undo_changed`. */
  rename(
    input: { hostId: string; from: string; to: string; back?: { digest: string } } & Relations,
  ): Promise<{ name: string; operationId: string }>
  /**
   * Moves a name to the bin, or deletes it for good. While a pull may share its layers, the latter waits in the bin:
   * `waitsFor` is the model that is pulled.
   */
  remove(
    input: { hostId: string; name: string; forGood: boolean } & Relations,
  ): Promise<{ operationId: string; stillLoaded: boolean; inBin: boolean; waitsFor: string | null }>
}

type KeepReplaced = (hostId: string, taken: Tag, tags: readonly Tag[]) => Promise<string | null>

export function createActs(
  { newId }: Pick<Platform, 'newId'>,
  operations: Operations,
  bin: Pick<OwnBin, 'reserve'>,
  settings: Pick<RecordFile<Settings>, 'get'>,
  events: Pick<EventsService, 'add'>,
): LibraryActs {
  /** A name of the bin for a model that is going to be replaced; `null` if it is not to be kept. */
  const keepReplaced: KeepReplaced = async (hostId, { name, digest }, tags) => {
    if (settings.get().bin === 'off') return null
    if (!digest) throw fail('bin_not_kept', { model: name })
    return bin.reserve(hostId, tags, 'deleted', { name, digest })
  }
  return {
    async copy({ hostId, source, destination, overwrite, ...relations }) {
      const claim = { kind: 'copy', hostId, writes: [destination], reads: [source], ...relations } as const
      const done = await operations.act(claim, async ({ id, client, plan }) => ({
        operationId: id,
        name: await copyModel(client, source, destination, overwrite, plan, (taken, tags) =>
          keepReplaced(hostId, taken, tags),
        ),
      }))
      events.add({ kind: 'copied', hostId, name: source, to: done.name })
      return done
    },
    async rename({ hostId, from, to, back, ...relations }) {
      const claim = { kind: 'rename', hostId, writes: [from, to], ...relations } as const
      const done = await operations.act(claim, async ({ id, client, plan }) => ({
        operationId: id,
        name: await renameModel(client, from, to, `corral-rename/${newId()}:1`, plan, back),
      }))
      events.add({ kind: 'renamed', hostId, name: from, to: done.name })
      return done
    },
    async remove({ hostId, name, forGood, ...relations }) {
      const claim = { kind: 'delete', hostId, writes: [name], ...relations } as const
      const outcome = await operations.act(claim, async (act) => {
        const { client } = act
        const tags = (await client.tags()).rows
        const listed = listedAs(tags, name, client.server)
        const { digest } = listed
        // What another name has as well stays when this one goes.
        const isShared = digest !== undefined && tags.some((tag) => tag !== listed && tag.digest === digest)
        const pull = forGood && !isShared ? act.keepLayers() : null
        if (forGood && pull === null) {
          act.plan({ names: [listed.name], before: { [listed.name]: digest ?? '' }, after: { [listed.name]: null } })
          await removeModel(client, listed.name)
        } else {
          if (digest === undefined || isFault(parseName(listed.name)))
            throw pull
              ? fail('pull_may_share', { model: name, other: pull.name })
              : fail('bin_not_kept', { model: name })
          const kept = await bin.reserve(hostId, tags, pull ? 'leaving' : 'deleted', { name: listed.name, digest })
          const before = { [listed.name]: digest, [kept]: null }
          await changeNames(act, [listed.name], { before, after: { [listed.name]: null, [kept]: digest } }, tags)
        }
        // Deleting does not unload; a server that cannot say leaves the question open in favour of silence.
        const { models } = await client.ps().catch(() => ({ models: [] }))
        return {
          operationId: act.id,
          stillLoaded: models.some((model) => model.name === listed.name),
          inBin: !forGood,
          waitsFor: pull?.name ?? null,
        }
      })
      events.add({ kind: outcome.inBin ? 'binned' : 'deleted', hostId, name })
      return outcome
    },
  }
}

/**
 * Copies `source` to `destination` and makes sure of it by listing again. The server itself overwrites
 * without asking, so an existing destination is refused here unless told otherwise.
 *
 * @param keepReplaced gives the name of the bin under which a replaced model is kept, `null` for none
 * @returns the new name as the server lists it
 * @throws ProblemError `name_invalid`, `name_reserved`, `local_tag_listed`, `name_same`, `name_taken`,
 *   `name_twins`, `model_not_found`, `names_changed`, and `copy_mismatch` where the server tells no digests
 */
export async function copyModel(
  client: Ollama,
  source: string,
  destination: string,
  overwrite: boolean,
  plan: (plan: Plan) => void = () => {},
  keepReplaced: (taken: Tag, tags: readonly Tag[]) => Promise<string | null> = () => Promise.resolve(null),
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
  const name = taken?.name ?? displayName(to)
  const names = [original.name, name]
  const isReplaced = taken !== undefined && (!taken.digest || taken.digest !== original.digest)
  const kept = isReplaced ? await keepReplaced(taken, tags) : null
  if (original.digest && (!taken || taken.digest)) {
    const before = { [name]: taken?.digest ?? null, ...(kept !== null && { [kept]: null }) }
    const after = { [name]: original.digest, ...(kept !== null && taken?.digest && { [kept]: taken.digest }) }
    const rows = await changeNames({ client, plan }, names, { before, after }, tags)
    return findListed(rows, to)?.name ?? name
  }
  plan({
    names,
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
 * @param back gives it a name that it had, which may have the tag of a cloud model, if this is its manifest
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
  back?: { digest: string },
): Promise<string> {
  const source = readName(from)
  refuseLocal(from)
  const target = back ? readName(to) : readNewName(to)
  const tags = (await client.tags()).rows
  const original = listed(tags, source, client.server)

  const isSame = canonicalName(source) === canonicalName(target)
  const taken = isSame ? undefined : findListed(tags, target)
  if (taken) throw fail('name_taken', { name: taken.name })
  if (original.name === displayName(target)) throw fail('name_same', { name: original.name })
  // Nothing could prove that the copy is the same before the old name is deleted.
  if (original.digest === undefined) throw fail('digest_unknown', { name: original.name })
  if (back && back.digest !== original.digest) throw fail('undo_changed', { model: original.name })
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
 * The model to delete. A listed name is taken as it stands, also where Ollama's own grammar does not allow it. Throws
 * `name_invalid`, `name_twins`, `local_tag_listed`, `model_not_found`.
 */
function listedAs(tags: readonly Tag[], name: string, server: string): Tag {
  refuseTwins(tags, name)
  refuseLocal(name)
  return tags.find((tag) => tag.name === name) ?? listed(tags, readName(name), server)
}

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
