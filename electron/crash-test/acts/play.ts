import { isBinName, readBinName } from '#shared/domain/bin-names.ts'
import { digestOf } from '../../core/operations/change-plan.ts'
import { layersKey } from '../../core/operations/locks.ts'
import type { Operation } from '../../core/operations/operation.ts'
import { keyOfName } from '../../core/operations/operations.ts'
import { ProblemError, problemOf } from '../../core/problem.ts'
import { TestCorral } from './corral.ts'
import { names, otherCase, type Act, type Acts, type Other } from './sequence.ts'
import { ActsServer } from './server.ts'

const server = 'http://box:11434'
const hostId = 'box'

class Violation extends Error {}

/**
 * Plays acts and checks what must always hold.
 *
 * @param ends counts how each kind of operation ended
 * @returns what did not hold; `null` if all did
 */
export async function playActs(
  acts: Acts,
  ends = new Map<string, number>(),
  log: string[] = [],
): Promise<string | null> {
  const play = new Play(acts, ends, log)
  try {
    await play.all()
    return null
  } catch (error) {
    if (error instanceof ProblemError) return `${problemOf(error).code} ${error.stack}`
    return error instanceof Violation ? error.message : String((error as Error).stack)
  }
}

class Play {
  readonly #acts: Acts
  readonly #ends: Map<string, number>
  readonly #log: string[]
  readonly #server: ActsServer
  #corral!: TestCorral
  #ids = 0
  #versions = 0
  /** Manifests that somebody gave up: deleted for good, or another client had its way. */
  readonly #given = new Set<string>()
  /** Names that are being deleted for good. */
  readonly #leaving = new Set<string>()
  #known = new Set<string>()
  #othersActed = 0
  #lists = 0
  #others: Other[] = []
  #fault: string | null = null

  constructor(acts: Acts, ends: Map<string, number>, log: string[]) {
    this.#acts = acts
    this.#ends = ends
    this.#log = log
    this.#server = new ActsServer(acts.rules)
  }

