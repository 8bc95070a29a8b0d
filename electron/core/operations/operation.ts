import { z } from 'zod'
import { operationKinds } from '#shared/contract/history.ts'
import { problemCodes, type Problem } from '#shared/contract/problem.ts'
import { isBinName } from '#shared/domain/bin-names.ts'
import { object } from '#shared/ollama/fields.ts'
import type { JournalFormat, Stored } from './journal.ts'

/** Manifest digests by name; `null`: no such name; empty: a name whose digest the server does not report. */
const digestsSchema = z.record(z.string(), z.string().nullable())

/** As stored on disk, also by Corral 0.1. */
export const savedProblem = z.object({
  code: z.enum(problemCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  retryable: z.boolean(),
  status: z.number().int().optional(),
  detail: z.string().optional(),
}) satisfies z.ZodType<Problem>

/** One request that changes a server, without its headers. */
const stepSchema = z.object({
  call: z.object({ method: z.string(), path: z.string(), body: z.record(z.string(), z.unknown()) }),
  /** Time before sending, in milliseconds since 1970. */
  at: z.number(),
  /** `null` until the server answers. */
  outcome: z.object({ status: z.number(), ms: z.number() }).nullable(),
})
export type Step = z.infer<typeof stepSchema>

export const savedLayer = z.object({
  digest: z.string(),
  total: z.number(),
  completed: z.number(),
  cached: z.number(),
  isReached: z.boolean(),
})

export const savedPhase = z.enum(['starting', 'manifest', 'layers', 'verifying', 'finishing', 'other'])

/** Options of a pull or push, and its figures when it last stopped. Live progress is only in memory. */
const jobSchema = z.object({
  insecure: z.boolean(),
  silent: z.boolean(),
  /** Whether it was removed from the list of transfers; the history keeps it. */
  isCleared: z.boolean(),
  /** Order in the queue: the lowest starts next. */
  rank: z.number(),
  paused: z.boolean(),
  attempt: z.number().int(),
  rescues: z.number().int().default(0),
  startedAt: z.number(),
  /** Milliseconds of work, without time in the queue and paused. */
  activeMs: z.number(),
  status: z.string(),
  phase: savedPhase,
  /** Sizes in bytes; empty for a transfer that is done. */
  layers: z.array(savedLayer),
  isWhole: z.boolean(),
  completed: z.number(),
  total: z.number(),
  share: z.number().nullable(),
  moved: z.number(),
  cached: z.number(),
  /** Bytes per second at which the server verified it; `null` if that was not measured. */
  hashRate: z.number().nullable(),
})

/** A field of a host or a setting that was changed, as texts of its values; never a secret. */
const changedField = z.object({ field: z.string(), from: z.string(), to: z.string() })

export const operationSchema = z.object({
  id: z.string().min(1).max(64),
  kind: z.enum(operationKinds),
  /** Empty for a change of settings, as is the address. */
  hostId: z.string().max(64),
  /** Address of the server: the id of a host can change. */
  url: z.string(),
  hostName: z.string(),
  /** One name, or the old and the new one; none for a change of a host or of settings. */
  names: z.array(z.string().min(1).max(600)),
  at: z.number(),
  endedAt: z.number().nullable(),
  /** `unknown`: the last step has no answer, and the list of models has not been read since. */
  state: z.enum(['running', 'unknown', 'done', 'failed', 'cancelled', 'undone']),
  /** Digests of the names that an act changes, before it and as intended after it. Empty for jobs. */
  before: digestsSchema,
  after: digestsSchema,
  steps: z.array(stepSchema),
  problem: savedProblem.nullable(),
  job: jobSchema.nullable(),
  /** The operation that this one reverses. */
  undoes: z.string().max(64).nullable(),
  /** Common to the operations that were asked for at once; or the operation that this one is a step of. */
  partOf: z.string().max(64).nullable(),
  /** What a change of a host or of settings has changed. */
  changes: z.array(changedField),
})

/** An act or a job, as stored in a line of the journal. */
export type Operation = z.infer<typeof operationSchema>

/** An operation that has just begun, unless `fields` say otherwise. */
export function newOperation(
  fields: Pick<Operation, 'id' | 'kind' | 'hostId' | 'url' | 'hostName' | 'names' | 'at'> & Partial<Operation>,
): Operation {
  return {
    endedAt: null,
    state: 'running',
    before: {},
    after: {},
    steps: [],
    problem: null,
    job: null,
    undoes: null,
    partOf: null,
    changes: [],
    ...fields,
  }
}

export const operationsFormat: JournalFormat<Operation> = {
  name: 'operations.journal',
  version: 3,
  read: (value) => operationSchema.safeParse(value).data,
  migrations: { 1: addFigures, 2: addRelations },
}

/** Before version 3 no operation was part of another or reversed one, and what left the list of transfers was lost. */
function addRelations(value: unknown): unknown {
  const operation = object(value)
  const job = object(operation?.['job'])
  return { ...operation, job: job ? { ...job, isCleared: false } : null, undoes: null, partOf: null, changes: [] }
}

/** Version 1 did not tell whether all layers were known. */
function addFigures(value: unknown): unknown {
  const operation = object(value)
  const job = object(operation?.['job'])
  if (!job) return value
  const { layers, completed, total } = job
  const share = typeof completed === 'number' && typeof total === 'number' && total > 0 ? completed / total : null
  const reached = Array.isArray(layers) ? layers.map((layer) => ({ ...object(layer), isReached: true })) : layers
  const isWhole = operation?.['state'] === 'done'
  return { ...operation, job: { ...job, layers: reached, isWhole, share, hashRate: null } }
}

/**
 * How many ended operations are kept, for how many milliseconds, and in how many characters of the journal: enough for
 * as many of 2,000 characters, where an act that changes three long names takes 1,700, and a rename 1,000.
 */
const KEPT = 5000
const KEPT_FOR = 180 * 24 * 3_600_000
const KEPT_SIZE = 10_000_000

/** Selects the operations to keep: all that have not ended, all that put into the bin what is still there, and the newest of the others. */
export function keepOperations(now: () => number): (operations: readonly Stored<Operation>[]) => Stored<Operation>[] {
  return (operations) => {
    const oldest = now() - KEPT_FOR
    let count = 0
    let total = 0
    const inBin = binNamesOf(operations.map(({ value }) => value))
    const isKept = ({ value: { endedAt, after }, size }: Stored<Operation>) => {
      if (endedAt === null || Object.keys(after).some((name) => after[name] !== null && inBin.has(name))) return true
      if (endedAt < oldest || count >= KEPT || total >= KEPT_SIZE) return false
      count += 1
      total += size
      return true
    }
    return operations.toReversed().filter(isKept).reverse()
  }
}

/** The names of the bin that operations have made and that none has removed. */
export function binNamesOf(operations: readonly Operation[]): Set<string> {
  const names = new Set<string>()
  for (const { state, after } of operations)
    if (state === 'done')
      for (const [name, digest] of Object.entries(after)) {
        if (digest === null) names.delete(name)
        else if (isBinName(name)) names.add(name)
      }
  return names
}
