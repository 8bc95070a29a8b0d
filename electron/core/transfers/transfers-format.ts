import { z } from 'zod'
import { newOperation, savedLayer, savedPhase, savedProblem, type Operation } from '../operations/operation.ts'
import type { Operations } from '../operations/operations.ts'
import type { Platform } from '../platform.ts'
import { readEntries, readFields } from '../records/read.ts'
import { openRecord, type RecordFormat } from '../records/record.ts'

const amount = z.number().default(0)
const maybe = z.number().nullable().default(null)

/** One that was not done. Whatever is missing but what it takes to start it anew is a figure that is shown no more. */
const transferFields = {
  id: z.string().min(1).max(64),
  hostId: z.string().min(1).max(64),
  kind: z.enum(['pull', 'push']),
  name: z.string().min(1).max(600),
  startedAt: z.number(),
  endedAt: maybe,
  insecure: z.boolean().default(false),
  silent: z.boolean().default(false),
  state: z.enum(['running', 'done', 'failed', 'cancelled']).default('running'),
  status: z.string().default(''),
  phase: savedPhase.default('other'),
  layers: z.array(savedLayer.omit({ isReached: true })).default([]),
  completed: amount,
  total: amount,
  moved: amount,
  cached: amount,
  attempt: z.number().int().default(1),
  problem: savedProblem.nullable().default(null),
}

/** `at` is when it was written, in milliseconds since 1970. */
const fields = { at: z.number().default(0), transfers: z.array(z.unknown()) }

type SavedTransfer = z.output<z.ZodObject<typeof transferFields>>

/** The transfers that were not done as Corral 0.1 wrote them, read one by one. */
export const transfersFormat: RecordFormat<SavedTransfer[]> = {
  name: 'transfers.json',
  version: 1,
  initial: [],
  read(value, lost) {
    const read = readFields(fields, value, lost)
    if (!read) return undefined
    const ids = new Set<string>()
    return readEntries(read.transfers, lost, (entry) => {
      const transfer = readFields(transferFields, entry, lost)
      if (!transfer || ids.has(transfer.id)) return undefined
      ids.add(transfer.id)
      return transfer
    })
  },
}

/** Takes the transfers of Corral 0.1 over into the journal, once: their file is renamed when all of them are in it. */
export async function takeOverTransfers(
  platform: Platform,
  hosts: readonly { id: string; url: string; name: string }[],
  operations: Operations,
): Promise<void> {
  const { disk, log } = platform
  const isThere = (name: string) =>
    disk.read(name).then(
      (text) => text !== null,
      () => false,
    )
  if (!(await isThere(transfersFormat.name))) return
  const transfers = (await openRecord(platform, transfersFormat)).get()
  try {
    for (const [index, transfer] of transfers.entries()) {
      const host = hosts.find(({ id }) => id === transfer.hostId)
      if (host) await operations.save(toOperation(transfer, host, index + 1))
    }
    if (!(await isThere(transfersFormat.name))) return
    await disk.rename(transfersFormat.name, `${transfersFormat.name}.taken-over`)
    await disk.remove(`${transfersFormat.name}.last-good`)
  } catch (error) {
    log.error(transfersFormat.name, error)
  }
}

function toOperation(transfer: SavedTransfer, host: { url: string; name: string }, rank: number): Operation {
  const { id, kind, hostId, name, state, startedAt, endedAt, problem, insecure, silent, attempt, ...figures } = transfer
  const { status, phase, layers, completed, total, moved, cached } = figures
  const hasEnded = state !== 'running'
  return newOperation({
    id,
    kind,
    hostId,
    url: host.url,
    hostName: host.name,
    names: [name],
    at: startedAt,
    endedAt: hasEnded ? (endedAt ?? startedAt) : null,
    state,
    problem: hasEnded ? problem : null,
    job: {
      insecure,
      silent,
      isCleared: false,
      rank,
      attempt,
      rescues: 0,
      startedAt,
      status,
      phase,
      layers: layers.map((layer) => ({ ...layer, isReached: true })),
      isWhole: state === 'done',
      completed,
      total,
      share: total > 0 ? completed / total : null,
      moved,
      cached,
      hashRate: null,
      paused: false,
      activeMs: hasEnded ? (endedAt ?? startedAt) - startedAt : 0,
    },
  })
}
