import path from 'node:path'
import type { StoreFiles } from '../platform.ts'
import { fail } from '../problem.ts'
import type { Store } from './find.ts'
import type { PartFile, Parts } from './part-files.ts'

/** How long part files must be unchanged, in milliseconds: the pulls of other programs cannot be seen otherwise. */
export const STILL_FOR = 120_000

/** Whether another program may be writing these files. Files of the future count as changing. */
export function areChanging(parts: readonly Parts[], now: number): boolean {
  return parts.some(({ modifiedAt }) => now - modifiedAt < STILL_FOR)
}

/**
 * Removes part files in the order in which a pull that comes in between does the least with them: those with the states
 * first, as a download without states starts anew.
 *
 * @throws ProblemError `parts_changing` if a file is no longer the one that was read, `parts_not_changed` if the system
 *   refuses; what was removed before stays removed
 */
export async function removeParts(files: StoreFiles, parts: readonly Parts[]): Promise<void> {
  for (const file of parts.flatMap((one) => one.files)) await change(files, file, () => files.remove(file.path))
}

/**
 * Moves part files aside, in the same order. Until the last broken state is gone the server goes on to refuse the
 * download, so that none begins on half of its files.
 *
 * @throws ProblemError as `removeParts`
 */
export async function setPartsAside(files: StoreFiles, { aside }: Store, parts: readonly Parts[]): Promise<void> {
  const there = await files.look(aside)
  if (there !== null && there.kind !== 'folder')
    throw fail('parts_not_changed', { file: path.basename(aside), cause: 'ENOTDIR' })
  for (const file of parts.flatMap((one) => one.files)) await change(files, file, () => files.move(file.path, aside))
}

async function change(files: StoreFiles, { path: file, facts }: PartFile, act: () => Promise<void>): Promise<void> {
  const refused = (error: NodeJS.ErrnoException) =>
    fail('parts_not_changed', { file: path.basename(file), cause: error.code ?? error.message })
  const now = await files.look(file).catch((error: NodeJS.ErrnoException) => Promise.reject(refused(error)))
  // The server has removed it meanwhile.
  if (now === null) return
  const isSame = now.kind === 'file' && now.inode === facts.inode && now.modifiedAt === facts.modifiedAt
  if (!isSame) throw fail('parts_changing')
  await act().catch((error: NodeJS.ErrnoException) => Promise.reject(refused(error)))
}
