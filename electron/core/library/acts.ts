import { canonicalName, displayName } from '#shared/ollama/name.ts'
import type { NameParts } from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/schemas.ts'
import type { Ollama } from '../ollama/client.ts'
import { ProblemError, fail, problemOf } from '../problem.ts'
import { differInCase, findListed, keepsOldSpelling, readName, readNewName, refuseLocal } from './names.ts'

/**
 * Copies `source` to `destination` and makes sure of it by listing again. The server itself overwrites
 * without asking, so an existing destination is refused here unless told otherwise.
 *
 * @returns the new name as the server lists it
 * @throws ProblemError `name_invalid`, `name_reserved`, `local_tag_listed`, `name_same`, `name_taken`,
 *   `model_not_found`, `copy_mismatch`
 */
export async function copyModel(
  client: Ollama,
  source: string,
  destination: string,
  overwrite: boolean,
): Promise<string> {
  const from = readName(source)
  refuseLocal(source)
  const to = readNewName(destination)
  const tags = await client.tags()
  const original = listed(tags, from, client.server)
  if (canonicalName(from) === canonicalName(to)) throw fail('name_same', { name: original.name })
  const taken = findListed(tags, to)
  if (taken && !overwrite) throw fail('name_taken', { name: taken.name })
  await client.copy(original.name, displayName(to))
  return (await verified(client, original, to)).name
}

/**
 * Renames as the API allows: copy, list again and compare digests, and only then delete the old name.
 * No step is taken before the one before it is known to have worked, so that at every moment at least
 * one name holds the model.
 *
 * @param thirdName a name nobody uses: a change of letter case goes through it, since the server takes
 *   a copy onto the other spelling for a copy onto itself, and the delete would take the model
 * @returns the new name as the server lists it
 * @throws ProblemError as `copyModel`, and `name_case_taken` or `rename_unfinished`
 */
export async function renameModel(client: Ollama, from: string, to: string, thirdName: string): Promise<string> {
  const source = readName(from)
  refuseLocal(from)
  const target = readNewName(to)
  const tags = await client.tags()
  const original = listed(tags, source, client.server)

  const isSame = canonicalName(source) === canonicalName(target)
  const taken = isSame ? undefined : findListed(tags, target)
  if (taken) throw fail('name_taken', { name: taken.name })
  if (original.name === displayName(target)) throw fail('name_same', { name: original.name })
  const keeper = keepsOldSpelling(tags, original, target)
  if (isSame && keeper !== undefined) throw fail('name_case_taken', { name: displayName(target), other: keeper })
  // With the old name still there, its spelling of a part would be given to the new one.
  if (keeper !== undefined || !differInCase(readName(original.name), target)) return move(client, original, target)

  const third = readName(thirdName)
  if (findListed(tags, third)) throw fail('name_taken', { name: thirdName })
  await move(client, original, third)
  const between = listed(await client.tags(), third, client.server)
  try {
    return await move(client, between, target)
  } catch (error) {
    throw await unfinished(client, original, target, error)
  }
}

/** Copy, verify, delete: one step of a rename between names the server tells apart. */
async function move(client: Ollama, original: Tag, to: NameParts): Promise<string> {
  await client.copy(original.name, displayName(to))
  const copy = await verified(client, original, to)
  try {
    await removeModel(client, original.name)
  } catch (error) {
    throw await unfinished(client, original, to, error)
  }
  return copy.name
}

/**
 * Deletes a name. A delete that fails half way may have taken the name already (on Windows an open
 * file does that), so the list decides.
 */
export async function removeModel(client: Ollama, name: string): Promise<void> {
  refuseLocal(name)
  try {
    await client.remove(name)
  } catch (error) {
    const code = problemOf(error).code
    if (code === 'model_not_found' || code === 'refused') throw error
    const tags = await client.tags().catch(() => undefined)
    if (!tags || findListed(tags, readName(name))) throw error
  }
}

function listed(tags: readonly Tag[], name: NameParts, server: string): Tag {
  const tag = findListed(tags, name)
  if (!tag) throw fail('model_not_found', { model: displayName(name), server })
  return tag
}

/** The copy as listed, once it is there and the same manifest as the original; else nothing may be deleted. */
async function verified(client: Ollama, original: Tag, to: NameParts): Promise<Tag> {
  const copy = findListed(await client.tags(), to)
  if (!copy || copy.digest !== original.digest)
    throw fail('copy_mismatch', { from: original.name, to: displayName(to), found: copy ? 1 : 0 })
  return copy
}

/** What exists now after a rename that stopped on its way: the user must know which name to go on with. */
async function unfinished(client: Ollama, original: Tag, to: NameParts, error: unknown): Promise<ProblemError> {
  const cause = problemOf(error)
  const tags = await client.tags().catch(() => undefined)
  const names = tags?.filter(({ digest }) => digest === original.digest).map(({ name }) => name)
  return fail(
    'rename_unfinished',
    { from: original.name, to: displayName(to), cause: cause.code, exists: names?.join(', ') ?? '' },
    { status: cause.status, detail: cause.detail },
  )
}
