import { createHash } from 'node:crypto'
import path from 'node:path'
import { isLoopback } from '#shared/ollama/host-url.ts'
import { isFault, parseName } from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { Ollama } from '../ollama/client.ts'
import type { Platform, StoreFiles } from '../platform.ts'

/** The model store of a server, proved to be on this computer. */
export interface Store {
  /** The models folder as the server or this system calls it, to show. */
  folder: string
  /** The folder of the blobs, without symbolic links. */
  blobs: string
  /** Where files are moved to that must leave the store, beside the blobs. */
  aside: string
}

/**
 * Why the store of a server is not known. `elsewhere`: its address is not on this computer. `no_answer`: the server does
 * not answer. `no_model`: it lists no model that could prove a folder. `not_found`: no folder is where it could be.
 * `unreadable`: one is there, but this user may not read it. `other`: what is there is the store of another server.
 */
export type WhyNot = 'elsewhere' | 'no_answer' | 'no_model' | 'not_found' | 'unreadable' | 'other'

export type Found = { store: Store; why: null } | { store: null; why: WhyNot }

/** Models that are compared with a folder. */
const COMPARED = 20

/** Models that are asked for their file: tensor models and those of a cloud have none. */
const ASKED = 3

/** More than any manifest has, in bytes; those of tensor models are the largest. */
export const MOST_MANIFEST = 4_000_000

/** `modified_at` has fewer digits than the file system. */
const SAME_TIME = 1000

/**
 * Finds the store of a server on this computer.
 *
 * Where it may be: the `FROM` line of a model that has a file names it as the server sees it, the environment and the
 * defaults of the system follow. Whether it is that one: a manifest in it has the digest that the server lists for the
 * model, and is as old as the server says. The address alone proves nothing, as a container or a tunnel can answer there,
 * and neither does the digest alone, as every server that pulled a model has the same.
 */
export async function findStore(files: StoreFiles, client: Ollama, url: string): Promise<Found> {
  if (!isLoopback(url)) return not('elsewhere')
  const tags = await client.tags().then(
    ({ rows }) => rows,
    () => undefined,
  )
  if (tags === undefined) return not('no_answer')
  const proofs = tags.flatMap(proofOf).slice(0, COMPARED)
  if (proofs.length === 0) return not('no_model')
  const folders = new Set([...(await namedByServer(client, tags)), ...files.folders()])
  let why: WhyNot = 'not_found'
  for (const folder of folders) {
    const met = await prove(files, folder, proofs)
    if (typeof met !== 'string') return { store: met, why: null }
    if (met !== 'not_found' && why !== 'unreadable') why = met
  }
  return not(why)
}

const not = (why: WhyNot): Found => ({ store: null, why })

/** What a manifest in the store must be. */
interface Proof {
  /** The path of its manifest in the store. */
  path: string
  digest: string
  modifiedAt: number
}

function proofOf({ name, digest = '', modified_at = '' }: Tag): Proof[] {
  const at = manifestPath(name)
  const modifiedAt = Date.parse(modified_at)
  if (at === undefined || Number.isNaN(modifiedAt) || !/^[0-9a-f]{64}$/.test(digest)) return []
  return [{ path: at, digest, modifiedAt }]
}

/** Where a store has the manifest of a listed model; `undefined` for a name that leads out of the store. */
export function manifestPath(name: string): string | undefined {
  const parts = parseName(name)
  if (isFault(parts)) return undefined
  const folders = [parts.host, parts.namespace, parts.model, parts.tag]
  // The name is the server's own.
  const isPlain = folders.every((part) => /^[\w.:-]+$/.test(part) && !/^\.+$/.test(part))
  return isPlain ? path.join('manifests', ...folders) : undefined
}

/** The folders that the server names as the place of its models, of any server that answers. */
async function namedByServer(client: Ollama, tags: readonly Tag[]): Promise<string[]> {
  const withFile = tags.filter(
    ({ details, remote_host }) => remote_host === undefined && details?.format !== 'safetensors',
  )
  for (const { name } of withFile.slice(0, ASKED)) {
    const show = await client.show(name).catch(() => undefined)
    const folder = storeOfModelfile(show?.modelfile ?? '')
    if (folder !== undefined) return [folder]
  }
  return []
}

/**
 * The models folder in the `FROM` line of a Modelfile as `show` sends it: `<folder>/blobs/sha256-<digest>`. `undefined`
 * without one, and for a path to another computer, which is never opened for a server's word.
 */
export function storeOfModelfile(modelfile: string): string | undefined {
  const file = /^FROM (.+)$/m.exec(modelfile)?.[1]?.trim() ?? ''
  const folder = /^(.+)[\\/]blobs[\\/]sha256-[0-9a-f]{64}$/.exec(file)?.[1]
  if (folder === undefined || /^[\\/]{2}/.test(folder) || !path.isAbsolute(folder)) return undefined
  return path.normalize(folder)
}

async function prove(
  files: StoreFiles,
  folder: string,
  proofs: readonly Proof[],
): Promise<Store | Exclude<WhyNot, 'elsewhere' | 'no_answer' | 'no_model'>> {
  try {
    const root = await files.real(folder)
    const blobs = await files.real(path.join(root, 'blobs'))
    await files.list(blobs)
    for (const proof of proofs)
      if (await isProvedBy(files, root, proof)) return { folder, blobs, aside: path.join(root, 'corral-aside') }
    return 'other'
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'EACCES' || code === 'EPERM' ? 'unreadable' : 'not_found'
  }
}

async function isProvedBy(files: StoreFiles, root: string, { path: at, digest, modifiedAt }: Proof): Promise<boolean> {
  const file = path.join(root, at)
  const facts = await files.look(file)
  if (facts?.kind !== 'file' || facts.size > MOST_MANIFEST || Math.abs(facts.modifiedAt - modifiedAt) > SAME_TIME)
    return false
  return (
    createHash('sha256')
      .update(await files.read(file, facts.size))
      .digest('hex') === digest
  )
}

/** How long a store that was found is taken for that of the same host, and how long one that was not is not looked for again. */
const KEPT_FOUND = 60_000
const KEPT_MISSING = 10_000

/** The stores of hosts. */
export interface Stores {
  /** @param isFresh whether to prove it anew, as before anything is changed in it */
  find(hostId: string, isFresh?: boolean): Promise<Found>
}

export function createStores(
  { clock, storeFiles }: Pick<Platform, 'clock' | 'storeFiles'>,
  hosts: Pick<HostsService, 'client' | 'find'>,
): Stores {
  const kept = new Map<string, { found: Promise<Found>; until: number }>()
  return {
    async find(hostId, isFresh = false) {
      const host = hosts.find(hostId)
      // The sandbox has its models in memory.
      if (!host || host.kind === 'sandbox') return not('elsewhere')
      const { url } = host
      const known = kept.get(url)
      if (known && !isFresh && clock.now() < known.until) return known.found
      const entry = { found: findStore(storeFiles, hosts.client(hostId), url), until: clock.now() + KEPT_FOUND }
      for (const [other, { until }] of kept) if (until < clock.now()) kept.delete(other)
      kept.set(url, entry)
      const found = await entry.found
      if (found.store === null) entry.until = clock.now() + KEPT_MISSING
      return found
    },
  }
}
