import type { NameParts } from '#shared/ollama/name.ts'
import type { Gguf } from './catalogue/gguf.ts'
import type { Config, Message } from './catalogue/package.ts'
import { plainTemplate } from './catalogue/templates.ts'
import { type Layer, type Manifest, media } from './manifest.ts'
import type { Installed, Store } from './store.ts'

/** An installed model with the content of its small layers. */
export interface Model {
  name: NameParts
  manifest: Manifest
  modifiedAt: number
  config: Config
  /** The layer of the weights; absent for a stub of a cloud model. */
  weights?: { layer: Layer; gguf: Gguf }
  projectors: { layer: Layer; metadata: Record<string, unknown> }[]
  template: string
  system: string
  licenses: string[]
  parameters: Record<string, unknown>
  messages: Message[]
}

type Contents = Omit<Model, 'name' | 'manifest' | 'modifiedAt'>

const cache = new WeakMap<Manifest, Contents>()

export function readModel(store: Store, { name, manifest, modifiedAt }: Installed): Model {
  const contents = cache.get(manifest) ?? readContents(store, manifest)
  cache.set(manifest, contents)
  return { name, manifest, modifiedAt, ...contents }
}

function readContents(store: Store, { config, layers }: Manifest): Contents {
  const text = ({ digest }: Layer) => store.blobs.get(digest)?.text ?? ''
  const texts = (mediaType: string) => layers.filter((layer) => layer.mediaType === mediaType).map(text)
  const last = (mediaType: string) => texts(mediaType).at(-1)
  const weights = layers.find(({ mediaType }) => mediaType === media.model)
  const gguf = weights && store.blobs.get(weights.digest)?.gguf
  return {
    config: JSON.parse(text(config)) as Config,
    ...(weights && gguf && { weights: { layer: weights, gguf } }),
    projectors: layers.flatMap((layer) => {
      const metadata = layer.mediaType === media.projector && store.blobs.get(layer.digest)?.projector
      return metadata ? [{ layer, metadata }] : []
    }),
    template: last(media.template) ?? plainTemplate,
    system: last(media.system) ?? '',
    licenses: texts(media.license),
    parameters: JSON.parse(last(media.params) ?? '{}') as Record<string, unknown>,
    messages: JSON.parse(last(media.messages) ?? '[]') as Message[],
  }
}

export function isCloud({ config }: Model): boolean {
  return config.remote_host !== undefined && config.remote_model !== undefined
}

/** Capabilities derived from the variables of the template. */
function fromTemplate(template: string): string[] {
  return [
    ...(/\.(Tools|ToolCalls)\b/.test(template) ? ['tools'] : []),
    ...(/\.Suffix\b/.test(template) ? ['insert'] : []),
    ...(/\.Thinking\b/.test(template) ? ['thinking'] : []),
  ]
}

/** Capabilities in `/api/show`. */
export function capabilitiesOf({ config, weights, projectors, template }: Model): string[] {
  const found = new Set(config.capabilities)
  if (weights) {
    found.add(weights.gguf.embeds ? 'embedding' : 'completion')
    if (weights.gguf.sees) found.add('vision')
  }
  if (projectors.length > 0) found.add('vision')
  for (const capability of fromTemplate(template)) found.add(capability)
  if (/^gpt-?oss$/.test(config.model_family)) found.add('thinking')
  return [...found]
}

/** Capabilities in `/api/tags`: in another order, and from only a part of the header. */
export function listedCapabilities({ config, weights, projectors, template }: Model): string[] {
  const found = new Set<string>()
  if (weights) {
    const { sees, embeds } = weights.gguf.listed
    if (sees) found.add('vision')
    found.add(embeds ? 'embedding' : 'completion')
  }
  for (const capability of config.capabilities ?? []) found.add(capability)
  for (const capability of fromTemplate(template)) found.add(capability)
  if (projectors.length > 0) found.add('vision')
  return [...found]
}
