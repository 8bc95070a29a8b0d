import type { Clock, Timer } from '../core/platform.ts'
import { sleep } from '../platform/clock.ts'
import type { Generation } from './generations.ts'
import { FOREVER } from './http/go.ts'
import { Refusal } from './http/refusal.ts'
import type { Faults } from './faults.ts'
import { hasRoom, mostLoaded, victimOf } from './memory/eviction.ts'
import { contextBelow, contextFor, type Machine } from './memory/machine.ts'
import { partsOf, type Setting } from './memory/parts.ts'
import { type Footprint, outOfMemory, place } from './memory/place.ts'
import { capabilitiesOf, type Model } from './model.ts'

const DEFAULT_KEEP_ALIVE = 5 * 60_000
/** Start time of a runner for any model, in milliseconds. */
const START_MS = 250
/** Time to stop, during which it is still listed, in milliseconds. */
const STOP_MS = 20

/** Options that belong to the runner: a request with other values reloads the model. */
const RUNNER_OPTIONS = ['num_ctx', 'num_batch', 'num_gpu', 'main_gpu', 'use_mmap', 'num_thread']

export interface Runner {
  footprint: Footprint
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
  machine: Machine
  /** Bytes loaded per second; 0 is at once. */
  loadRate: number
  generation: Generation
  faults: Faults
}

/** The models in memory: their loading, sharing, eviction and expiry. */
export class Runners {
  readonly #clock: Clock
  readonly #machine: Machine
  readonly #loadRate: number
  readonly #generation: Generation
  readonly #faults: Faults
  readonly #loaded = new Map<string, Runner>()
  #loading: Runner | undefined
  #queue: Promise<unknown> = Promise.resolve()

  constructor({ clock, machine, loadRate, generation, faults }: RunnersOptions) {
    this.#clock = clock
    this.#machine = machine
    this.#faults = faults
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

  /** Those that have finished loading. */
  loaded(): Runner[] {
    return [...this.#loaded.values()]
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
    const byDefault = defaultContext ?? contextFor(this.#machine)
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
    if (gone.aborted) throw gone.reason
    const key = keyOf(model)
    const before = this.#loaded.get(key)
    if (before) await this.#evict(before)
    const options = this.#optionsOf(model, requested)
    const wanted = this.#contextOf(model, options)
    const automatic = options['num_ctx'] === undefined
    const { footprint, context } = await this.#placed(model, options, wanted, automatic)
    const bytes = footprint.file
    const runner: Runner = {
      footprint,
      model,
      key,
      context,
      options,
      automatic,
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

  /** Makes room for a model and places it; after a lack of memory first without all others, then in a smaller context. */
  async #placed(
    model: Model,
    options: Record<string, unknown>,
    wanted: number,
    automatic: boolean,
  ): Promise<{ footprint: Footprint; context: number }> {
    const given = Number(options['num_gpu'] ?? -1)
    const layers = given < 0 ? null : given
    const { memory } = this.#generation
    const placedIn = (context: number) =>
      place(partsOf(this.#setting(model, options, context), memory), this.#free(), layers)
    const { prediction } = partsOf(this.#setting(model, options, wanted), memory)
    await this.#makeRoom(layers === 0 ? 0 : prediction)
    const first = this.#faults.strikes('load-oom') ? outOfMemory : placedIn(wanted)
    if (first !== outOfMemory) return { footprint: first, context: wanted }
    for (const runner of this.#loaded.values()) await this.#evict(runner)
    const less = automatic ? contextBelow(wanted) : null
    for (const context of less === null ? [wanted] : [wanted, less]) {
      const next = this.#faults.strikes('load-oom') ? outOfMemory : placedIn(context)
      if (next !== outOfMemory) return { footprint: next, context }
    }
    throw new Refusal(500, 'model failed to load, cudaMalloc failed: out of memory')
  }

  #setting(model: Model, options: Record<string, unknown>, context: number): Setting {
    const { weights, projectors } = model
    if (!weights) throw new Refusal(500, 'model has no weights')
    const batch = Number(options['num_batch'] ?? 0)
    return {
      gguf: weights.gguf,
      file: weights.layer.size,
      projectors: projectors.reduce((sum, { layer }) => sum + layer.size, 0),
      context,
      slots: capabilitiesOf(model).includes('completion') ? this.#generation.parallel : 1,
      batch: batch > 0 ? batch : undefined,
      free: Math.max(0, ...(this.#machine.gpus.length > 0 ? this.#free() : [this.#machine.ram])),
    }
  }

  /** Free memory of each GPU. */
  #free(): number[] {
    const { gpus, ram, isUnified } = this.#machine
    const held = [...this.#loaded.values()].map(({ footprint }) => footprint)
    return gpus.map((bytes, gpu) => {
      const onGpu = held.reduce((sum, one) => sum + (one.gpus[gpu] ?? 0), 0)
      const onCpu = held.reduce((sum, { cpu }) => sum + cpu, 0)
      return Math.min(bytes - onGpu, isUnified ? ram - onGpu - onCpu : Infinity)
    })
  }

  async #makeRoom(predicted: number): Promise<void> {
    while (this.#loaded.size > 0) {
      const isBelow = this.#loaded.size < mostLoaded(this.#machine.gpus.length)
      if (isBelow && hasRoom(predicted, this.#free())) return
      const victim = victimOf([...this.#loaded.values()])
      if (victim) await this.#evict(victim)
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
