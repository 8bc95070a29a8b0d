import type { Transfer, TransferEvent } from '#shared/contract/transfers.ts'
import { DEFAULT_HOST, DEFAULT_NAMESPACE, canonicalName, displayName } from '#shared/ollama/name.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { isPersisted } from '../hosts/hosts-format.ts'
import { readName, refuseLocal } from '../library/names.ts'
import type { LibraryService } from '../library/library.ts'
import type { Platform } from '../platform.ts'
import { fail, problem } from '../problem.ts'
import { createTopic } from '../topic.ts'
import { endedJob, startJob, type Job, type Order } from './job.ts'
import { openTransferRecords } from './transfer-records.ts'

/** How often it is written down how far a transfer is, in milliseconds: all that a crash can lose. */
const REMEMBER_EVERY = 10_000

/** When to look for a model that the server may yet install, in milliseconds after the pull was cancelled. */
const LOOK_AGAIN = [3_000, 15_000, 60_000, 240_000]

/** Ended transfers that are remembered. */
const KEPT_ENDED = 100

export interface TransfersService {
  watch(signal?: AbortSignal): AsyncIterableIterator<TransferEvent, void>
  all(): Transfer[]
  start(input: Omit<Order, 'id'>): Promise<Transfer>
  cancel(id: string): Promise<void>
  retry(id: string): Promise<Transfer>
  clear(ids?: string[]): void
  /** Tries at once what waits to be tried again, as when the computer wakes up. */
  retryAll(): void
  /** Closes all requests; what was fetched stays on the servers, and what was not done is remembered. */
  close(): Promise<void>
}

interface Entry {
  job: Job
  /** Its host's id changes when the user saves that host. */
  order: Order
  attempt: number
}

const toTransfer = ({ job, order }: Entry): Transfer => ({ ...job.snapshot(), ...order })
const isRunning = ({ job }: Entry) => job.snapshot().state === 'running'

export async function openTransfers(
  platform: Platform,
  hosts: HostsService,
  library: LibraryService,
  modelsChanged: (hostId: string) => void,
): Promise<TransfersService> {
  const records = await openTransferRecords(platform)
  /** In order of their start; an ended one keeps its place when it is tried again. */
  const jobs = new Map<string, Entry>()
  const topic = createTopic<TransferEvent>()

  let closing = false

  const all = () => [...jobs.values()].map(toTransfer)
  const get = (id: string) => {
    const found = jobs.get(id)
    if (!found) throw fail('transfer_unknown', { id })
    return found
  }
  const tell = (entry: Entry) => topic.publish(entry.order.id, { type: 'one', transfer: toTransfer(entry) })

  const isOfPersisted = ({ hostId }: Transfer) =>
    hosts.state().hosts.some((host) => host.id === hostId && isPersisted(host))
  let rememberedAt = 0
  const remember = async () => {
    rememberedAt = platform.clock.now()
    const notDone = all().filter((one) => one.state !== 'done' && isOfPersisted(one))
    await records.keep(notDone)
  }
  for (const transfer of records.before().filter(isOfPersisted)) {
    const { id, hostId, kind, name, insecure, silent, attempt } = transfer
    jobs.set(id, { job: endedJob(transfer), order: { id, hostId, kind, name, insecure, silent }, attempt })
  }

  const begin = (order: Order, attempt: number): Transfer => {
    const hostId = () => jobs.get(order.id)?.order.hostId ?? order.hostId
    const changed = () => {
      const now = jobs.get(order.id)
      if (!closing && platform.clock.now() - rememberedAt >= REMEMBER_EVERY) void remember()
      if (now?.attempt === attempt) tell(now)
    }
    const job = startJob(platform.clock, () => hosts.client(hostId()), order, attempt, changed)
    const entry = { job, order, attempt }
    jobs.set(order.id, entry)
    tell(entry)
    void remember()
    void job.ended.then(() => {
      if (!closing) void remember()
      if (order.kind !== 'pull') return
      modelsChanged(hostId())
      // One that is cancelled while its files are checked is installed all the same, some time later.
      const { state, phase } = job.snapshot()
      if (state === 'cancelled' && phase === 'verifying')
        for (const ms of LOOK_AGAIN) platform.clock.after(ms, () => modelsChanged(hostId()))
    })
    return toTransfer(entry)
  }

  hosts.listen((change) => {
    const { type, hostId } = change
    for (const entry of jobs.values()) {
      if (entry.order.hostId !== hostId) continue
      // What it waits for may be just what has been changed.
      if (type === 'changed') entry.job.retryNow()
      if (type === 'removed')
        void entry.job.cancel(problem('host_removed', { host: change.host, model: entry.order.name }))
      if (type === 'replaced') {
        entry.order = { ...entry.order, hostId: change.by }
        tell(entry)
      }
    }
    if (type === 'replaced' || type === 'removed') void remember()
  })

  const forgetOldest = () => {
    const ended = [...jobs].filter(([, entry]) => !isRunning(entry)).map(([id]) => id)
    if (ended.length > KEPT_ENDED) clear(ended.slice(0, ended.length - KEPT_ENDED))
  }
  const clear = (ids?: string[]) => {
    const gone = (ids ?? [...jobs.keys()]).filter((id) => {
      const entry = jobs.get(id)
      return entry !== undefined && !isRunning(entry)
    })
    for (const id of gone) jobs.delete(id)
    void remember()
    if (gone.length > 0) topic.publish(`cleared ${gone[0]}`, { type: 'cleared', ids: gone })
  }

  /** The server would join two of one model, and each would count the bytes of both. */
  const refuseTwice = ({ hostId, kind, name }: Omit<Order, 'id'>) => {
    const wanted = canonicalName(readName(name))
    for (const entry of jobs.values()) {
      const { order } = entry
      const isSame = order.hostId === hostId && order.kind === kind && canonicalName(readName(order.name)) === wanted
      if (isSame && isRunning(entry)) throw fail('transfer_running', { name: order.name })
    }
  }

  return {
    all,
    clear,
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
      refuseTwice(input)
      forgetOldest()
      return begin({ ...input, id: platform.newId(), name: displayName(parts) }, 1)
    },
    async cancel(id) {
      await get(id).job.cancel()
    },
    async retry(id) {
      const entry = get(id)
      const { job, order, attempt } = entry
      const { state, problem: broken } = job.snapshot()
      if (state === 'running') {
        if (broken === null) throw fail('transfer_not_ended', { name: order.name })
        job.retryNow()
        return toTransfer(entry)
      }
      hosts.client(order.hostId)
      refuseTwice(order)
      return begin(order, attempt + 1)
    },
    retryAll() {
      for (const { job } of jobs.values()) job.retryNow()
    },
    async close() {
      closing = true
      // As they are on their way, so that the next start finds them as after a crash, and at once, as closing has a deadline.
      await remember()
      await Promise.all([...jobs.values()].map(({ job }) => job.cancel()))
    },
  }
}