  async all(): Promise<void> {
    for (const name of ['tiny:1', 'lab/tiny:1', 'hf.co/lab/foo.gguf:Q4_K_M', 'gpt:8b-cloud']) this.#server.pull(name)
    // Five names of one manifest.
    for (const name of ['a:1', 'a:2', 'b.c:1', 'reg.example/lab/a:1']) await this.#server.copy('tiny:1', name)
    if (this.#acts.rules !== 'new') this.#server.pull('LAB/Tiny:1')
    await this.#open({})
    const { acts } = this.#acts
    for (let index = 0; index < acts.length; index++) {
      const group = [acts[index]!]
      while (acts[index]?.isTogether && acts[index + 1]) group.push(acts[++index]!)
      if (this.#acts.rules === 'upgraded' && index >= acts.length / 2) this.#server.upgrade()
      await this.#playGroup(group)
      this.#server.now += (group[0]!.a % 4) * 500
      if (this.#corral.left) await this.#open(this.#corral.left)
      // Half of the time the server is still away during the next one.
      else if (!this.#corral.isUp && group[0]!.b % 2 === 0) this.#corral.setUp(true)
      this.#check()
    }
    await this.#settle()
    await this.#undoAll()
    await this.#readAgain()
  }

  async #open(files: Record<string, string>): Promise<void> {
    const opened = TestCorral.open(this.#server, () => `id-${++this.#ids}`, files)
    this.#corral = await opened
    this.#corral.beforeList = () => this.#actOthers()
    this.#corral.onEnd = (operation) => this.#checkTruth(operation)
    this.#leaving.clear()
    await tick()
  }

  /** The acts of another program whose turn it is. */
  async #actOthers(): Promise<void> {
    await this.#noteLeaving()
    const turn = this.#lists++
    for (const other of this.#others.filter(({ at }) => at === turn)) await this.#actOther(other)
    await this.#noteLeaving()
  }
  async #actOther({ kind, a, b }: Other): Promise<void> {
    const listed = (await this.#server.tags()).map(({ name }) => name).sort()
    const name = listed[a % Math.max(1, listed.length)] ?? 'tiny:1'
    const before = this.#server.reachable()
    this.#othersActed += 1
    const to = b % 2 ? names[b % names.length]! : (listed[b % Math.max(1, listed.length)] ?? 'tiny:1')
    this.#log.push(`other: ${kind} ${name} ${kind === 'copy' ? to : ''}`)
    if (kind === 'pull') this.#server.pull(isBinName(name) ? 'tiny:1' : name)
    else if (kind === 'remove') await this.#server.remove(name).catch(() => undefined)
    else await this.#server.copy(name, to).catch(() => undefined)
    for (const digest of before) if (!this.#server.reachable().has(digest)) this.#given.add(digest)
    this.#see()
  }
  /** What is under the names that are being deleted for good. */
  async #noteLeaving(): Promise<void> {
    if (this.#leaving.size === 0) return
    const tags = await this.#server.tags()
    for (const name of this.#leaving) {
      const digest = digestOf(tags, name)
      if (digest) this.#given.add(digest)
    }
  }
  #see(): void {
    for (const digest of this.#server.reachable()) this.#known.add(digest)
  }

  #check(): void {
    this.#see()
    if (this.#fault) throw new Violation(this.#fault)
    const reachable = this.#server.reachable()
    const lost = [...this.#known].filter((digest) => !reachable.has(digest) && !this.#given.has(digest))
    if (lost.length > 0) throw new Violation(`lost ${lost.join(', ')}`)
  }

  /** Compares what an operation says of itself with the server, when that is written. */
  async #checkTruth(operation: Operation): Promise<void> {
    const { kind, state, before, after, problem } = operation
    const key = `${kind} ${state}`
    this.#ends.set(key, (this.#ends.get(key) ?? 0) + 1)
    this.#log.push(`ended: ${key} ${JSON.stringify({ before, after })}`)
    const tags = await this.#server.tags()
    const all = Object.keys(after)
    const digestAt = (name: string) => {
      // A rename of letter case names the same model twice.
      const isCase = all.some((other) => other !== name && other.toLowerCase() === name.toLowerCase())
      return isCase ? (tags.find((tag) => tag.name === name)?.digest ?? null) : digestOf(tags, name)
    }
    const holds = (digests: Record<string, string | null>) =>
      all.every((name) => digestAt(name) === (digests[name] ?? null) || before[name] === after[name])
    const isOthers = problem?.code === 'names_changed' || problem?.code === 'copy_mismatch'
    if (isOthers && this.#othersActed === 0) this.#fault ??= `${kind} blames another client`
    if (isOthers && state === 'failed') return
    // A delete for good that is refused half way may have taken the name, as an open file makes it on Windows.
    const isForGood = Object.values(after).every((digest) => digest === null)
    if (kind === 'delete' && state === 'failed' && isForGood && holds(after)) return
    if (!holds(state === 'done' ? after : before))
      this.#fault ??= `${kind} is said to be ${state} ${problem?.code ?? ''}: ${JSON.stringify(tags.map((tag) => [tag.name, tag.digest]))}`
  }

  async #playGroup(group: Act[]): Promise<void> {
    this.#lists = 0
    this.#others = group.flatMap(({ others }) => others)
    this.#corral.expect(group.find(({ fault }) => fault)?.fault ?? null)
    const done = Promise.all(group.map((act) => this.#act(act).catch((error: unknown) => this.#refused(act, error))))
    await Promise.race([done, this.#corral.died])
    await tick()
    this.#corral.expect(null)
    this.#others = []
    this.#leaving.clear()
  }
  #refused(act: Act, error: unknown): void {
    if (!(error instanceof ProblemError)) {
      this.#fault ??= `${act.kind}: ${(error as Error).stack}`
      return
    }
    const { code } = problemOf(error)
    this.#log.push(`${act.kind}: ${code}`)
    const key = `refused ${act.kind} ${code}`
    this.#ends.set(key, (this.#ends.get(key) ?? 0) + 1)
    if (code === 'internal') this.#fault ??= `${act.kind}: ${String(error.problem.detail)}`
  }

  async #act({ kind, a, b }: Act): Promise<void> {
    const { acts, bin, undo, operations } = this.#corral.services
    const tags = await this.#server.tags()
    const listed = tags.map(({ name }) => name).sort()
    const models = listed.filter((name) => !isBinName(name))
    const at = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)]
    const name = at(models, a)
    const free = names[b % names.length]!
    const entry = (wanted: 'deleted' | 'kept') =>
      at(
        listed.filter((one) => readBinName(one)?.kind === wanted),
        a,
      )
    const said = (text: string) => void this.#log.push(`${kind} ${text}`)
    if (kind === 'undo') {
      const states = undo.states()
      const all = operations.all().filter((operation) => states(operation) !== null)
      const chosen = all.at(-1 - (a % Math.max(1, Math.min(4, all.length))))
      said(`${chosen?.id} ${chosen?.kind} ${chosen?.names.join(' ')}`)
      if (chosen) await undo.undo(chosen.id)
      return
    }
    if (kind === 'restore' || kind === 'restore as' || kind === 'empty') {
      const binName = entry('deleted')
      if (!binName) return
      const as = kind === 'restore' ? null : free
      said(`${binName} ${as}`)
      if (kind === 'empty') {
        this.#leaving.add(binName)
        await this.#noteLeaving()
        await bin.empty({ hostId, binNames: [binName] })
      } else await bin.restore({ hostId, binName, name: as, replace: b % 3 !== 0 })
      return
    }
    if (kind === 'rollback') {
      const binName = entry('kept')
      const former = binName && readBinName(binName)?.name
      if (!former) return
      said(binName)
      return void (await bin.rollback({ hostId, name: former, binName }))
    }
    if (!name) return
    said(`${name} ${free}`)
    if (kind === 'copy' || kind === 'copy over') {
      const destination = kind === 'copy' ? free : (at(models, b) ?? free)
      await acts.copy({ hostId, source: name, destination, overwrite: kind === 'copy over' })
    } else if (kind === 'rename') await acts.rename({ hostId, from: name, to: free })
    else if (kind === 'rename case') await acts.rename({ hostId, from: name, to: otherCase(name, b) })
    else if (kind === 'delete') await acts.remove({ hostId, name, forGood: false })
    else if (kind === 'delete for good') {
      this.#leaving.add(name)
      await this.#noteLeaving()
      await acts.remove({ hostId, name, forGood: true })
    } else await this.#update(name)
  }

  /** As the transfers do it. */
  async #update(name: string): Promise<void> {
    const { operations, bin } = this.#corral.services
    const release = operations.locks.take({
      kind: 'pull',
      name,
      keys: [keyOfName(server, name)],
      shared: [layersKey(server)],
    })
    if (typeof release !== 'function') return
    const corral = this.#corral
    try {
      await bin.keepVersion(hostId, name, `job-${++this.#versions}`)
      if (corral.left || !corral.isUp) return
      // Some pulls bring nothing new.
      if (this.#versions % 3 > 0) this.#server.pull(name)
    } finally {
      release()
    }
    await bin.dropSame(hostId, name)
  }

  /** Everything answers again. */
  async #settle(): Promise<void> {
    this.#corral.setUp(false)
    this.#corral.setUp(true)
    await tick()
    this.#check()
    const { operations } = this.#corral.services
    const open = operations.all().filter(({ endedAt }) => endedAt === null)
    if (open.length > 0) throw new Violation(`left open: ${JSON.stringify(open)}`)
    await this.#checkShown()
  }
  async #checkShown(): Promise<void> {
    const tags = await this.#server.tags()
    const wanted = tags.filter(({ name }) => !isBinName(name)).map(({ name, digest }) => `${name} ${digest}`)
    const shown = Object.entries(await this.#corral.shown()).map(([name, digest]) => `${name} ${digest}`)
    same('shown', shown.sort(), wanted.sort())
    const { entries } = await this.#corral.services.bin.list(hostId)
    same(
      'bin',
      entries.map(({ name }) => name).sort(),
      tags
        .map(({ name }) => name)
        .filter(readBinName)
        .sort(),
    )
  }

  /** Undone, all is as it was; done again, as it was after the acts. */
  async #undoAll(): Promise<void> {
    const { operations, undo } = this.#corral.services
    const first = await this.#models()
    const states = [first]
    const done: { id: string; kind: string }[] = []
    for (const act of this.#acts.last) {
      const count = operations.all().length
      await this.#playGroup([act])
      this.#check()
      await this.#checkShown()
      const added = operations
        .all()
        .slice(count)
        .find(({ state }) => state === 'done')
      if (!added || undo.states()(added)?.possible !== true) continue
      done.push({ id: added.id, kind: act.kind })
      states.push(await this.#models())
    }
    const undone: string[] = []
    for (let index = done.length - 1; index >= 0; index--) {
      this.#server.now += 1000
      undone.push((await undo.undo(done[index]!.id)).operationId)
      same(`after undoing ${done[index]?.kind}`, await this.#models(), states[index])
    }
    for (const [index, id] of undone.reverse().entries()) {
      this.#server.now += 1000
      await undo.undo(id)
      same(`after redoing ${done[index]?.kind}`, await this.#models(), states[index + 1])
    }
    this.#check()
  }
  async #models(): Promise<string[]> {
    const tags = await this.#server.tags()
    return tags
      .filter(({ name }) => !isBinName(name))
      .map(({ name, digest }) => `${name} ${digest}`)
      .sort()
  }

  /** The journal leads to the same operations. */
  async #readAgain(): Promise<void> {
    const { operations } = this.#corral.services
    const last = operations.all().at(-1)
    // With it is written what could not be written before.
    if (last) await operations.save(last)
    const before = JSON.stringify(operations.all())
    await this.#open(this.#corral.files)
    same('read again', JSON.stringify(this.#corral.services.operations.all()), before)
  }
}

function same(what: string, seen: unknown, wanted: unknown): void {
  if (JSON.stringify(seen) !== JSON.stringify(wanted))
    throw new Violation(`${what}: ${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}`)
}

/** All that is possible without the outside has happened then. */
const tick = () => new Promise<void>((resolve) => setImmediate(resolve))
