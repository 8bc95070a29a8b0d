import type { Host } from '#shared/contract/hosts.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { isPersisted } from '../hosts/hosts-format.ts'
import { newOperation, type Operation } from '../operations/operation.ts'
import type { Job, Order, Saved } from './job.ts'

/** Layers are stored up to this number. */
const SAVED_LAYERS = 32

/** What a transfer was asked to do, and its place in the queue. */
export interface Asked {
  /** The id of its host changes when the user saves that host. */
  order: Order
  attempt: number
  startedAt: number
  rank: number
}

/** A transfer of an earlier run. */
export interface Restored extends Asked {
  saved: Saved
  /** How it continues in this run; `null` if it had ended, was paused by the user, or waits for room on the disk. */
  continues: 'queued' | 'paused' | null
}

/** Reads a journal entry; `undefined` if it is no transfer, or of none of these hosts. */
export function fromOperation(
  { id, kind, hostId, url, names, job, state, endedAt, problem }: Operation,
  hosts: readonly Host[],
  unfinished: Settings['unfinishedTransfers'],
): Restored | undefined {
  // A host of the command line has the same id in each run, whatever its address.
  const host = hosts.find((one) => one.id === hostId && isPersisted(one)) ?? hosts.find((one) => one.url === url)
  if (!job || !host || (kind !== 'pull' && kind !== 'push')) return undefined
  const { attempt, startedAt, rank, insecure, silent, paused, ...figures } = job
  const order = { id, hostId: host.id, kind, name: names[0] ?? '', insecure, silent }
  const left = paused || unfinished === 'ask' ? 'paused' : 'queued'
  const hasEnded = state === 'done' || state === 'failed' || state === 'cancelled'
  const rests = hasEnded ? state : left === 'queued' && problem?.code === 'disk_full' ? 'disk_full' : left
  const isTold = hasEnded || rests === 'disk_full'
  const saved: Saved = { ...figures, state: rests, endedAt, problem: isTold ? problem : null }
  return { order, attempt, startedAt, rank, saved, continues: isTold || paused ? null : left }
}

/** The journal entry of a transfer. */
export function toOperation(
  { job, order, attempt, startedAt, rank }: Asked & { job: Job },
  { url, name: hostName }: Pick<Host, 'url' | 'name'>,
): Operation {
  const { state, endedAt, problem, activeMs, ...figures } = job.snapshot()
  const { status, phase, layers, isWhole, completed, total, share, moved, cached, rescues } = figures
  // The next run must see a transfer that is being cancelled as cancelled.
  const isCancelled = state === 'cancelling' || state === 'cancelled'
  return newOperation({
    id: order.id,
    kind: order.kind,
    hostId: order.hostId,
    url,
    hostName,
    names: [order.name],
    at: startedAt,
    endedAt: isCancelled ? (endedAt ?? startedAt) : endedAt,
    state: isCancelled ? 'cancelled' : state === 'done' || state === 'failed' ? state : 'running',
    problem: endedAt === null && state !== 'disk_full' ? null : problem,
    job: {
      insecure: order.insecure,
      silent: order.silent,
      isCleared: false,
      rank,
      paused: state === 'paused' || state === 'pausing',
      attempt,
      rescues,
      startedAt,
      activeMs,
      status,
      phase,
      layers: state === 'done' || layers.length > SAVED_LAYERS ? [] : layers,
      isWhole,
      completed,
      total,
      share,
      moved,
      cached,
      hashRate: job.hashRate,
    },
  })
}
