import type { Clock, Timer } from '../core/platform.ts'
import { sleep } from '../platform/clock.ts'
import type { Generation } from './generations.ts'
import { FOREVER } from './http/go.ts'
import { Refusal } from './http/refusal.ts'
import { contextFor, type Footprint, place, sizeInMemory } from './memory.ts'
import { capabilitiesOf, type Model } from './model.ts'

/** Three models per GPU, Ollama's default. */
const MOST_LOADED = 3
const DEFAULT_KEEP_ALIVE = 5 * 60_000
/** Start time of a runner for any model, in milliseconds. */
const START_MS = 250
/** Time to stop, during which it is still listed, in milliseconds. */
const STOP_MS = 20

/** Options that belong to the runner: a request with other values reloads the model. */
const RUNNER_OPTIONS = ['num_ctx', 'num_batch', 'num_gpu', 'main_gpu', 'use_mmap', 'num_thread']

export interface Runner extends Footprint {
  /** The name it was loaded with. */
  model: Model
  /** Digest of the weights: all names of one file share a runner. */
  key: string
  context: number
  options: Record<string, unknown>
  automatic: boolean
  keepAlive: number
  /** Milliseconds since 1970. */
  expiresAt: number
  users: number
  expiry?: Timer
}

export interface RunnersOptions {
  clock: Clock
  /** GPU memory in bytes; 0 for no GPU. */
  vram: number
  /** Bytes loaded per second; 0 is at once. */
  loadRate: number
  generation: Generation
}

/** The models in memory: their loading, sharing, eviction and expiry. */
export class Runners {
  readonly #clock: Clock
  readonly #vram: number
  readonly #loadRate: number
  readonly #generation: Generation
  readonly #loaded = new Map<string, Runner>()
  #loading: Runner | undefined
  #queue: Promise<unknown> = Promise.resolve()

  constructor({ clock, vram, loadRate, generation }: RunnersOptions) {
    this.#clock = clock
    this.#vram = vram
    this.#loadRate = loadRate
    this.#generation = generation
  }

