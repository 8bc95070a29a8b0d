import path from 'node:path'
import { parseJson } from '#shared/ollama/fields.ts'
import { readManifest, type Manifest } from '#shared/ollama/manifest.ts'
import type { StoreFiles } from '../platform.ts'
import { MOST_MANIFEST, manifestPath, type Store } from './find.ts'

/** The manifest of a listed model in a store; `null` where it cannot be read, or is none. */
export async function storedManifest(
  files: Pick<StoreFiles, 'look' | 'read'>,
  { folder }: Pick<Store, 'folder'>,
  name: string,
): Promise<Manifest | null> {
  const at = manifestPath(name)
  if (at === undefined) return null
  try {
    const file = path.join(folder, at)
    const facts = await files.look(file)
    if (facts?.kind !== 'file' || facts.size > MOST_MANIFEST) return null
    return readManifest(parseJson((await files.read(file, facts.size)).toString('utf8'))) ?? null
  } catch {
    // Removed, or not readable by this user: it is compared as that of another computer is.
    return null
  }
}
