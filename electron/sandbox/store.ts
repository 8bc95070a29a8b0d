import { fullName, type NameParts } from '#shared/ollama/name.ts'
import type { Gguf } from './catalogue/gguf.ts'
import type { Clock } from '../core/platform.ts'
import { type Layer, type Manifest, layersOf } from './manifest.ts'

/** The folder of the models, as shown in modelfiles and error texts. */
export const MODELS_FOLDER = '/home/user/.ollama/models'

/** A blob: its size, and the known parts of its content. Big contents are never kept. */
export interface Blob {
  size: number
  text?: string
  /** The first four bytes of an uploaded file. */
  magic?: string
  gguf?: Gguf
  /** Metadata of an image encoder. */
  projector?: Record<string, unknown>
}

export interface Installed {
  name: NameParts
  manifest: Manifest
  /** Milliseconds since 1970. */
  modifiedAt: number
}

/** The model store: manifests by name and blobs by digest. */
export class Store {
  readonly blobs = new Map<string, Blob>()
  readonly #models = new Map<string, Installed>()
  readonly #uses = new Map<string, number>()
  readonly #spellings = new Map<string, string>()
  readonly #clock: Clock
  /** Number of changes, for caches of the list. */
  revision = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  *installed(): IterableIterator<Installed> {
    yield* this.#models.values()
  }

  get size(): number {
    return this.#models.size
  }

  get(name: NameParts): Installed | undefined {
    return this.#models.get(fullName(this.existing(name)))
  }

  /** Like `get` in any letter case, as create looks up its base. */
  exactly(name: NameParts): Installed | undefined {
    return this.#models.get(fullName(name))
  }

  /**
   * The name in the spelling of the store: each part is compared in any letter case with that part of all models.
   */
  existing(name: NameParts): NameParts {
    const found = { ...name }
    for (const part of ['host', 'namespace', 'model', 'tag'] as const)
      found[part] = this.#spellings.get(`${part} ${name[part].toLowerCase()}`) ?? name[part]
    return found
  }

  put(name: NameParts, manifest: Manifest, modifiedAt = this.#clock.now()): void {
    const spelled = this.existing(name)
    const key = fullName(spelled)
    const before = this.#models.get(key)
    for (const { digest } of layersOf(manifest)) this.#uses.set(digest, (this.#uses.get(digest) ?? 0) + 1)
    this.#models.set(key, { name: spelled, manifest, modifiedAt })
    if (before) this.#release(before.manifest)
    for (const part of ['host', 'namespace', 'model', 'tag'] as const)
      this.#spellings.set(`${part} ${spelled[part].toLowerCase()}`, spelled[part])
    this.revision++
  }

  /** Removes a model and the blobs used by no other one. */
  remove({ name, manifest }: Installed): void {
    this.#models.delete(fullName(name))
    this.#release(manifest)
    this.#respell()
    this.revision++
  }

  /** The layers of a manifest that no model uses. */
  unused(layers: Layer[]): Layer[] {
    return layers.filter(({ digest }) => !this.#uses.has(digest))
  }

  blobPath(digest: string): string {
    return `${MODELS_FOLDER}/blobs/${digest.replace(':', '-')}`
  }

  #release(manifest: Manifest): void {
    for (const { digest } of layersOf(manifest)) {
      const left = (this.#uses.get(digest) ?? 0) - 1
      if (left > 0) this.#uses.set(digest, left)
      else {
        this.#uses.delete(digest)
        this.blobs.delete(digest)
      }
    }
  }

  // A spelling is kept as long as a model has it.
  #respell(): void {
    this.#spellings.clear()
    for (const { name } of this.#models.values())
      for (const part of ['host', 'namespace', 'model', 'tag'] as const) {
        const key = `${part} ${name[part].toLowerCase()}`
        if (!this.#spellings.has(key)) this.#spellings.set(key, name[part])
      }
  }
}
