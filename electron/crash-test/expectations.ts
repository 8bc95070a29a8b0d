import { readBinName } from '#shared/domain/bin-names.ts'
import { isEndState } from '#shared/domain/transfer-state.ts'
import type { Damage } from './damage.ts'
import type { JobView, View } from './messages.ts'
import { keyOf, type Change, type WatchedServer } from './server.ts'

/** What an answered call left a job to be: `null` where it cannot be known, as two calls were under way at once. */
type Wanted = 'go' | 'paused' | 'ended' | null

interface KnownJob {
  name: string
  kind: string
  wanted: Wanted
  /** Whether a call to clear it was sent: it may be gone. */
  mayBeGone: boolean
}

export interface Act {
  kind: 'copy' | 'rename' | 'delete'
  /** Of a delete only the first. */
  names: [string, string]
  digest: string | null
  /** Of a delete: not to the bin. */
  forGood: boolean
  /** `open`: sent. `lost`: the core was killed before it answered. */
  state: 'open' | 'lost' | 'answered'
  /** How often the server may still do it. */
  left: number
}

/**
 * What has to hold of the core and of the server's models, as far as it follows from the calls that were sent and
 * answered. Each violation is a line of `faults`.
 */
export class Expectations {
  readonly faults: string[] = []
  readonly jobs = new Map<string, KnownJob>()
  readonly acts: Act[] = []
  /** Names of starts that were sent and never answered. */
  readonly unansweredStarts: string[] = []
  /** Names of which a pull was asked for, as keys. */
  readonly #pulled = new Set<string>()
  /** Names of acts whose lines were damaged, as keys. */
  readonly #damaged = new Set<string>()
  #order: string[] = []
  /** How often a name was installed, and the attempts that were told to be done, by name. */
  readonly #installs = new Map<string, number>()
  readonly #done = new Map<string, Set<string>>()

  fault(text: string): void {
    this.faults.push(text)
  }

