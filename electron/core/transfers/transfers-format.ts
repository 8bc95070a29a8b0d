import { z } from 'zod'
import { problemCodes } from '#shared/contract/problem.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { readEntries, readFields } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

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
  phase: z.enum(['starting', 'manifest', 'layers', 'verifying', 'finishing', 'other']).default('other'),
  layers: z
    .array(z.object({ digest: z.string(), total: z.number(), completed: z.number(), cached: z.number() }))
    .default([]),
  completed: amount,
  total: amount,
  moved: amount,
  cached: amount,
  rate: maybe,
  remainingMs: maybe,
  quietSince: maybe,
  retryAt: maybe,
  trace: z.object({ everyMs: z.number(), moved: z.array(z.number()) }).default({ everyMs: 1000, moved: [] }),
  attempt: z.number().int().default(1),
  problem: z
    .object({
      code: z.enum(problemCodes),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
      retryable: z.boolean(),
      status: z.number().int().optional(),
      detail: z.string().optional(),
    })
    .nullable()
    .default(null),
}

/** `at` is when it was written, in milliseconds since 1970. */
const fields = { at: z.number().default(0), transfers: z.array(z.unknown()) }

export interface SavedTransfers {
  at: number
  transfers: Transfer[]
}

/** The transfers that were not done, as they stand in their file, read one by one. */
export const transfersFormat: RecordFormat<SavedTransfers> = {
  name: 'transfers.json',
  version: 1,
  initial: { at: 0, transfers: [] },
  read(value, lost) {
    const read = readFields(fields, value, lost)
    if (!read) return undefined
    const ids = new Set<string>()
    const transfers = readEntries(read.transfers, lost, (entry): Transfer | undefined => {
      const transfer = readFields(transferFields, entry, lost)
      if (!transfer || ids.has(transfer.id)) return undefined
      ids.add(transfer.id)
      return transfer
    })
    return { at: read.at, transfers }
  },
}
