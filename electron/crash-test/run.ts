import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isEndState } from '#shared/domain/transfer-state.ts'
import { damageJournal, lengthenJournal, type Damage } from './damage.ts'
import { startCore, type CoreProcess } from './core-process.ts'
import { Expectations, type Act } from './expectations.ts'
import type { Full, View } from './messages.ts'
import { createRandom, type Random } from './random.ts'
import { keyOf, published, watchedServer, type WatchedServer } from './server.ts'

const JOURNAL = 'operations.journal'
const SETTLES_WITHIN = 20_000

/** What goes wrong besides the kills: nothing, the disk is full for some writes, or the journal is damaged. */
const variants = ['kill', 'kill', 'disk full', 'damaged journal'] as const
export type Variant = (typeof variants)[number]

export interface Outcome {
  seed: number
  variant: Variant
  kills: number
  calls: number
  faults: string[]
  /** What was asked and answered, in order; and the log of the core. */
  log: string[]
}

/**
 * One run that a seed determines, as far as times do not: the core gets calls, is killed and started again, several
 * times, and is left alone in the end.
 *
 * @param script the bundle of `child.ts`
 */
export async function crashRun(seed: number, script: string): Promise<Outcome> {
  const run = new CrashRun(seed, script)
  try {
    await run.play()
  } catch (error) {
    run.expected.fault(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  return run.close()
}

/** A call that has not been answered: the names of models, or other things, that it is about. */
interface Pending {
  about: ReadonlySet<string> | 'all'
}

class CrashRun {
  readonly expected = new Expectations()
  readonly #random: Random
  readonly #seed: number
  readonly #script: string
  readonly #variant: Variant
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'corral-crash-'))
  readonly #data: string
  readonly #log: string[] = []
  #server!: WatchedServer
  #core!: CoreProcess
  #hostId = ''
  #view: View | null = null
  readonly #pending = new Set<Pending>()
  #isActing = false
  /** What the number of transfers at once may be. */
  #parallel = new Set([2])
  #kills = 0
  #calls = 0

  constructor(seed: number, script: string) {
    this.#seed = seed
    this.#random = createRandom(seed)
    this.#script = script
    this.#variant = variants[seed % variants.length] ?? 'kill'
    this.#data = path.join(this.#folder, 'data')
    mkdirSync(path.join(this.#folder, 'tmp'))
  }

  async play(): Promise<void> {
    this.#server = await watchedServer((change) => {
      this.#log.push(`  server: ${change.type} ${change.name}`)
      this.expected.changed(change, this.#server)
    })
    await this.#start(null)
    const url = this.#server.sandbox.url
    const host = (await this.#core.call('hosts.add', { name: 'box', url }))?.value as { id: string }
    this.#hostId = host.id
    await this.#core.call('hosts.select', { hostId: host.id })
    const lives = 2 + this.#random.below(2)
    for (let life = 0; life < lives; life++) {
      await this.#live()
      await this.#kill()
      if (this.#random.chance(0.15)) lengthenJournal(this.#journal)
      const isOpeningKilled = this.#random.chance(0.25)
      if (isOpeningKilled) await this.#killWhileOpening()
      const damage = this.#variant === 'damaged journal' && this.#random.chance(0.7) ? this.#damage() : null
      if (life === lives - 1) this.#server.sandbox.faults.clear()
      await this.#start(damage, life < lives - 1)
    }
    await this.#settle()
  }

  async close(): Promise<Outcome> {
    await this.#core?.kill()
    await this.#server?.sandbox.close()
    const log = path.join(this.#data, 'core.log')
    const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : []
    rmSync(this.#folder, { recursive: true, force: true })
    const { faults } = this.expected
    return {
      seed: this.#seed,
      variant: this.#variant,
      kills: this.#kills,
      calls: this.#calls,
      faults: [...new Set(faults)],
      log: [...this.#log, ...lines],
    }
  }

  get #journal(): string {
    return path.join(this.#data, JOURNAL)
  }

  #spawn(full: Full | null): void {
    this.#core = startCore(this.#script, this.#data, path.join(this.#folder, 'tmp'), full)
  }

  #fullSoon(): Full {
    return { after: this.#random.below(4), writes: 1 + this.#random.below(4) }
  }

  async #start(damage: Damage | null, mayBeFull = false): Promise<void> {
    const isFull = mayBeFull && this.#variant === 'disk full' && this.#random.chance(0.3)
    this.#spawn(isFull ? this.#fullSoon() : null)
    const view = await this.#core.ready
    this.#log.push(`started${isFull ? ' on a full disk' : ''}: ${describe(view)}`)
    this.#view = view
    this.expected.restarted(view)
    if (!this.#parallel.has(view.parallel))
      this.expected.fault(`${view.parallel} at once instead of ${[...this.#parallel].join(' or ')}`)
    this.#parallel = new Set([view.parallel])
    this.#checkFiles(view, damage, isFull)
  }

  #checkFiles(view: View, damage: Damage | null, isFull: boolean): void {
    const ordinary = /^(copy|rename|delete)_|^transfers_/
    const told = view.notices.filter(({ code }) => !ordinary.test(code) && !(isFull && code === 'not_saved'))
    const aside = readdirSync(this.#data).filter((name) => name.includes('unreadable'))
    const isTold = told.some(
      ({ code, params }) => /^(entries|file)_set_aside$/.test(code) && params['file'] === JOURNAL,
    )
    if (damage?.isTold && !isTold) this.expected.fault(`a journal ${damage.how} is not told`)
    if (damage?.isTold && !aside.some((name) => name.startsWith(JOURNAL))) this.expected.fault('no copy of the journal')
    if (!damage?.isTold && told.length > 0) this.expected.fault(`told: ${told.map(({ code }) => code).join(' ')}`)
    if (this.#variant !== 'damaged journal' && aside.length > 0) this.expected.fault(`set aside: ${aside.join(' ')}`)
  }

  #damage(): Damage | null {
    if (!existsSync(this.#journal)) return null
    const damage = damageJournal(this.#journal, this.#random)
    this.#log.push(`the journal ${damage.how}: ${damage.names.join(' ')}`)
    this.expected.damaged(damage)
    return damage
  }

  async #kill(): Promise<void> {
    await this.#core.kill()
    this.#kills += 1
    this.#log.push('killed')
    await until(() => this.#server.sandbox.open() === 0)
    this.expected.killed()
    this.#pending.clear()
    this.#isActing = false
  }

  /** Nothing was asked of it: what it has written has to be the same for the next start. */
  async #killWhileOpening(): Promise<void> {
    this.#spawn(null)
    await this.#core.opening
    await sleep(this.#random.below(60))
    await this.#kill()
  }

  /** Some calls, each awaited or not. */
  async #live(): Promise<void> {
    const steps = 4 + this.#random.below(9)
    for (let step = 0; step < steps; step++) {
      const answered = this.#step()
      const wait = this.#random.next()
      if (wait < 0.5) await answered
      else if (wait < 0.75) await sleep(this.#random.below(40))
    }
    if (this.#random.chance(0.6)) await sleep(this.#random.below(150))
  }

  async #step(): Promise<void> {
    const random = this.#random
    const jobs = this.#view?.transfers ?? []
    const going = jobs.filter(({ state }) => !isEndState(state))
    const ended = jobs.filter(({ state }) => isEndState(state))
    const id = random.pick(random.chance(0.9) ? going : jobs)?.id
    const kind = random.next()
    if (kind < 0.28 || jobs.length === 0) return this.#startPull(random.pick(published) ?? '')
    if (kind < 0.31) return this.#startPush()
    if (kind < 0.39) return id ? this.#ask('transfers.cancel', { id }, [id], 'ended') : undefined
    if (kind < 0.47) return id ? this.#ask('transfers.pause', { ids: [id] }, [id], 'paused') : undefined
    if (kind < 0.5) return this.#ask('transfers.pause', {}, 'all', 'paused')
    if (kind < 0.57) return id ? this.#ask('transfers.resume', { ids: [id] }, [id], 'go') : undefined
    if (kind < 0.61) return this.#ask('transfers.resume', { hostId: this.#hostId }, 'all', 'go')
    if (kind < 0.69) return this.#move(going.map((job) => job.id))
    if (kind < 0.75) return this.#retry(random.pick(ended)?.id)
    if (kind < 0.79) return this.#clear(random.chance(0.5) ? undefined : ended.slice(0, 2).map((job) => job.id))
    if (kind < 0.93) return this.#act()
    if (kind < 0.96) return this.#setParallel(1 + random.below(4))
    if (kind < 0.98) this.#server.sandbox.faults.set('cut', { times: 1 })
    else if (this.#variant === 'disk full') await this.#call('full', this.#fullSoon(), [])
    else await this.#call('wake', null, [])
  }

  /** What calls for jobs are about: their models, as a start that is not answered yet has no id. */
  #modelsOf(ids: readonly string[] | 'all'): string[] | 'all' {
    if (ids === 'all') return 'all'
    return ids.map((id) => {
      const job = this.#view?.transfers.find((transfer) => transfer.id === id) ?? this.expected.jobs.get(id)
      return job ? keyOf(job.name) : id
    })
  }

  /** A call, and whether no other was under way that is about one of the same models. */
  async #call(route: string, input: unknown, about: readonly string[] | 'all') {
    const mine: Pending = { about: about === 'all' ? 'all' : new Set(about) }
    const overlaps = () => [...this.#pending].some((other) => other !== mine && doOverlap(mine, other))
    let isAlone = !overlaps()
    // Those that come later see this one.
    for (const other of this.#pending) if (doOverlap(mine, other)) this.#shared.add(other)
    this.#pending.add(mine)
    this.#calls += 1
    this.#log.push(`> ${route} ${JSON.stringify(input)}`)
    const answer = await this.#core.call(route, input)
    isAlone &&= !this.#shared.delete(mine)
    if (!answer) return null
    this.#pending.delete(mine)
    this.#log.push(`< ${route} ${JSON.stringify(input)} ${answer.code ?? 'ok'}: ${describe(answer.view)}`)
    if (answer.code === 'internal') this.expected.fault(`${route}: ${JSON.stringify(answer.value)}`)
    this.#view = answer.view
    this.expected.seen(answer.view)
    const isWritten = !answer.view.notices.some(({ code }) => code === 'not_saved')
    const changesOrder = this.#pending.size > 0 || !isWritten
    this.expected.ordered(changesOrder ? null : answer.view)
    return { ...answer, isSure: isAlone && isWritten }
  }
  /** Calls that another one overlapped after they were sent. */
  readonly #shared = new WeakSet<Pending>()

  /** A call that leaves jobs as `wanted`. */
  async #ask(route: string, input: unknown, ids: readonly string[] | 'all', wanted: 'go' | 'paused' | 'ended' | null) {
    const known = () =>
      [...this.expected.jobs].flatMap(([id, job]) => (ids === 'all' || ids.includes(id) ? [{ id, job }] : []))
    for (const { job } of known()) job.wanted = null
    const answer = await this.#call(route, input, this.#modelsOf(ids))
    if (!answer || answer.code !== null || !answer.isSure || wanted === null) return
    for (const { id, job } of known()) {
      const state = answer.view.transfers.find((transfer) => transfer.id === id)?.state
      // One that ended by itself may not be written yet; it is pulled again then.
      if (state !== undefined && !isEndState(state)) job.wanted = wanted
      if (state === 'cancelled' && wanted === 'ended') job.wanted = 'ended'
    }
  }

  async #startPull(name: string): Promise<void> {
    this.expected.pullAsked(name)
    await this.#begin('pull', name)
  }
  #startPush(): Promise<void> {
    return this.#begin('push', 'team/omega:1')
  }
  async #begin(kind: 'pull' | 'push', name: string): Promise<void> {
    const { jobs, unansweredStarts } = this.expected
    unansweredStarts.push(name)
    const same = [...jobs.values()].filter((job) => keyOf(job.name) === keyOf(name))
    for (const job of same) if (job.wanted !== 'ended') job.wanted = null
    const input = { hostId: this.#hostId, kind, name }
    const answer = await this.#call('transfers.start', input, [keyOf(name)])
    if (!answer) return
    unansweredStarts.splice(unansweredStarts.indexOf(name), 1)
    if (answer.code !== null) return
    const { id } = answer.value as { id: string }
    const isThere = answer.view.transfers.some((transfer) => transfer.id === id)
    if (!isThere && answer.isSure) this.expected.fault(`the ${kind} of ${name} is not there when it is answered`)
    // It may have been cancelled and cleared before this answer.
    const known = jobs.get(id) ?? { name, kind, wanted: null, mayBeGone: !isThere }
    jobs.set(id, { ...known, wanted: answer.isSure && kind === 'pull' ? 'go' : null })
  }

  #move(going: string[]): Promise<void> | undefined {
    const id = this.#random.pick(going)
    const before = this.#random.chance(0.3) ? null : (this.#random.pick(going) ?? null)
    if (!id) return undefined
    // Until it is answered, either order is right.
    this.expected.ordered(null)
    return this.#ask('transfers.move', { id, before }, [], null)
  }
  async #retry(id: string | undefined): Promise<void> {
    const job = this.expected.jobs.get(id ?? '')
    if (!id || !job) return
    if (job.kind === 'pull') this.expected.pullAsked(job.name)
    await this.#ask('transfers.retry', { id }, [id], 'go')
  }
  async #clear(ids: string[] | undefined): Promise<void> {
    for (const [id, job] of this.expected.jobs) if (!ids || ids.includes(id)) job.mayBeGone = true
    const answer = await this.#call('transfers.clear', ids ? { ids } : {}, this.#modelsOf(ids ?? 'all'))
    if (!answer?.isSure) return
    // What is cleared comes back in no later run.
    const left = new Set(answer.view.transfers.map(({ id }) => id))
    for (const [id, job] of this.expected.jobs)
      if (left.has(id)) job.mayBeGone = false
      else this.expected.jobs.delete(id)
  }

  async #setParallel(count: number): Promise<void> {
    this.#parallel.add(count)
    const answer = await this.#call('settings.update', { parallelTransfers: count }, ['settings'])
    if (answer?.isSure && answer.code === null) this.#parallel = new Set([count])
  }

  /** One act at a time, so that it is known what each one has to find. */
  async #act(): Promise<void> {
    if (this.#isActing) return
    const random = this.#random
    const busy = new Set(this.#view?.transfers.filter(({ state }) => !isEndState(state)).map(({ name }) => keyOf(name)))
    const lost = this.expected.acts.filter(({ state }) => state === 'lost').flatMap(({ names }) => names.map(keyOf))
    const asked = new Set([...this.expected.unansweredStarts].map(keyOf))
    const names = this.#server
      .names()
      .filter((name) => !name.includes('/') && !busy.has(keyOf(name)) && !asked.has(keyOf(name)))
      .filter((name) => !lost.includes(keyOf(name)) || random.chance(0.2))
    const from = random.pick(names)
    if (from === undefined) return
    const kind = random.pick(['copy', 'copy', 'rename', 'rename', 'rename', 'rename', 'delete'] as const) ?? 'copy'
    const turned = (random.chance(0.5) ? from.toUpperCase() : from.toLowerCase()).replace(/:1$/i, ':1')
    const to = kind === 'rename' && random.chance(0.5) ? turned : `new${random.below(40)}:1`
    const act: Act = {
      kind,
      names: [from, kind === 'delete' ? from : to],
      digest: this.#server.digestOf(from),
      forGood: random.chance(0.5),
      state: 'open',
      left: 1,
    }
    this.expected.acts.push(act)
    this.#isActing = true
    const input = {
      copy: { source: from, destination: to },
      rename: { from, to },
      delete: { name: from, forGood: act.forGood },
    }[kind]
    const route = `library.${kind === 'delete' ? 'remove' : kind}`
    const answer = await this.#call(route, { hostId: this.#hostId, ...input }, ['act'])
    if (!answer) return
    this.#isActing = false
    if (answer.code === null) this.expected.answered(act, this.#server)
    // What stopped half way goes on later.
    act.state = ['rename_unfinished', 'rename_unknown', 'not_saved'].includes(answer.code ?? '') ? 'lost' : 'answered'
    act.left = 0
  }

  /** Everything goes on until it has ended. */
  async #settle(): Promise<void> {
    await this.#core.call('transfers.resume', {})
    for (const job of this.expected.jobs.values()) if (job.wanted === 'paused') job.wanted = 'go'
    const end = Date.now() + SETTLES_WITHIN
    for (;;) {
      const answer = await this.#core.call('wake', null)
      if (!answer) throw new Error('the core ended by itself')
      const { view } = answer
      const isOver = view.open.length === 0 && view.transfers.every(({ state }) => isEndState(state))
      if (isOver || Date.now() > end) {
        this.#log.push(`ended: ${describe(view)}; ${this.#server.names().join(' ')}`)
        return this.expected.ended(view, this.#server)
      }
      await sleep(20)
    }
  }
}

const doOverlap = (a: Pending, b: Pending) =>
  a.about === 'all' || b.about === 'all' || [...a.about].some((one) => b.about !== 'all' && b.about.has(one))

const describe = ({ transfers, open, notices }: View) =>
  [
    ...transfers.map(({ id, name, state }) => `${id.slice(0, 4)} ${name} ${state}`),
    ...open.map((kind) => `open ${kind}`),
    ...notices.map(({ code }) => code),
  ].join(', ')

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(2)
}
