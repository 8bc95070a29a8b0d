import type { NameParts } from '#shared/ollama/name.ts'
import type { Package } from './catalogue/package.ts'
import type { Clock } from '../core/platform.ts'
import { sleep } from '../platform/clock.ts'
import type { FaultName, Faults } from './faults.ts'
import type { Generation } from './generations.ts'
import type { Progress } from './http/progress.ts'
import { Refusal } from './http/refusal.ts'
import { type Layer, layersOf, rewritten } from './manifest.ts'
import type { Registry } from './registry.ts'
import type { Store } from './store.ts'
import { type Line, type Part, partsOf, Transfer } from './transfer.ts'

const SLOW_MANIFEST = 5000
/** Bytes hashed per second after a download. */
const HASH_RATE = 1.2e9

/** How the server refuses the place where a registry has its files. */
const fileFaults: [FaultName, string][] = [
  ['other-host', 'Head "https://cdn.example.org/blob": blocked redirect to a different host'],
  ['status-302', 'unexpected status code 302'],
  ['no-location', 'http: no Location header in response'],
]

/** Pulls models: downloads their layers one after another and writes the manifest. */
export class Puller {
  readonly #clock: Clock
  readonly #faults: Faults
  readonly #store: Store
  readonly #registry: Registry
  readonly #line: Line
  readonly #endTick: number
  readonly #rewrites: boolean
  readonly #running = new Map<string, Transfer>()
  /** Parts of interrupted downloads, by digest. */
  readonly #partials = new Map<string, Part[]>()

  constructor(clock: Clock, faults: Faults, store: Store, registry: Registry, line: Line, { pull }: Generation) {
    this.#clock = clock
    this.#faults = faults
    this.#store = store
    this.#registry = registry
    this.#line = line
    this.#endTick = pull.layerTick
    this.#rewrites = pull.rewritesManifest
  }

  async pull(name: NameParts, insecure: boolean, progress: Progress): Promise<void> {
    const { emit, gone } = progress
    emit({ status: 'pulling manifest' })
    const wait = this.#faults.ms('slow-manifest', SLOW_MANIFEST)
    if (wait > 0 && this.#faults.strikes('slow-manifest')) await sleep(this.#clock, wait, gone)
    const { manifest, blobs } = this.#find(name, insecure)
    if (this.#faults.strikes('eof')) throw new Refusal(500, 'EOF')
    const before = this.#store.get(name)?.manifest
    const layers = layersOf(manifest)
    const fresh: Layer[] = []
    for (const layer of layers) if (!(await this.#fetch(layer, blobs, progress))) fresh.push(layer)

    emit({ status: 'verifying sha256 digest' })
    // From here on the model is installed even if the client disconnects.
    if (fresh.length > 0) await this.#verify(fresh)
    emit({ status: 'writing manifest' })
    this.#store.put(name, this.#rewrites ? rewritten(manifest) : manifest)
    const [lost] = fresh
    if (lost && this.#faults.strikes('lost-layer')) this.#store.blobs.delete(lost.digest)
    const kept = new Set(layers.map(({ digest }) => digest))
    if (before && layersOf(before).some(({ digest }) => !kept.has(digest))) emit({ status: 'removing unused layers' })
    emit({ status: 'success' })
  }

  #find(name: NameParts, insecure: boolean): Package {
    try {
      return this.#registry.find(name, insecure)
    } catch (error) {
      if (error instanceof Refusal) throw new Refusal(error.status, `pull model manifest: ${error.message}`)
      throw error
    }
  }

  /** Downloads one layer; true if it was already present. */
  async #fetch({ digest, size }: Layer, blobs: Package['blobs'], progress: Progress): Promise<boolean> {
    if (this.#store.blobs.has(digest)) {
      progress.emit({ status: `pulling ${digest.slice(7, 19)}`, digest, total: size, completed: size })
      return true
    }
    for (const [fault, text] of fileFaults) if (this.#faults.strikes(fault)) throw new Refusal(500, text)
    const ended = (transfer: Transfer) => {
      this.#running.delete(digest)
      this.#partials.delete(digest)
      if (transfer.whole) this.#store.blobs.set(digest, blobs.get(digest) ?? { size })
      else this.#partials.set(digest, transfer.parts)
    }
    const transfer =
      this.#running.get(digest) ??
      new Transfer({
        digest,
        total: size,
        parts: this.#partials.get(digest) ?? partsOf(size),
        clock: this.#clock,
        faults: this.#faults,
        line: this.#line,
        endTick: this.#endTick,
        ended,
      })
    this.#running.set(digest, transfer)
    await transfer.follow('pulling', progress)
    return false
  }

  async #verify(fresh: Layer[]): Promise<void> {
    const bytes = fresh.reduce((sum, { size }) => sum + size, 0)
    if (this.#line.rate > 0) await sleep(this.#clock, (bytes / HASH_RATE) * 1000)
    const [first] = fresh
    if (!first || !this.#faults.strikes('digest')) return
    this.#store.blobs.delete(first.digest)
    const got = first.digest.replace(/^sha256:./, (start) => (start.endsWith('0') ? 'sha256:1' : 'sha256:0'))
    throw new Refusal(500, `digest mismatch, file must be downloaded again: want ${first.digest}, got ${got}`)
  }
}
