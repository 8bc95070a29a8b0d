import { canonicalName, displayName, isFault, parseName, type NameParts } from '#shared/ollama/name.ts'
import { configLayer, describeWeights, type Package } from '../sandbox/catalogue/package.ts'
import { manifestOf, media, sha256, type Layer } from '../sandbox/manifest.ts'
import { startSandbox, type Sandbox } from '../sandbox/server.ts'
import type { Blob } from '../sandbox/store.ts'

/** Models that are there at first, and those that can be pulled. The first layer of each second one is shared. */
export const installed = ['alpha:1', 'beta:1', 'gamma:1', 'delta:1', 'team/omega:1']
export const published = ['pine:1', 'oak:1', 'elm:1', 'ash:1', 'yew:1', 'fir:1']

const RATE = 24e6
const MEGABYTE = 1e6

/** A change of the server's models, and by which name another model of the same digest is kept after it. */
export interface Change {
  type: 'put' | 'remove'
  name: string
  digest: string
  others: string[]
}

export interface WatchedServer {
  sandbox: Sandbox
  /** The names under which a digest is there. */
  namesOf(digest: string): string[]
  /** The digest under a name in any letter case. */
  digestOf(name: string): string | null
  names(): string[]
  /** What a pull of a name installs. */
  publishedDigest(name: string): string | undefined
  /** The layers of a model that the server lacks. */
  missingLayers(name: string): string[]
}

/** Names by which two spellings are the same model. */
export function keyOf(name: string): string {
  const parts = parseName(name)
  return isFault(parts) ? name.toLowerCase() : canonicalName(parts)
}

function partsOf(name: string): NameParts {
  const parts = parseName(name)
  if (isFault(parts)) throw new Error(`no name: ${name}`)
  return parts
}

/** A model of two layers, some megabytes in all. Its weights have no content that could be read. */
function makePackage(name: string, index: number): Package {
  const layer = (text: string, size: number): [Layer, Blob] => [
    { mediaType: media.model, digest: `sha256:${sha256(text)}`, size },
    { size },
  ]
  const own = layer(name, (0.4 + (index % 4) * 0.5) * MEGABYTE)
  const shared = layer(`shared ${Math.floor(index / 2)}`, 1.2 * MEGABYTE)
  const layers = [shared, own]
  const listed = layers.map(([layer]) => layer)
  const config = configLayer({ ...describeWeights(undefined, false), model_type: name }, listed)
  return {
    manifest: manifestOf(config.layer, listed),
    blobs: new Map([
      ...layers.map(([{ digest }, blob]): [string, Blob] => [digest, blob]),
      [config.layer.digest, config.blob],
    ]),
  }
}

/** A sandbox that tells each change of its models to `changed`, while it is made. */
export async function watchedServer(changed: (change: Change) => void): Promise<WatchedServer> {
  const sandbox = await startSandbox({ rate: RATE, library: {} })
  const { store, registry } = sandbox
  const packages = new Map([...installed, ...published].map((name, index) => [keyOf(name), makePackage(name, index)]))
  for (const name of installed) {
    const made = packages.get(keyOf(name))
    if (!made) continue
    for (const [digest, blob] of made.blobs) store.blobs.set(digest, blob)
    store.put(partsOf(name), made.manifest)
  }
  for (const name of published) {
    const made = packages.get(keyOf(name))
    // The server asks the registry in the spelling that is installed.
    if (made) for (const spelling of [name, name.toUpperCase()]) registry.publish(partsOf(spelling), made)
  }
  const namesOf = (digest: string) =>
    [...store.installed()].flatMap(({ name, manifest }) => (manifest.digest === digest ? displayName(name) : []))
  const { put, remove } = store
  store.put = (name, manifest, ...rest) => {
    put.call(store, name, manifest, ...rest)
    const { digest } = manifest
    changed({ type: 'put', name: displayName(name), digest, others: namesOf(digest) })
  }
  store.remove = (model) => {
    remove.call(store, model)
    const { digest } = model.manifest
    changed({ type: 'remove', name: displayName(model.name), digest, others: namesOf(digest) })
  }
  return {
    sandbox,
    namesOf,
    digestOf: (name) => store.get(partsOf(name))?.manifest.digest ?? null,
    names: () => [...store.installed()].map(({ name }) => displayName(name)),
    publishedDigest: (name) => packages.get(keyOf(name))?.manifest.digest,
    missingLayers(name) {
      const manifest = store.get(partsOf(name))?.manifest
      return [...(manifest?.layers ?? []), ...(manifest ? [manifest.config] : [])]
        .map(({ digest }) => digest)
        .filter((digest) => !store.blobs.has(digest))
    },
  }
}
