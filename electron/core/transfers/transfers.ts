import type { Transfer, TransferEvent } from '#shared/contract/transfers.ts'
import { isAtWork, isEnded } from '#shared/domain/transfer-state.ts'
import { DEFAULT_HOST, DEFAULT_NAMESPACE, canonicalName, displayName } from '#shared/ollama/name.ts'
import type { BinService } from '../bin/bin.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { readName, refuseLocal } from '../library/names.ts'
import type { LibraryService } from '../library/library.ts'
import type { Holder } from '../operations/locks.ts'
import type { Operation } from '../operations/operation.ts'
import type { Operations } from '../operations/operations.ts'
import type { Platform } from '../platform.ts'
import { fail, problem } from '../problem.ts'
import type { SettingsService } from '../settings/settings.ts'
import { createTopic } from '../topic.ts'
import { KEPT_ENDED, createRestoreNotices, earlierTransfers } from './earlier-transfers.ts'
import { createJob, type Job, type Order, type Saved } from './job.ts'
import type { StoreDisk } from '../store/disk.ts'
import type { PlanPull } from './pull-plan.ts'
import { giveTurns, lastRank, ranksToMove, type Place } from './queue.ts'
import { toOperation, type Asked } from './saved-transfer.ts'
import { createTransferLocks, type TransferLocks } from './transfer-locks.ts'
import { watchSchedule } from './schedule-watch.ts'
import { takeOverTransfers } from './transfers-format.ts'

/** When to read the list again after a pull was cancelled, in milliseconds: the server may still install the model. */
const LOOK_AGAIN = [3_000, 15_000, 60_000, 240_000]

/** For so long after starting a transfer its user waits for it to begin, in milliseconds. */
const ATTENDED = 5_000

/** Which transfers: the given ones, all of a host, or all. */
interface Some {
  ids?: string[] | undefined
  hostId?: string | undefined
}

export interface TransfersService {
  watch(signal?: AbortSignal): AsyncIterableIterator<TransferEvent, void>
  all(): Transfer[]
  start(input: Omit<Order, 'id'>): Promise<Transfer>
  cancel(id: string): Promise<void>
  pause(some: Some): Promise<void>
  resume(some: Some): Promise<void>
  move(id: string, before: string | null): Promise<void>
  retry(id: string): Promise<Transfer>
  clear(ids?: string[]): Promise<void>
  /** Retries now all transfers that wait to be retried, for example after the computer wakes up. */
  retryAll(): void
  /** Closes all requests. Unfinished transfers continue in the next run. */
  close(): Promise<void>
}

interface Entry extends Asked {
  job: Job
  locks: TransferLocks
  heldBy: Holder | null
  /** Resolves when it is on disk. It does not start before. Rejects with `not_saved`. */
  saving: Promise<void>
  isSaved: boolean
}

const toPlace = ({ job, order, rank }: Entry): Place => ({ id: order.id, hostId: order.hostId, state: job.state, rank })

