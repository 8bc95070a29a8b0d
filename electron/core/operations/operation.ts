import { z } from 'zod'
import { problemCodes, type Problem } from '#shared/contract/problem.ts'
import type { JournalFormat } from './journal.ts'

/** Manifest digests by name; `null` where there is no such name, empty where the server does not tell the digest. */
const digestsSchema = z.record(z.string(), z.string().nullable())

const problemSchema = z.object({
  code: z.enum(problemCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  retryable: z.boolean(),
  status: z.number().int().optional(),
  detail: z.string().optional(),
}) satisfies z.ZodType<Problem>

/** One request that changes a server. Headers are no part of it. */
const stepSchema = z.object({
  call: z.object({ method: z.string(), path: z.string(), body: z.record(z.string(), z.unknown()) }),
  /** When it was about to be sent, in milliseconds since 1970. */
  at: z.number(),
  /** `null` until an answer has come. */
  outcome: z.object({ status: z.number(), ms: z.number() }).nullable(),
})
export type Step = z.infer<typeof stepSchema>

const layerSchema = z.object({ digest: z.string(), total: z.number(), completed: z.number(), cached: z.number() })

/** What a pull or push was asked to do, and how far it came when it last ended. What it does now is in memory alone. */
const jobSchema = z.object({
  insecure: z.boolean(),
  silent: z.boolean(),
  /** Its place in the queue: smaller goes first. */
  rank: z.number(),
  paused: z.boolean(),
  attempt: z.number().int(),
  startedAt: z.number(),
  /** Milliseconds at work. */
  activeMs: z.number(),
  status: z.string(),
  phase: z.enum(['starting', 'manifest', 'layers', 'verifying', 'finishing', 'other']),
  /** Of one that was not done; bytes. */
  layers: z.array(layerSchema),
  completed: z.number(),
  total: z.number(),
  moved: z.number(),
  cached: z.number(),
})

const operationSchema = z.object({
  id: z.string().min(1).max(64),
  kind: z.enum(['pull', 'push', 'copy', 'rename', 'delete']),
  hostId: z.string().min(1).max(64),
  /** The server's address: it outlives the id of a host. */
  url: z.string().min(1),
  hostName: z.string(),
  /** What the act was asked for: one name, or the old and the new one. */
  names: z.array(z.string().min(1).max(600)).min(1),
  at: z.number(),
  endedAt: z.number().nullable(),
  /** `unknown`: no answer came to its last step, and the server's list has not been read since. */
  state: z.enum(['running', 'unknown', 'done', 'failed', 'cancelled', 'undone']),
  /** What the server had, and what it is to have, under the names that an act changes. Of a job they are empty. */
  before: digestsSchema,
  after: digestsSchema,
  steps: z.array(stepSchema),
  problem: problemSchema.nullable(),
  job: jobSchema.nullable(),
})

/** One thing that was wanted of a server, as its line in the journal tells it. */
export type Operation = z.infer<typeof operationSchema>

export const operationsFormat: JournalFormat<Operation> = {
  name: 'operations.journal',
  version: 1,
  read: (value) => operationSchema.safeParse(value).data,
}

/** Ended operations that are kept, and for how long, in milliseconds. */
const KEPT = 5000
const KEPT_FOR = 180 * 24 * 3_600_000

/** Which operations a journal keeps, given all of them in their order: all that have not ended, and the newest of the rest. */
export function keepOperations(now: number): (operation: Operation, index: number, all: Operation[]) => boolean {
  let kept: Set<Operation> | undefined
  return (operation, _index, all) => {
    kept ??= new Set(all.filter(({ endedAt }) => endedAt !== null && now - endedAt < KEPT_FOR).slice(-KEPT))
    return operation.endedAt === null || kept.has(operation)
  }
}
