import { number, object, text, type Fields } from './fields.ts'

/** What a layer of a manifest contains; kinds that this version does not know are `other`. */
export const layerKinds = [
  'weights',
  'projector',
  'adapter',
  'draft',
  'tensor',
  'json',
  'template',
  'system',
  'params',
  'messages',
  'license',
  'config',
  'other',
] as const
export type LayerKind = (typeof layerKinds)[number]

/** A digest as Ollama writes it. */
export const DIGEST = /^sha256:[0-9a-f]{64}$/

export interface ManifestLayer {
  kind: LayerKind
  /** As in `DIGEST`. */
  digest: string
  /** Bytes. */
  size: number
}

export interface Manifest {
  config: ManifestLayer
  /** In the manifest's order. A model that runs in the cloud has none. */
  layers: ManifestLayer[]
}

/** The last part of Ollama's media types, `application/vnd.ollama.image.…`. */
const kinds: Record<string, LayerKind> = {
  model: 'weights',
  projector: 'projector',
  adapter: 'adapter',
  draft: 'draft',
  tensor: 'tensor',
  json: 'json',
  template: 'template',
  prompt: 'template',
  system: 'system',
  params: 'params',
  messages: 'messages',
  license: 'license',
}

/**
 * Reads a manifest, from a registry or Ollama's store. `undefined` if it is none, or one of several platforms as
 * container images have, or if a digest or a size is missing, since nothing can be summed up then.
 */
export function readManifest(value: unknown): Manifest | undefined {
  const fields = object(value)
  const listed = fields?.['layers'] ?? []
  const config = readLayer(object(fields?.['config']))
  if (!config || !Array.isArray(listed)) return undefined
  const layers = listed.map((layer) => readLayer(object(layer)))
  if (layers.includes(undefined)) return undefined
  return { config: { ...config, kind: 'config' }, layers: layers as ManifestLayer[] }
}

function readLayer(fields: Fields | undefined): ManifestLayer | undefined {
  const digest = text(fields?.['digest'])?.toLowerCase()
  const size = number(fields?.['size'])
  if (digest === undefined || !DIGEST.test(digest)) return undefined
  if (size === undefined || !Number.isSafeInteger(size) || size < 0) return undefined
  const [type = ''] = (text(fields?.['mediaType']) ?? '').split(';')
  const name = /^application\/vnd\.ollama\.image\.([a-z]+)$/.exec(type.trim())?.[1] ?? ''
  return { kind: Object.hasOwn(kinds, name) ? (kinds[name] ?? 'other') : 'other', digest, size }
}

/** The config and each layer once: a digest that is listed twice is stored once. */
export function distinctLayers({ config, layers }: Manifest): ManifestLayer[] {
  return [...new Map([...layers, config].map((layer) => [layer.digest, layer])).values()]
}
