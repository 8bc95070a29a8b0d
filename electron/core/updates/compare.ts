import type { InstalledVersion } from '#shared/domain/versions.ts'
import { distinctLayers, type Manifest } from '#shared/ollama/manifest.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { LibraryService } from '../library/library.ts'
import type { StoreFiles } from '../platform.ts'
import { storedManifest } from '../store/stored-manifest.ts'
import type { Stores } from '../store/find.ts'
import { presenceOf } from '../transfers/pull-plan.ts'

export interface Sources {
  hosts: Pick<HostsService, 'client'>
  library: Pick<LibraryService, 'weights'>
  stores: Stores
  storeFiles: StoreFiles
}

/** What is known of an installed model, for the comparison with a version of a registry. */
export async function readInstalled(
  { hosts, library, stores, storeFiles }: Sources,
  { hostId, name, digest }: { hostId: string; name: string; digest: string },
  tags: readonly Tag[],
  newer: Manifest & { digest: string },
  signal?: AbortSignal,
): Promise<InstalledVersion> {
  const { store } = await stores.find(hostId)
  const manifest = store && (await storedManifest(storeFiles, store, name))
  const had = new Set(manifest ? distinctLayers(manifest).map((layer) => layer.digest) : [])
  const digests = distinctLayers(newer).map((layer) => layer.digest)
  const client = hosts.client(hostId)
  const lacking = digests.filter((one) => !had.has(one))
  const present = new Map([...had].map((one) => [one, true]))
  for (const [one, has] of await presenceOf(client, lacking, signal)) present.set(one, has)
  const told = manifest ? {} : await library.weights({ hostId, digests: [digest] }, signal)
  const weights = told[digest] ?? null
  return {
    digest,
    manifest,
    weights: weights === null ? null : `sha256:${weights}`,
    present,
    isElsewhere: tags.some((tag) => tag.name !== name && tag.digest === newer.digest),
  }
}
