import { type Layer, type Manifest, manifestOf, media, sha256 } from '../manifest.ts'
import type { Blob } from '../store.ts'
import { goJson, humanNumber } from '../http/go.ts'
import { type Gguf, readWeights, type WeightsSpec } from './gguf.ts'
import { type Projector, projectorEntries } from './projector.ts'

/** The config blob: a summary that is read without the weights. */
export interface Config {
  model_format: string
  model_family: string
  model_families: string[] | null
  model_type: string
  file_type: string
  renderer?: string
  parser?: string
  requires?: string
  remote_host?: string
  remote_model?: string
  capabilities?: string[]
  context_length?: number
  embedding_length?: number
  base_name?: string
  architecture: string
  os: string
  /** The digests of all layers, so that no two versions of a model have the same config. */
  rootfs?: { type: 'layers'; diff_ids: string[] }
}

export interface Message {
  role?: string
  content?: string
}

/** A model before it is packed into layers. */
export interface Blueprint {
  weights?: WeightsSpec
  projector?: Projector
  template?: string
  system?: string
  licenses?: string[]
  parameters?: Record<string, unknown>
  messages?: Message[]
  config?: Partial<Config>
}

/** A model as a registry holds it. */
export interface Package {
  manifest: Manifest
  blobs: Map<string, Blob>
}

export function textLayer(mediaType: string, text: string): { layer: Layer; blob: Blob } {
  const size = Buffer.byteLength(text)
  return { layer: { mediaType, digest: `sha256:${sha256(text)}`, size }, blob: { size, text } }
}

/** A value as Go's encoder writes it into a blob. */
export function jsonLayer(mediaType: string, value: unknown): { layer: Layer; blob: Blob } {
  return textLayer(mediaType, `${goJson(value)}\n`)
}

/** A weights file as a layer. Its digest is that of its description, since there are no weights. */
export function weightsLayer(spec: WeightsSpec): { layer: Layer; blob: Blob; gguf: Gguf } {
  const gguf = readWeights(spec)
  const { kind, size: tokens, keys } = spec.tokenizer
  const digest = `sha256:${sha256(JSON.stringify({ ...spec, tokenizer: { kind, tokens, keys } }))}`
  const size = spec.size ?? gguf.tensorBytes + headerBytes(gguf)
  return { layer: { mediaType: media.model, digest, size }, blob: { size, gguf }, gguf }
}

/** Size of a file's metadata and tensor table: mostly its vocabulary. */
function headerBytes({ tokenizer, architecture }: Gguf): number {
  const perToken = tokenizer.kind === 'gpt2' ? 44 : 24
  return 4096 + tokenizer.size * perToken + architecture.blocks * 800
}

/** The summary derived from the weights; empty without any, as for a stub of a cloud model. */
export function describeWeights(gguf: Gguf | undefined, projector: boolean): Config {
  const family = gguf?.architecture.name ?? ''
  return {
    model_format: gguf ? 'gguf' : '',
    model_family: family,
    model_families: gguf ? [family, ...(projector ? ['clip'] : [])] : null,
    model_type: gguf ? humanNumber(gguf.parameterCount) : '',
    file_type: gguf?.fileType ?? '',
    architecture: 'amd64',
    os: 'linux',
  }
}

export function configLayer(config: Config, layers: readonly Layer[]): { layer: Layer; blob: Blob } {
  return jsonLayer(media.config, {
    ...config,
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
  })
}

export function pack(blueprint: Blueprint): Package {
  const { weights, projector, template, system, licenses = [], parameters, messages } = blueprint
  const blobs = new Map<string, Blob>()
  const layers: Layer[] = []
  const add = ({ layer, blob }: { layer: Layer; blob: Blob }) => {
    blobs.set(layer.digest, blob)
    layers.push(layer)
  }
  const file = weights && weightsLayer(weights)
  if (file) add(file)
  if (projector) {
    const digest = `sha256:${sha256(JSON.stringify(projector))}`
    const { size } = projector
    add({ layer: { mediaType: media.projector, digest, size }, blob: { size, projector: projectorEntries(projector) } })
  }
  if (template !== undefined) add(textLayer(media.template, template))
  if (system !== undefined) add(textLayer(media.system, system))
  for (const license of licenses) add(textLayer(media.license, license))
  if (parameters) add(jsonLayer(media.params, parameters))
  if (messages) add(jsonLayer(media.messages, messages))
  const config = configLayer({ ...describeWeights(file?.gguf, projector !== undefined), ...blueprint.config }, layers)
  blobs.set(config.layer.digest, config.blob)
  return { manifest: manifestOf(config.layer, layers), blobs }
}