  /** While the server changes. */
  changed({ type, name, digest, others }: Change, server: WatchedServer | undefined): void {
    const key = keyOf(name)
    const isOf = (names: readonly string[]) => names.some((one) => keyOf(one) === key)
    const rename = this.acts.find(
      (act) =>
        act.kind === 'rename' &&
        act.state !== 'answered' &&
        act.digest === digest &&
        (isOf(act.names) || name.startsWith('corral-rename/')),
    )
    const bin = readBinName(name)
    if (bin) {
      const isAsked = this.acts.some((act) => act.kind === 'delete' && act.digest === digest)
      // Taken back, or deleted for good once no pull could share its layers.
      const mayGo = others.length > 0 || bin.kind === 'leaving'
      if (!isAsked || (type === 'remove' && !mayGo)) this.fault(`${name}: ${type}, which nobody asked for`)
      return
    }
    if (type === 'put') this.#installs.set(key, (this.#installs.get(key) ?? 0) + 1)
    if (type === 'remove') {
      const asked = this.acts.find(({ kind, names, left }) => kind === 'delete' && left > 0 && keyOf(names[0]) === key)
      if (rename && others.length > 0) return
      // A move to the bin that was killed after its copy is finished at the next start.
      const isFinished = this.acts.some(
        (act) => act.kind === 'delete' && act.state === 'lost' && act.digest === digest && keyOf(act.names[0]) === key,
      )
      if (isFinished && others.some((other) => readBinName(other) !== null)) return
      if (asked && !asked.forGood && others.length === 0) this.fault(`${name} was removed and is not in the bin`)
      if (asked) asked.left -= 1
      else this.fault(`${name} was removed, which nobody asked for (left: ${others.join(' ') || 'none'})`)
      return
    }
    if (this.#pulled.has(key) && server?.publishedDigest(name) === digest) return
    const copy = this.acts.find(
      ({ kind, names, left, digest: wanted }) =>
        kind === 'copy' && left > 0 && keyOf(names[1]) === key && wanted === digest,
    )
    if (copy) copy.left -= 1
    else if (!rename) this.fault(`${name} was made, which nobody asked for`)
  }

  pullAsked(name: string): void {
    this.#pulled.add(keyOf(name))
  }

  /** After the process was killed and the server has ended what was under way. */
  killed(): void {
    for (const act of this.acts) {
      if (act.state === 'open') act.state = 'lost'
      if (act.kind !== 'rename') act.left = 0
    }
  }

  /** What is damaged is expected no more. */
  damaged({ ids, names }: Damage): void {
    for (const name of names) {
      this.#damaged.add(keyOf(name))
      this.unansweredStarts.push(name)
    }
    for (const id of ids) this.jobs.delete(id)
    this.#order = []
  }

  /** What the core knows, at any time. */
  seen({ transfers }: View): void {
    const ids = transfers.map(({ id }) => id)
    if (new Set(ids).size < ids.length) this.fault(`one id twice among ${ids.join(' ')}`)
    const going = transfers.filter(({ state }) => !isEndState(state)).map(({ kind, name }) => `${kind} ${keyOf(name)}`)
    if (new Set(going).size < going.length) this.fault(`one model twice: ${going.join(', ')}`)
    for (const { id, name, kind, state, attempt, problem } of transfers) {
      if (kind !== 'pull') continue
      // One that is cut before its first layer is not tried again.
      if (state === 'failed' && problem !== 'ended_early') this.fault(`the pull of ${name} failed: ${problem}`)
      if (state !== 'done') continue
      const done = this.#done.get(keyOf(name)) ?? new Set()
      this.#done.set(keyOf(name), done.add(`${id} ${attempt}`))
      if (done.size > (this.#installs.get(keyOf(name)) ?? 0)) this.fault(`${name} is told to be done and is not`)
    }
  }

  /** The order of the queue that an answer told; `null` where it may change by a call under way. */
  ordered(view: View | null): void {
    this.#order = view === null ? [] : orderOf(view)
  }

  /** What the core knows after it has read its files. */
  restarted(view: View): void {
    this.seen(view)
    const found = new Map(view.transfers.map((transfer) => [transfer.id, transfer]))
    for (const [id, job] of this.jobs) {
      const transfer = found.get(id)
      if (transfer) this.#compare(transfer, job)
      else if (job.mayBeGone) this.jobs.delete(id)
      else this.fault(`the ${job.kind} of ${job.name} is lost`)
    }
    for (const { id, name, kind } of view.transfers) {
      if (this.jobs.has(id)) continue
      const at = this.unansweredStarts.findIndex((one) => keyOf(one) === keyOf(name))
      if (at < 0) this.fault(`a ${kind} of ${name} that was never started, or was refused or cleared`)
      this.unansweredStarts.splice(at, at < 0 ? 0 : 1)
      this.jobs.set(id, { name, kind, wanted: null, mayBeGone: false })
    }
    const order = orderOf(view)
    const [before, after] = [
      this.#order.filter((id) => order.includes(id)),
      order.filter((id) => this.#order.includes(id)),
    ]
    if (before.join() !== after.join()) this.fault(`the queue was ${before.join(' ')} and is ${after.join(' ')}`)
    for (const name of this.unansweredStarts.splice(0)) this.pullAsked(name)
  }

  #compare({ name, state }: JobView, { wanted }: KnownJob): void {
    const isEnded = isEndState(state)
    const isRight =
      wanted === null ||
      (wanted === 'ended' && isEnded) ||
      (wanted === 'paused' && (isEnded || state === 'paused')) ||
      (wanted === 'go' && state !== 'paused' && state !== 'cancelled')
    if (!isRight) this.fault(`the transfer of ${name} was to be ${wanted} and is ${state}`)
  }

  /** At an answered act, what the server has now. */
  answered({ kind, names: [from, to], digest }: Act, server: WatchedServer): void {
    const [source, target] = [server.digestOf(from), server.digestOf(to)]
    const isPulled = (name: string) => this.#pulled.has(keyOf(name))
    if (kind !== 'delete' && target !== digest && !isPulled(to)) this.fault(`${kind} ${from} ${to}: ${to} is not it`)
    if (kind === 'copy' || isPulled(from) || (kind === 'rename' && keyOf(from) === keyOf(to))) return
    if (source !== null) this.fault(`${kind} ${from}: it is still there`)
  }

  /** When all has ended. */
  ended(view: View, server: WatchedServer): void {
    this.seen(view)
    for (const { id, name, kind, state, problem } of view.transfers) {
      if (!isEndState(state)) this.fault(`the ${kind} of ${name} is ${state} at the end`)
      const job = this.jobs.get(id)
      if (job?.wanted === 'go' && kind === 'pull' && state !== 'done' && problem !== 'ended_early')
        this.fault(`the pull of ${name} is ${state} and not done`)
    }
    if (view.open.length > 0) this.fault(`still open: ${view.open.join(' ')}`)
    for (const name of server.names()) {
      if (name.startsWith('corral-rename/') && this.#damaged.size === 0) this.fault(`${name} is left`)
      const missing = server.missingLayers(name)
      if (missing.length > 0) this.fault(`${name} lacks ${missing.length} layers`)
    }
    for (const act of this.acts) this.#checkLost(act, server)
  }

  /** A rename that was killed on its way: its model has one name. */
  #checkLost({ kind, names, state, digest }: Act, server: WatchedServer): void {
    if (kind !== 'rename' || state !== 'lost' || digest === null) return
    if (names.some((name) => this.#damaged.has(keyOf(name)) || this.#pulled.has(keyOf(name)))) return
    const others = this.acts.filter(
      (act) => act.names !== names && act.names.some((one) => names.some((name) => keyOf(one) === keyOf(name))),
    )
    if (others.length > 0) return
    const keys = new Set(names.map(keyOf))
    const found = server.namesOf(digest).filter((name) => keys.has(keyOf(name)))
    if (found.length !== 1) this.fault(`rename ${names.join(' ')}: the model has the names ${found.join(' ') || '-'}`)
  }
}

const orderOf = ({ transfers }: View) =>
  transfers
    .filter(({ state }) => !isEndState(state))
    .sort((a, b) => a.rank - b.rank)
    .map(({ id }) => id)
