import { createHash } from 'node:crypto'

export const media = {
  config: 'application/vnd.docker.container.image.v1+json',
  model: 'application/vnd.ollama.image.model',
  projector: 'application/vnd.ollama.image.projector',
  template: 'application/vnd.ollama.image.template',
  system: 'application/vnd.ollama.image.system',
  params: 'application/vnd.ollama.image.params',
  messages: 'application/vnd.ollama.image.messages',
  license: 'application/vnd.ollama.image.license',
} as const

export interface Layer {
  mediaType: string
  /** `sha256:` and 64 hex digits. */
  digest: string
  size: number
  /** The model from which create copied the layer. */
  from?: string
}

export interface Manifest {
  config: Layer
  layers: Layer[]
  /** sha256 of the manifest's JSON, 64 hex digits. */
  digest: string
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

export function manifestOf(config: Layer, layers: Layer[]): Manifest {
  return { config, layers, digest: sha256(textOf({ config, layers })) }
}

/**
 * The manifest as a server writes it itself, with a newline at the end: in a create, and in a pull before 0.19. A push
 * sends it without that.
 */
export function rewritten(manifest: Manifest): Manifest {
  return { ...manifest, digest: sha256(`${textOf(manifest)}\n`) }
}

/** The JSON of a manifest, of which its digest is made. */
export function textOf({ config, layers }: Pick<Manifest, 'config' | 'layers'>): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config,
    layers,
  })
}

/** All layers in the order of a pull, the config last. */
export function layersOf({ layers, config }: Manifest): Layer[] {
  return [...layers, config]
}

/** The size in the list: layers and config. */
export function sizeOf(manifest: Manifest): number {
  return layersOf(manifest).reduce((sum, { size }) => sum + size, 0)
}
