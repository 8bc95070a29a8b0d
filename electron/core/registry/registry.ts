import { createHash } from 'node:crypto'
import { parseJson } from '#shared/ollama/fields.ts'
import { distinctLayers, readManifest, type Manifest, type ManifestLayer } from '#shared/ollama/manifest.ts'
import { displayName, fullName, type NameParts } from '#shared/ollama/name.ts'
import { registryOf } from '../ollama/errors.ts'
import type { Platform } from '../platform.ts'
import { fail } from '../problem.ts'
import { asksProblem, refusalProblem, type AskedRegistry } from './errors.ts'
import { get } from './get.ts'

/** A manifest and what is known of it as a whole. */
export interface FoundManifest extends Manifest {
  /** SHA-256 of its bytes in hex, the digest of the list of models. */
  digest: string
  /** Bytes of the config and all layers, each digest once. */
  total: number
}

export interface RegistryModel {
  /** What stands before `/v2/` in the registry's addresses: `https://registry.ollama.ai`. */
  base: string
  name: NameParts
}

/**
 * Registries as anybody may ask them, without credentials: registry.ollama.ai, Hugging Face and any other with the
 * manifests of Ollama. Private models are therefore not seen. It is this computer that asks, not an Ollama server.
 *
 * @throws ProblemError, see `electron/core/registry/errors.ts`
 */
export interface RegistryClient {
  /** Kept for some minutes, then asked for again with its `ETag`. */
  manifest(model: RegistryModel, signal?: AbortSignal): Promise<FoundManifest>
  /**
   * When the manifest was pushed, in milliseconds since 1970; `null` where the registry does not tell. Only
   * registry.ollama.ai does, and only in its answer to a HEAD (`ollama-push-time`).
   */
  pushedAt(model: RegistryModel, signal?: AbortSignal): Promise<number | null>
  /** A small layer, checked against its size and digest. Kept, since its digest never means anything else. */
  smallLayer(model: RegistryModel, layer: ManifestLayer, signal?: AbortSignal): Promise<Buffer>
}

const MAX_MANIFEST_BYTES = 1024 * 1024
export const MAX_SMALL_LAYER_BYTES = 64 * 1024
const FRESH_FOR = 3 * 60_000
/** Some KB each: all models of a host are checked for newer versions. */
const KEPT_MANIFESTS = 2000
const KEPT_LAYERS = 200

/** As Ollama asks; some registries answer with another kind of manifest without it. */
const ACCEPT = 'application/vnd.docker.distribution.manifest.v2+json'

export function createRegistryClient(platform: Pick<Platform, 'net' | 'clock' | 'routesTo'>): RegistryClient {
  const { clock } = platform
  const manifests = new Map<string, { manifest: FoundManifest; at: number; etag: string | undefined }>()
  const layers = new Map<string, Buffer>()

  const ask = async (
    { base, name }: RegistryModel,
    path: string,
    headers: Record<string, string>,
    maxBytes: number,
    signal: AbortSignal | undefined,
    method: 'GET' | 'HEAD' = 'GET',
  ) => {
    const asked = askedOf(name)
    const url = new URL(`${base}/v2/${name.namespace}/${name.model}/${path}`)
    try {
      const answer = await get(platform, { method, url, headers, maxBytes, signal })
      if (answer.status !== 200 && answer.status !== 304) throw refusalProblem(answer, asked, clock.now())
      return answer
    } catch (error) {
      throw asksProblem(error, url, asked)
    }
  }

  return {
    async manifest(model, signal) {
      const key = `${model.base} ${fullName(model.name)}`
      const before = manifests.get(key)
      if (before && clock.now() - before.at < FRESH_FOR) return before.manifest
      const { status, headers, body } = await ask(
        model,
        `manifests/${model.name.tag}`,
        { accept: ACCEPT, ...(before?.etag === undefined ? {} : { 'if-none-match': before.etag }) },
        MAX_MANIFEST_BYTES,
        signal,
      )
      const manifest = status === 304 && before ? before.manifest : foundManifest(body, headers, askedOf(model.name))
      keep(manifests, KEPT_MANIFESTS, key, { manifest, at: clock.now(), etag: headers.etag ?? before?.etag })
      return manifest
    },
    async pushedAt(model, signal) {
      const { headers } = await ask(model, `manifests/${model.name.tag}`, { accept: ACCEPT }, 0, signal, 'HEAD')
      const seconds = Number(/^\d{9,11}$/.exec(String(headers['ollama-push-time']))?.[0])
      return Number.isNaN(seconds) ? null : seconds * 1000
    },
    async smallLayer(model, { digest, size }, signal) {
      const kept = layers.get(digest)
      if (kept) return kept
      const asked = askedOf(model.name)
      const { body } = await ask(model, `blobs/${digest}`, {}, MAX_SMALL_LAYER_BYTES, signal)
      if (body.length !== size || `sha256:${sha256(body)}` !== digest)
        throw fail('registry_no_manifest', asked, { detail: `${digest} has other content` })
      keep(layers, KEPT_LAYERS, digest, body)
      return body
    },
  }
}

const askedOf = (name: NameParts): AskedRegistry => ({
  model: displayName(name),
  registry: registryOf(displayName(name)),
})

/**
 * The digest is that of the bytes received. registry.ollama.ai announces the same in `ollama-content-digest`, to a HEAD
 * only. No HEAD is sent: it comes by the same connection from the same registry, so it would vouch for nothing more.
 * A digest that a registry announces with the body (Docker's, `docker-content-digest`) has to be this one.
 *
 * @throws ProblemError `registry_no_manifest` if it is none, or another than the registry announces
 */
function foundManifest(
  body: Buffer,
  headers: Record<string, string | string[] | undefined>,
  asked: AskedRegistry,
): FoundManifest {
  const digest = sha256(body)
  for (const header of ['ollama-content-digest', 'docker-content-digest']) {
    const announced = /^(?:sha256:)?([0-9a-f]{64})$/i.exec(String(headers[header]))?.[1]?.toLowerCase()
    if (announced !== undefined && announced !== digest)
      throw fail('registry_no_manifest', asked, { detail: `${header}: ${announced}, received: ${digest}` })
  }
  const text = body.toString('utf8')
  const manifest = readManifest(parseJson(text))
  if (!manifest) throw fail('registry_no_manifest', asked, { detail: text.slice(0, 200) })
  return { ...manifest, digest, total: distinctLayers(manifest).reduce((sum, { size }) => sum + size, 0) }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The oldest entry goes when there are too many. */
function keep<T>(map: Map<string, T>, most: number, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}