  /** Latest expiry first, as in `/api/ps`. */
  list(): Runner[] {
    const shown = [...this.#loaded.values()]
    // Its keep_alive begins when it is loaded.
    if (this.#loading && this.#generation.ps.loading)
      shown.push({ ...this.#loading, expiresAt: this.#clock.now() + this.#loading.keepAlive })
    return shown.sort((a, b) => b.expiresAt - a.expiresAt)
  }

  /**
   * Runs `work` on a model, which is loaded first if necessary and expires `keepAlive` milliseconds afterwards. Only one
   * model loads at a time; an abort ends the load.
   */
  async run<T>(
    model: Model,
    requested: Record<string, unknown>,
    keepAlive: number | undefined,
    gone: AbortSignal,
    work: (runner: Runner) => T | Promise<T>,
  ): Promise<T> {
    const runner = await this.#ready(model, requested, gone)
    if (keepAlive !== undefined) runner.keepAlive = keepAlive
    runner.expiry?.cancel()
    try {
      return await work(runner)
    } finally {
      runner.users--
      if (runner.users === 0) this.#idle(runner)
    }
  }

  /** Begins to unload a model if it is loaded; the server's answer does not wait for the end. */
  expire(model: Model): void {
    const runner = this.#loaded.get(keyOf(model))
    if (!runner) return
    runner.keepAlive = 0
    runner.expiresAt = this.#clock.now()
    if (runner.users === 0) this.#idle(runner)
  }

  close(): void {
    for (const runner of this.#loaded.values()) runner.expiry?.cancel()
    this.#loaded.clear()
  }

  #idle(runner: Runner): void {
    runner.expiry?.cancel()
    runner.expiresAt = this.#clock.now() + runner.keepAlive
    if (runner.keepAlive >= FOREVER) return
    runner.expiry = this.#clock.after(Math.max(runner.keepAlive, STOP_MS), () => this.#unload(runner))
  }

  #unload(runner: Runner): void {
    runner.expiry?.cancel()
    if (this.#loaded.get(runner.key) === runner) this.#loaded.delete(runner.key)
  }

  /** A runner, with its number of users increased. */
  async #ready(model: Model, requested: Record<string, unknown>, gone: AbortSignal): Promise<Runner> {
    const usable = () => {
      const loaded = this.#loaded.get(keyOf(model))
      return loaded && !this.#differs(loaded, model, requested) ? loaded : null
    }
    const taken = (runner: Runner) => {
      runner.users++
      return runner
    }
    const loaded = usable()
    if (loaded) return taken(loaded)
    const turn = this.#queue.then(async () => taken(usable() ?? (await this.#load(model, requested, gone))))
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  #optionsOf({ parameters }: Model, requested: Record<string, unknown>): Record<string, unknown> {
    const all = { ...parameters, ...requested }
    return Object.fromEntries(RUNNER_OPTIONS.filter((key) => key in all).map((key) => [key, all[key]]))
  }

  #contextOf(model: Model, options: Record<string, unknown>): number {
    const { defaultContext, capsContext } = this.#generation
    const trained = model.weights?.gguf.architecture.context ?? Infinity
    const byDefault = defaultContext ?? contextFor(this.#vram)
    const wanted = options['num_ctx'] === undefined ? byDefault : Number(options['num_ctx'])
    const least = capabilitiesOf(model).includes('vision') ? 2048 : 4
    return Math.min(Math.max(wanted, least), capsContext ? trained : Infinity)
  }

  // Two requests without a context are compatible, with any default.
  #differs(loaded: Runner, model: Model, requested: Record<string, unknown>): boolean {
    const options = this.#optionsOf(model, requested)
    const automatic = options['num_ctx'] === undefined
    const context = loaded.automatic && automatic ? loaded.context : this.#contextOf(model, options)
    const { num_ctx: _, ...rest } = options
    const { num_ctx: __, ...others } = loaded.options
    return context !== loaded.context || JSON.stringify(rest) !== JSON.stringify(others)
  }

  async #load(model: Model, requested: Record<string, unknown>, gone: AbortSignal): Promise<Runner> {
    const { weights } = model
    if (gone.aborted) throw gone.reason
    if (!weights) throw new Refusal(500, 'model has no weights')
    const key = keyOf(model)
    const before = this.#loaded.get(key)
    if (before) await this.#evict(before)
    const options = this.#optionsOf(model, requested)
    const context = this.#contextOf(model, options)
    const bytes = weights.layer.size + model.projectors.reduce((sum, { layer }) => sum + layer.size, 0)
    const layers =
      options['num_gpu'] === undefined || Number(options['num_gpu']) < 0 ? Infinity : Number(options['num_gpu'])
    const { parallel } = this.#generation
    const allocated = capabilitiesOf(model).includes('embedding') ? context : context * parallel
    await this.#makeRoom(layers === 0 ? 0 : sizeInMemory(weights.gguf, bytes, allocated))
    const runner: Runner = {
      ...place(weights.gguf, bytes, allocated, this.#free(), layers),
      model,
      key,
      context,
      options,
      automatic: options['num_ctx'] === undefined,
      keepAlive: DEFAULT_KEEP_ALIVE,
      expiresAt: this.#clock.now() + DEFAULT_KEEP_ALIVE,
      users: 0,
    }
    this.#loading = runner
    try {
      if (this.#loadRate > 0) await sleep(this.#clock, START_MS + (bytes / this.#loadRate) * 1000, gone)
    } finally {
      this.#loading = undefined
    }
    runner.expiresAt = this.#clock.now() + DEFAULT_KEEP_ALIVE
    this.#loaded.set(key, runner)
    return runner
  }

  #free(): number {
    return [...this.#loaded.values()].reduce((free, { vram }) => free - vram, this.#vram)
  }

  /** Evicts until the number allows another one and it fits into four fifths of the free memory, or is alone. */
  async #makeRoom(needed: number): Promise<void> {
    while (this.#loaded.size > 0) {
      const fits = this.#vram === 0 || needed === 0 || needed <= this.#free() * 0.8
      if (fits && this.#loaded.size < MOST_LOADED) return
      const byPatience = [...this.#loaded.values()].sort(
        (a, b) => a.keepAlive - b.keepAlive || (a.key < b.key ? -1 : 1),
      )
      const next = byPatience.find(({ users }) => users === 0) ?? byPatience[0]
      if (next) await this.#evict(next)
    }
  }

  /** Unloads a runner as soon as it has no users. */
  async #evict(runner: Runner): Promise<void> {
    while (runner.users > 0) await sleep(this.#clock, 10)
    this.#unload(runner)
  }
}

function keyOf({ weights, manifest }: Model): string {
  return weights?.layer.digest ?? manifest.digest
}
