import { fullName, type NameParts } from '#shared/ollama/name.ts'
import type { Clock } from '../core/platform.ts'
import type { Account } from './context.ts'
import type { Faults } from './faults.ts'
import type { Progress } from './http/progress.ts'
import { Refusal } from './http/refusal.ts'
import { type Layer, layersOf } from './manifest.ts'
import type { Registry } from './registry.ts'
import { MODELS_FOLDER, type Store } from './store.ts'
import { type Line, Transfer } from './transfer.ts'

/** Pushes models: uploads the layers missing in the registry and then the manifest. */
export class Pusher {
  readonly #clock: Clock
  readonly #faults: Faults
  readonly #store: Store
  readonly #registry: Registry
  readonly #line: Line
  readonly #running = new Map<string, Transfer>()

  constructor(clock: Clock, faults: Faults, store: Store, registry: Registry, line: Line) {
    this.#clock = clock
    this.#faults = faults
    this.#store = store
    this.#registry = registry
    this.#line = line
  }

  /** `null` is an invalid name: push does not check it before it looks up the model. */
  async push(name: NameParts | null, insecure: boolean, account: Account, progress: Progress): Promise<void> {
    const { emit } = progress
    emit({ status: 'retrieving manifest' })
    const installed = name && this.#store.get(name)
    if (!installed) {
      emit({ status: "couldn't retrieve manifest" })
      throw new Refusal(500, name ? `open ${manifestPath(name)}: no such file or directory` : 'unqualified name')
    }
    const { manifest } = installed
    const blobs = new Map(
      layersOf(manifest).map(({ digest, size }) => [digest, this.#store.blobs.get(digest) ?? { size }]),
    )
    for (const layer of layersOf(manifest)) await this.#send(installed.name, layer, insecure, account, progress)
    emit({ status: 'pushing manifest' })
    this.#registry.publish(installed.name, { manifest, blobs })
    emit({ status: 'success' })
  }

  async #send(
    name: NameParts,
    { digest, size }: Layer,
    insecure: boolean,
    account: Account,
    progress: Progress,
  ): Promise<void> {
    if (this.#registry.has(name, insecure, digest, account)) {
      progress.emit({ status: `pushing ${digest.slice(7, 19)}`, digest, total: size, completed: size })
      return
    }
    const ended = ({ whole }: Transfer) => {
      this.#running.delete(digest)
      if (whole) this.#registry.keep(name, digest)
    }
    const transfer =
      this.#running.get(digest) ??
      new Transfer({
        digest,
        total: size,
        // An interrupted push begins its layer again, so parts have no advantage.
        parts: [{ size, completed: 0 }],
        clock: this.#clock,
        faults: this.#faults,
        line: this.#line,
        ended,
      })
    this.#running.set(digest, transfer)
    await transfer.follow('pushing', progress)
  }
}

function manifestPath(name: NameParts): string {
  return `${MODELS_FOLDER}/manifests/${fullName(name).replace(/:([^:]*)$/, '/$1')}`
}
