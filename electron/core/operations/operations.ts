import type { Problem } from '#shared/contract/problem.ts'
import { canonicalName, isFault, parseName } from '#shared/ollama/name.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { Ollama } from '../ollama/client.ts'
import type { Platform } from '../platform.ts'
import { ProblemError, fail, problemOf } from '../problem.ts'
import { HalfDone } from './apply-change.ts'
import { openJournal, type Journal } from './journal.ts'
import { actsKey, createLocks, layersKey, nameKey, type Claim, type Holder, type Locks, type Release } from './locks.ts'
import { keepOperations, newOperation, operationsFormat, type Operation } from './operation.ts'
import { createRecording } from './recording.ts'
import { recover } from './recover.ts'

/** How an act belongs to others. */
export interface Relations {
  /** The operation that it reverses. */
  undoes?: string | null | undefined
  /** Common to all acts that were asked for at once. */
  partOf?: string | null | undefined
}

/** A request for an act on the models of a host. */
export interface ActRequest extends Relations {
  kind: 'copy' | 'rename' | 'delete' | 'restore' | 'keep' | 'rollback'
  hostId: string
  /** Names of models that it changes, and of those that it only reads. */
  writes: readonly string[]
  reads?: readonly string[]
}

/** A request for an operation that needs no lock. */
export interface RecordRequest extends Relations {
  kind: 'load' | 'unload' | 'host' | 'settings'
  /** Empty for settings, and for a host that is being added. */
  hostId: string
  /** Of a host that is not known yet, or no more. */
  host?: { name: string; url: string }
  names?: readonly string[]
  changes?: Operation['changes']
}

/** Given to such an operation. */
export interface Recorded {
  /** Of its operation. */
  id: string
  /** The client, each of whose requests that change the server is written before it is sent. */
  recorded(client: Ollama): Ollama
  /** What is known only later; written with the outcome. */
  note(fields: Partial<Pick<Operation, 'hostId' | 'hostName' | 'changes'>>): void
}

/** What an act is going to change, known after its checks and before its first step. */
export type Plan = Pick<Operation, 'names' | 'before' | 'after'>

/** Given to an act. The client writes each request that changes the server to the journal before it sends it. */
export interface ActRun {
  /** Of its operation. */
  id: string
  client: Ollama
  plan(plan: Plan): void
  /** Prevents pulls on the server until the act ends, or returns a pull that is running. */
  keepLayers(): Holder | null
}

type NameListener = (hostId: string, from: string, to: string) => void

/**
 * Everything that changes a server is an operation. It locks the names it reads and writes, writes each request to disk
 * before sending it, and is compared with the server if a crash or a lost connection stopped it; the user is notified.
 */
export interface Operations {
  locks: Locks
  /**
   * Locks names as soon as no other act uses them. Throws `model_in_transfer` or `model_loading` if a transfer or a load
   * uses one of them, as these can take hours.
   */
  hold(claim: Claim): Promise<Release>
  /** In the order of their start. */
  all(): Operation[]
  /**
   * Runs an act with its names locked, after recovering unfinished acts on the same server. Throws what the act throws,
   * the errors of `hold`, and `not_saved` if a request could not be written to disk and was not sent.
   */
  act<T>(request: ActRequest, run: (act: ActRun) => Promise<T>): Promise<T>
  /**
   * Runs an operation that needs no lock: a load or unload, or a change of a host or of settings. Throws what `run`
   * throws, and `not_saved` if a request could not be written to disk and was not sent.
   */
  record<T>(request: RecordRequest, run: (recorded: Recorded) => Promise<T>): Promise<T>
  /** Ends the changes of hosts and settings that a crash interrupted, by whether they took place. */
  endInterrupted(tookPlace: (operation: Operation) => boolean): Promise<void>
  /** Called after each change of an operation. */
  onChange(listener: () => void): void
  /** Called after each delete on a host that was sent, also if it failed. */
  onDelete(listener: (hostId: string) => void): void
  /**
   * Called after each rename that took place, and each restore under another name, also if that was known only later;
   * `onCopy` after each copy.
   */
  onRename(listener: NameListener): void
  onCopy(listener: NameListener): void
  /** Writes a job to the journal. Throws `not_saved`. */
  save(job: Operation): Promise<void>
  /** Throws `not_saved`. */
  forget(ids: readonly string[]): Promise<void>
  close(): void
}

/** The lock key of a name, also of a listed name that is invalid in Ollama's grammar. */
export function keyOfName(server: string, text: string): string {
  const parts = parseName(text)
  return nameKey(server, isFault(parts) ? text.toLowerCase() : canonicalName(parts))
}

/** After a change by another client nothing more is done. */
const over: ReadonlySet<Problem['code']> = new Set(['copy_mismatch', 'names_changed'])