export async function openTransfers(
  platform: Platform,
  hosts: HostsService,
  library: Pick<LibraryService, 'find'>,
  operations: Operations,
  settings: SettingsService,
  planPull: PlanPull,
  storeDisk: Pick<StoreDisk, 'hasRoom'>,
  bin: Pick<BinService, 'keepVersion' | 'dropSame'>,
  modelsChanged: (hostId: string) => void,
): Promise<TransfersService> {
  const { clock, log, notices, newId } = platform
  /** In the order of their start. A retried transfer keeps its position. */
  const jobs = new Map<string, Entry>()
  /** Old transfers that are in the journal only. */
  const dropped = new Set<string>()
  const topic = createTopic<TransferEvent>()
  let closing = false
  /** Transfers that the schedule is putting back into the queue. */
  const requeued = new Set<Entry>()

  const toTransfer = ({ job, order, attempt, startedAt, rank, heldBy }: Entry): Transfer => {
    const view = job.snapshot()
    const isQueued = view.state === 'queued'
    return {
      ...view,
      ...order,
      attempt,
      startedAt,
      rank,
      heldBy: isQueued ? heldBy : null,
      opensAt: isQueued && !schedule.isOpen ? schedule.changesAt : null,
    }
  }
  const all = () => [...jobs.values()].map(toTransfer)
  const unended = () => [...jobs.values()].filter(({ job }) => !isEnded(job))
  const get = (id: string) => {
    const found = jobs.get(id)
    if (!found) throw fail('transfer_unknown', { id })
    return found
  }
  const tell = (entry: Entry) => topic.publish(entry.order.id, { type: 'one', transfer: toTransfer(entry) })

  /** Writes a transfer to the journal; of the sandbox, whose models end with this run, only its end. Throws `not_saved`. */
  const save = async (entry: Entry) => {
    const host = hosts.find(entry.order.hostId)
    // An earlier attempt, and what was cleared, is not written any more.
    if (!host || jobs.get(entry.order.id) !== entry) return
    const operation = toOperation(entry, host)
    if (host.kind !== 'sandbox') await operations.save(operation)
    else if (operation.endedAt !== null) await saveCleared([operation])
  }
  /** Like `save`. A failure is logged, and a notice tells the user. */
  const trySave = (entry: Entry) => save(entry).catch((error: unknown) => log.error('a transfer', error))

  /** Only once the user knows that other clients list what Corral keeps. */
  const keepsVersions = () => settings.get().bin === 'on' || settings.get().bin === 'ask'
  const create = (order: Order, more: Omit<Asked, 'order'>, saved?: Saved): Entry => {
    const entry: Entry = {
      ...more,
      order,
      locks: createTransferLocks(
        operations.locks,
        () => entry.order,
        () => hosts.find(entry.order.hostId)?.url ?? '',
      ),
      heldBy: null,
      saving: Promise.resolve(),
      isSaved: true,
      job: createJob({
        clock,
        client: () => hosts.client(entry.order.hostId),
        order,
        changed: () => {
          // Ignore an earlier attempt.
          if (jobs.get(order.id) === entry) tell(entry)
        },
        saved,
        keepVersion: () =>
          keepsVersions() ? bin.keepVersion(entry.order.hostId, order.name, order.id) : Promise.resolve(),
        plan: (signal) => planOf(entry, signal),
        hasRoom: (bytes) => storeDisk.hasRoom(entry.order.hostId, bytes),
        resumed: () => void trySave(entry).then(pump),
        lastHashRate: () => lastHashRate(entry.order.hostId),
        stallRescue: () => settings.get().stallRescue,
      }),
    }
    return entry
  }

  /** A pull of layers that another one fetches goes back into the queue. */
  const planOf = async (entry: Entry, signal: AbortSignal) => {
    const plan = await planPull(entry.order, signal)
    const holder = signal.aborted ? null : entry.locks.takeLayers(plan)
    if (holder) {
      entry.heldBy = holder
      void requeue(entry).then(pump)
    }
    return plan
  }
  /** Whether the user sees that the host does not answer: then a transfer waits for it from the start. */
  const isDown = (hostId: string) => hosts.find(hostId)?.reach === 'down'
  const begin = (id: string): boolean => {
    const entry = get(id)
    const holder = entry.locks.take()
    if (holder) {
      if (entry.heldBy?.kind === holder.kind && entry.heldBy.name === holder.name) return false
      entry.heldBy = holder
      tell(entry)
      return false
    }
    entry.heldBy = null
    void entry.job.run(clock.now() - entry.startedAt > ATTENDED || isDown(entry.order.hostId)).then(async () => {
      if (!closing && (isEnded(entry.job) || entry.job.state === 'disk_full')) await trySave(entry)
      entry.locks.release()
      ended(entry)
      pump()
    })
    return true
  }
  const pump = () => {
    if (closing || !schedule.isOpen) return
    const saved = unended().filter(({ isSaved }) => isSaved)
    giveTurns(saved.map(toPlace), settings.get().parallelTransfers, begin)
  }
  /** Adds a transfer to the queue; it starts once it is on disk. Throws `not_saved`, and removes it again. */
  const add = async (entry: Entry): Promise<Transfer> => {
    const { id } = entry.order
    const before = jobs.get(id)
    jobs.set(id, entry)
    entry.isSaved = false
    entry.saving = save(entry)
    try {
      await entry.saving
    } catch (error) {
      // The next write to the journal would include it.
      if (before) {
        jobs.set(id, before)
        tell(before)
        await trySave(before)
      } else {
        drop([id])
        await forget([id])
      }
      throw error
    }
    entry.isSaved = true
    forgetOldest()
    tell(entry)
    pump()
    return toTransfer(entry)
  }
  const drop = (ids: string[]) => {
    for (const id of ids) jobs.delete(id)
    if (ids.length > 0) topic.publish(`cleared ${ids[0]}`, { type: 'cleared', ids })
  }
  const forget = (ids: string[]) => operations.forget(ids).catch((error: unknown) => log.error('a transfer', error))
  const findSaved = (ids: readonly string[]) => operations.all().filter(({ id }) => ids.includes(id))
  /** The history keeps what is no longer listed here. */
  const saveCleared = (cleared: readonly Operation[]) =>
    Promise.all(
      cleared.flatMap((one) => (one.job ? operations.save({ ...one, job: { ...one.job, isCleared: true } }) : [])),
    ).catch((error: unknown) => log.error('a transfer', error))
  const ended = ({ job, order }: Entry) => {
    const { state, phase } = job.snapshot()
    if (order.kind !== 'pull' || !isEnded({ state })) return
    modelsChanged(order.hostId)
    if (keepsVersions() && hosts.find(order.hostId)?.reach === 'up')
      void bin.dropSame(order.hostId, order.name).catch((error: unknown) => log.error('a kept version', error))
    // The server installs a model although its pull is cancelled during verification.
    if (state === 'cancelled' && phase === 'verifying')
      for (const ms of LOOK_AGAIN) clock.after(ms, () => modelsChanged(order.hostId))
  }
  const requeue = async (entry: Entry) => {
    const { job } = entry
    const { state } = job
    // Verification needs no network.
    if (state !== 'preparing' && state !== 'running' && state !== 'waiting') return
    requeued.add(entry)
    await job.pause()
    // Unless the user paused it meanwhile.
    if (requeued.delete(entry)) job.resume()
  }
  /** Outside the hours of the schedule, running transfers go back into the queue. */
  const schedule = watchSchedule(clock, settings, (isChanged) => {
    if (!schedule.isOpen) for (const entry of jobs.values()) void requeue(entry)
    if (isChanged) for (const entry of jobs.values()) if (entry.job.state === 'queued') tell(entry)
    pump()
  })
  operations.locks.onRelease(pump)

  /** In the order of the queue. */
  const chosen = ({ ids, hostId }: Some) =>
    [...jobs.values()]
      .filter(({ order }) => (ids ? ids.includes(order.id) : hostId === undefined || order.hostId === hostId))
      .sort((a, b) => a.rank - b.rank)

  const forgetOldest = () => {
    const old = [...jobs].filter(([, { job }]) => isEnded(job)).map(([id]) => id)
    const gone = old.slice(0, Math.max(0, old.length - KEPT_ENDED))
    for (const id of gone) dropped.add(id)
    drop(gone)
  }

  const resume = async (some: Some) => {
    for (const entry of chosen(some)) {
      const { job } = entry
      // Wait until it is paused.
      if (job.state === 'pausing') await job.pause()
      if (job.state !== 'paused' && job.state !== 'disk_full') continue
      job.resume()
      await trySave(entry)
    }
    pump()
  }
  operations.onDelete((hostId) => {
    const full = chosen({ hostId }).filter(({ job }) => job.state === 'disk_full')
    void resume({ ids: full.map(({ order }) => order.id) })
  })

  await takeOverTransfers(platform, hosts.state().hosts, operations)
  const tellRestored = createRestoreNotices(notices, () => resume({}))
  /** Continues the transfers of earlier runs whose hosts are known. Returns whether there are any. */
  const restoreAll = (): boolean => {
    const earlier = earlierTransfers(operations.all(), hosts.state().hosts, settings.get().unfinishedTransfers)
    const restored = earlier.filter(({ order: { id } }) => !jobs.has(id) && !dropped.has(id))
    for (const { order, saved, attempt, startedAt, rank } of restored) {
      // A damaged journal may have lost the end of an older transfer of the same model.
      const older = isEnded(saved) ? undefined : findSame(order)
      if (older) void older.job.cancel().then(() => trySave(older))
      jobs.set(order.id, create(order, { attempt, startedAt, rank }, saved))
    }
    forgetOldest()
    // A notice that was decided on does not come back with another host.
    if (restored.length > 0) tellRestored(restored)
    return restored.length > 0
  }
  restoreAll()

  hosts.listen((change) => {
    const { type, hostId } = change
    if (type === 'made') {
      if (!restoreAll()) return
      topic.publish('all', { type: 'all', transfers: all() })
      return pump()
    }
    for (const entry of jobs.values()) {
      if (entry.order.hostId !== hostId) continue
      // The change may have fixed what it waits for.
      if (type === 'changed') entry.job.retryNow()
      if (type === 'removed') {
        const why = problem('host_removed', { host: change.host, model: entry.order.name })
        void entry.job.cancel(why)
        // It stays listed in this run only.
        const failed = { state: 'failed', endedAt: clock.now(), problem: why } as const
        void saveCleared(findSaved([entry.order.id]).map((one) => (one.endedAt === null ? { ...one, ...failed } : one)))
      }
      if (type === 'replaced') {
        entry.order = { ...entry.order, hostId: change.by }
        tell(entry)
        void trySave(entry)
      }
    }
  })
  schedule.check()

  return {
    all,
    watch: (signal) => topic.subscribe(signal, [{ type: 'all', transfers: all() }]),

    async start(input) {
      hosts.client(input.hostId)
      const parts = readName(input.name)
      refuseLocal(input.name)
      if (input.kind === 'push') {
        if (parts.host === DEFAULT_HOST && parts.namespace === DEFAULT_NAMESPACE)
          throw fail('needs_namespace', { name: displayName(parts) })
        const model = await library.find(input.hostId, displayName(parts))
        if (model?.cloud) throw fail('cloud_model', { model: model.name })
      }
      // The server merges two pulls of one model, and each would count the bytes of both.
      for (let same = findSame(input); same; same = findSame(input)) {
        await same.saving
        await resume({ ids: [same.order.id] })
        const { state } = same.job
        // This start came after that cancel.
        if (state === 'cancelling') await same.job.cancel()
        else if (state !== 'cancelled') return toTransfer(same)
      }
      const order = { ...input, id: newId(), name: displayName(parts) }
      return add(create(order, { attempt: 1, startedAt: clock.now(), rank: lastRank([...jobs.values()]) }))
    },
    async cancel(id) {
      const entry = get(id)
      const { job } = entry
      const closed = job.cancel()
      await trySave(entry)
      await closed
      pump()
    },
    async pause(some) {
      await Promise.all(
        chosen(some).map(async (entry) => {
          requeued.delete(entry)
          const closed = entry.job.pause()
          if (!isEnded(entry.job)) await trySave(entry)
          await closed
        }),
      )
      pump()
    },
    resume,
    async move(id, before) {
      get(id)
      const moved = [...ranksToMove(unended().map(toPlace), id, before)].map(([movedId, rank]) => {
        const entry = get(movedId)
        entry.rank = rank
        tell(entry)
        return trySave(entry)
      })
      await Promise.all(moved)
      pump()
    },
    async retry(id) {
      const entry = get(id)
      const { job, order, attempt } = entry
      const { state, problem: broken } = job.snapshot()
      if (state === 'paused' || state === 'disk_full') {
        await resume({ ids: [id] })
        return toTransfer(entry)
      }
      if (!isEnded({ state })) {
        if (broken === null) throw fail('transfer_not_ended', { name: order.name })
        job.retryNow()
        return toTransfer(entry)
      }
      hosts.client(order.hostId)
      const same = findSame(order)
      if (same) throw fail('transfer_running', { name: order.name })
      return add(create(order, { attempt: attempt + 1, startedAt: clock.now(), rank: lastRank([...jobs.values()]) }))
    },
    async clear(ids) {
      const gone = (ids ?? [...jobs.keys()]).filter((id) => {
        const entry = jobs.get(id)
        return entry !== undefined && isEnded(entry.job)
      })
      drop(gone)
      // The journal has more ended transfers than are shown.
      const hidden = operations
        .all()
        .filter(({ id, job, endedAt }) => job && !job.isCleared && endedAt !== null && !jobs.has(id))
      await saveCleared(ids ? findSaved(gone) : [...findSaved(gone), ...hidden])
    },
    retryAll() {
      schedule.check()
      for (const { job } of jobs.values()) job.retryNow()
    },
    async close() {
      closing = true
      schedule.close()
      const atWork = [...jobs.values()].filter(({ job }) => isAtWork(job))
      await Promise.all(atWork.map(({ job }) => job.cancel()))
    },
  }

  /** Bytes per second at which a host verified the pull that ended last; `null` if none was measured. */
  function lastHashRate(hostId: string): number | null {
    const measured = [...jobs.values()].filter(({ job, order }) => order.hostId === hostId && job.hashRate !== null)
    const endOf = ({ job }: Entry) => job.snapshot().endedAt ?? 0
    return measured.sort((a, b) => endOf(b) - endOf(a))[0]?.job.hashRate ?? null
  }

  /** A transfer of the same model on the same host that has not ended. */
  function findSame({ hostId, kind, name }: Omit<Order, 'id'>): Entry | undefined {
    const wanted = canonicalName(readName(name))
    return [...jobs.values()].find(({ order, job }) => {
      const isSame = order.hostId === hostId && order.kind === kind && canonicalName(readName(order.name)) === wanted
      return isSame && !isEnded(job)
    })
  }
}
