import type { Clock, Timer } from '../core/platform.ts'
import { sleep } from '../platform/clock.ts'
import type { Faults } from './faults.ts'
import { Refusal } from './http/refusal.ts'
import type { Progress } from './http/progress.ts'

/** Ollama reports every 60 ms. */
export const TICK = 60
/** How often bytes are counted. */
const STEP = 20

const MEGABYTE = 1e6
const PARTS = 16

/** A range of a layer, downloaded separately. */
export interface Part {
  size: number
  completed: number
}

/** The parts of a download: a sixteenth each, but at least 100 MB and at most 1000 MB. */
export function partsOf(total: number): Part[] {
  const size = Math.min(Math.max(Math.floor(total / PARTS), 100 * MEGABYTE), 1000 * MEGABYTE)
  const parts: Part[] = []
  for (let left = total; left > 0; left -= size) parts.push({ size: Math.min(size, left), completed: 0 })
  return parts
}

/** The bandwidth that all transfers share. */
export class Line {
  /** Bytes per second; 0 is at once. */
  readonly rate: number
  active = 0

  constructor(rate: number) {
    this.rate = rate
  }

  /** Bytes that one transfer may move in `ms` milliseconds. */
  share(ms: number): number {
    return this.rate === 0 ? Infinity : (this.rate * ms) / 1000 / Math.max(this.active, 1)
  }
}

interface TransferOptions {
  digest: string
  total: number
  parts: Part[]
  clock: Clock
  faults: Faults
  line: Line
  /** It ends only at a multiple of this many milliseconds after its start; 0, the default, is at once. */
  endTick?: number
  /** Called once when it ends. */
  ended: (transfer: Transfer) => void
}

/**
 * The upload or download of one layer. All clients share the same transfer; it stops when the last one disconnects.
 */
export class Transfer {
  readonly digest: string
  readonly total: number
  readonly parts: Part[]
  /** Resolves with the error, or with `undefined`. */
  readonly done: Promise<Refusal | undefined>
  readonly #options: TransferOptions
  #waiting = 0
  readonly #began: number
  #last: number
  #endsAt: number | undefined
  #rollsBackUntil: number | undefined
  #stalledSince: number | undefined
  #timer: Timer | undefined
  #finish: (error?: Refusal) => void = () => undefined

  constructor(options: TransferOptions) {
    this.#options = options
    this.digest = options.digest
    this.total = options.total
    this.parts = options.parts
    this.#began = this.#last = options.clock.now()
    options.line.active++
    let over = false
    this.done = new Promise((resolve) => {
      this.#finish = (error) => {
        if (over) return
        over = true
        this.#timer?.cancel()
        // A stall that its client does not wait for is over as well.
        if (this.#stalledSince !== undefined && this.#stalledSince !== Infinity) options.faults.strikes('stall')
        options.line.active--
        options.ended(this)
        resolve(error)
      }
    })
    this.#arm()
  }

  get completed(): number {
    return Math.round(this.parts.reduce((sum, { completed }) => sum + completed, 0))
  }

  get whole(): boolean {
    return this.parts.every(({ size, completed }) => completed >= size)
  }

  /**
   * Reports every 60 ms until the transfer ends; throws its error, or the abort reason of a disconnected client.
   */
  async follow(verb: 'pulling' | 'pushing', progress: Progress): Promise<void> {
    const { clock, faults } = this.#options
    const status = `${verb} ${this.digest.slice(7, 19)}`
    const half = this.completed + (this.total - this.completed) / 2
    this.#waiting++
    const over = { done: false }
    void this.done.then(() => (over.done = true))
    try {
      for (;;) {
        const tick = sleep(clock, TICK, progress.gone)
        await (verb === 'pulling' ? Promise.race([tick, this.done]) : tick)
        // The end of a download between two ticks is not reported, that of an upload always.
        if (over.done && verb === 'pulling') break
        const { completed } = this
        if (completed >= half && this.total > MEGABYTE && faults.strikes('cut')) progress.cut()
        progress.emit({ status, digest: this.digest, total: this.total, completed })
        if (over.done) break
      }
      const error = await this.done
      if (error) throw error
    } finally {
      if (--this.#waiting === 0) this.#finish(new Refusal(500, 'context canceled'))
    }
  }

  /** Whether no bytes arrive now; a transfer stalls once. */
  #stalls(now: number): boolean {
    const { faults } = this.#options
    if (this.#stalledSince === Infinity || !faults.has('stall')) return false
    this.#stalledSince ??= now
    if (now - this.#stalledSince < faults.ms('stall', Infinity)) return true
    this.#stalledSince = Infinity
    faults.strikes('stall')
    return false
  }

  /** Whether a part fails now; in one transfer once, or again and again while the fault lasts. */
  #rollsBack(now: number): boolean {
    const { faults } = this.#options
    if (this.#rollsBackUntil !== undefined) return now < this.#rollsBackUntil
    const lasts = faults.ms('rollback', 0)
    if (!faults.strikes('rollback')) return false
    this.#rollsBackUntil = now + lasts
    return true
  }

  #arm(): void {
    this.#timer = this.#options.clock.after(STEP, () => this.#step())
  }

  #step(): void {
    const { clock, faults, line, total } = this.#options
    const now = clock.now()
    if (this.whole) return this.#end(now)
    const late = this.completed >= total * 0.6
    const big = total > MEGABYTE
    if (big && late && this.#stalls(now)) {
      this.#last = now
      return this.#arm()
    }
    if (big && late && this.#rollsBack(now)) this.#rollBack()
    if (big && this.completed >= total / 2 && faults.strikes('disk-full'))
      return this.#finish(new Refusal(500, `write ${partialPath(this.digest)}: no space left on device`))
    this.#move(line.share(now - this.#last))
    this.#last = now
    if (this.whole) this.#end(now)
    else this.#arm()
  }

  #end(now: number): void {
    const { endTick = 0, line } = this.#options
    const passed = now - this.#began
    this.#endsAt ??= endTick === 0 || line.rate === 0 ? now : this.#began + Math.ceil(passed / endTick) * endTick
    if (now >= this.#endsAt) this.#finish()
    else this.#arm()
  }

  // Open parts share the bytes; the rest of a full one goes to the others.
  #move(bytes: number): void {
    let left = bytes
    for (;;) {
      const open = this.parts.filter(({ size, completed }) => completed < size)
      if (open.length === 0 || left < 1) return
      const share = left / open.length
      for (const part of open) {
        const moved = Math.min(share, part.size - part.completed)
        part.completed += moved
        left -= moved
      }
    }
  }

  #rollBack(): void {
    const open = this.parts.filter(({ size, completed }) => completed < size)
    const fullest = Math.max(...open.map(({ completed }) => completed))
    const part = open.find(({ completed }) => completed === fullest)
    if (part) part.completed = 0
  }
}

function partialPath(digest: string): string {
  return `/home/user/.ollama/models/blobs/${digest.replace(':', '-')}-partial`
}