/** Operations that can take hours. An act fails instead of waiting for them. */
const lasting: ReadonlySet<Holder['kind']> = new Set(['pull', 'push', 'load'])

/** The error of an operation on `model` while a transfer or load uses one of its names. */
function heldBy({ kind, name: other }: Holder, model: string): ProblemError {
  return fail(kind === 'load' ? 'model_loading' : 'model_in_transfer', { model, other })
}

const isJob = ({ kind }: Operation) => kind === 'pull' || kind === 'push'

/** Changes nothing on a server. */
export const isOfCorral = ({ kind }: Pick<Operation, 'kind'>) => kind === 'host' || kind === 'settings'

export async function openOperations(
  platform: Platform,
  hosts: HostsService,
  modelsChanged: (hostId: string) => void,
): Promise<Operations> {
  const { clock, log, notices, newId } = platform
  const onDisk = await openJournal(
    platform,
    operationsFormat,
    keepOperations(() => clock.now()),
  )
  const listeners: (() => void)[] = []
  const tellChange = () => {
    for (const listener of listeners) listener()
  }
  const journal: Journal<Operation> = {
    ...onDisk,
    put: (id, operation) => onDisk.put(id, operation).finally(tellChange),
    remove: (ids) => onDisk.remove(ids).finally(tellChange),
  }
  const locks = createLocks()
  const closing = new AbortController()
  let isWatching = false
  /** Acts of this run whose error was returned to the caller. */
  const told = new Set<string>()
  /** Acts that are running now. */
  const running = new Set<string>()
  const deleted: ((hostId: string) => void)[] = []
  const renamed: NameListener[] = []
  const copied: NameListener[] = []

  const unended = () => journal.all().filter((one) => !isJob(one) && one.endedAt === null && !running.has(one.id))
  const open = () => unended().filter((one) => !isOfCorral(one))
  const openAt = (url: string | undefined) => open().filter((one) => one.url === url)
  const tellNames = ({ kind, hostId, names: [from, to], undoes }: Operation) => {
    if (from === undefined || to === undefined) return
    const listeners = kind === 'rename' || kind === 'restore' ? renamed : kind === 'copy' ? copied : []
    for (const listener of listeners) listener(hostId, from, to)
    const isTakenBack = kind === 'delete' && undoes !== null && journal.get(undoes)?.kind === 'restore'
    if (isTakenBack) for (const listener of renamed) listener(hostId, to, from)
  }
  /** If the outcome cannot be written, the next start finds it by comparison with the server. */
  const saveOutcome = (operation: Operation) =>
    journal.put(operation.id, operation).catch((error: unknown) => log.error('an outcome', error))

  const settleOne = async (hostId: string, operation: Operation) => {
    const { id, kind, names } = operation
    const state = await recover(hosts.client(hostId), operation)
    const { name = '', url = '' } = hosts.find(hostId) ?? {}
    const isTold =
      kind === 'copy' || kind === 'rename' || kind === 'delete' || kind === 'restore' || kind === 'rollback'
    if (isTold && (state !== 'undone' || !told.has(id)))
      notices.put({
        id: `operation ${id}`,
        code: `${kind}_${state}`,
        params: { from: names[0] ?? '', to: names[1] ?? '', host: name || url },
        kept: null,
      })
    log.info(`a ${kind} that had stopped is ${state}`)
    if (state === 'done') tellNames({ ...operation, hostId })
    const outcome: Pick<Operation, 'state' | 'problem'> =
      state === 'changed'
        ? { state: 'failed', problem: fail('names_changed', { model: names[0] ?? '' }).problem }
        : { state, problem: state === 'done' ? null : operation.problem }
    await saveOutcome({ ...operation, endedAt: clock.now(), ...outcome })
    modelsChanged(hostId)
  }
  /**
   * Recovers the unfinished acts on a host, but for those of whose names a transfer or a load uses one. The caller holds
   * the key of its acts and the keys `held`. Resolves to whether some were left for later.
   */
  const settle = async (hostId: string, held: readonly string[] = []): Promise<boolean> => {
    let isLeft = false
    for (const operation of closing.signal.aborted ? [] : openAt(hosts.find(hostId)?.url)) {
      const { url, names, after } = operation
      const keys = [...names, ...Object.keys(after)].map((name) => keyOfName(url, name))
      const free = keys.filter((key) => !held.includes(key))
      const release = locks.take({ kind: 'rename', name: names[0] ?? '', keys: free })
      if (typeof release === 'function')
        await settleOne(hostId, operation)
          .catch((error: unknown) => log.error('an operation is still open', error))
          .finally(release)
      else isLeft = true
    }
    return isLeft
  }
  /** Recovers unfinished acts each time their server becomes reachable, until none is left. */
  const watch = async () => {
    if (isWatching || open().length === 0) return
    isWatching = true
    const tried = new Set<string>()
    for await (const state of hosts.watch(closing.signal)) {
      for (const { id, url, reach } of state.hosts) {
        if (reach !== 'up') tried.delete(id)
        if (reach !== 'up' || tried.has(id) || openAt(url).length === 0) continue
        tried.add(id)
        const release = await locks.wait({ kind: 'rename', name: '', keys: [actsKey(url)] })
        if (await settle(id).finally(release)) tried.delete(id)
      }
      if (open().length === 0) break
    }
    isWatching = false
  }
  void watch()

  const begun = (fields: Omit<Parameters<typeof newOperation>[0], 'id' | 'at'>) => {
    const operation = newOperation({ ...fields, id: newId(), at: clock.now() })
    running.add(operation.id)
    return { operation, recording: createRecording(operation, { journal, clock, log }) }
  }
  const hold = (claim: Claim): Promise<Release> => {
    const blocker = locks.blockers(claim).find((holder) => lasting.has(holder.kind))
    return blocker ? Promise.reject(heldBy(blocker, claim.name)) : locks.wait(claim)
  }

  return {
    locks,
    hold,
    all: journal.all,
    save: (job) => journal.put(job.id, job),
    forget: journal.remove,
    onChange: (listener) => void listeners.push(listener),
    onDelete: (listener) => void deleted.push(listener),
    onRename: (listener) => void renamed.push(listener),
    onCopy: (listener) => void copied.push(listener),

    async act({ kind, hostId, writes, reads = [], undoes = null, partOf = null }, run) {
      const client = hosts.client(hostId)
      const host = hosts.find(hostId)
      const server = host?.url ?? client.server
      const claim: Claim = {
        kind: kind === 'rename' || kind === 'delete' ? kind : 'copy',
        name: writes[0] ?? '',
        keys: [actsKey(server), ...writes.map((name) => keyOfName(server, name))],
        shared: reads.map((name) => keyOfName(server, name)),
      }
      const releases: Release[] = []
      const of = { kind, hostId, url: server, hostName: host?.name ?? '', undoes, partOf }
      const { operation, recording } = begun({ ...of, names: [...reads, ...writes] })
      try {
        releases.push(await hold(claim))
        await settle(hostId, [...claim.keys, ...(claim.shared ?? [])])
        const result = await run({
          id: operation.id,
          client: recording.recorded(client),
          plan: (plan) => void Object.assign(operation, plan),
          keepLayers() {
            const held = locks.take({ kind: claim.kind, name: claim.name, keys: [layersKey(server)] })
            if (typeof held !== 'function') return held
            releases.push(held)
            return null
          },
        })
        await recording.end('done')
        tellNames(operation)
        return result
      } catch (error) {
        const problem = problemOf(error)
        told.add(operation.id)
        // A rename and a request without an answer can be half done, too.
        const isAnswered = operation.steps.every(({ outcome }) => outcome !== null)
        const isHalfDone = error instanceof HalfDone || (kind === 'rename' && operation.steps.length > 0)
        const isOver = over.has(problem.code) || (!isHalfDone && isAnswered)
        await recording.end(isOver ? 'failed' : 'unknown', { problem })
        throw error
      } finally {
        running.delete(operation.id)
        for (const release of releases) release()
        modelsChanged(hostId)
        if (kind === 'delete' && operation.steps.length > 0) for (const listener of deleted) listener(hostId)
        void watch()
      }
    },
    async record({ kind, hostId, host = hosts.find(hostId), names = [], changes = [], ...relations }, run) {
      const { url = '', name: hostName = '' } = host ?? {}
      const { undoes = null, partOf = null } = relations
      const { operation, recording } = begun({
        kind,
        hostId,
        url,
        hostName,
        names: [...names],
        changes,
        undoes,
        partOf,
      })
      try {
        // It sends nothing, so that it may be done without.
        if (isOfCorral(operation)) await recording.begin().catch((error: unknown) => log.error('an intent', error))
        const result = await run({
          id: operation.id,
          recorded: recording.recorded,
          note: (fields) => void Object.assign(operation, fields),
        })
        await recording.end('done')
        return result
      } catch (error) {
        const problem = problemOf(error)
        const isAnswered = operation.steps.every(({ outcome }) => outcome !== null)
        const isCancelled = problem.code === 'cancelled'
        await recording.end(isCancelled ? 'cancelled' : isAnswered ? 'failed' : 'unknown', { problem })
        throw error
      } finally {
        running.delete(operation.id)
        void watch()
      }
    },
    async endInterrupted(tookPlace) {
      for (const operation of unended().filter(isOfCorral)) {
        const state = tookPlace(operation) ? 'done' : 'undone'
        log.info(`a change of ${operation.kind} that had stopped is ${state}`)
        await saveOutcome({ ...operation, endedAt: clock.now(), state })
      }
    },
    close: () => closing.abort(),
  }
}
