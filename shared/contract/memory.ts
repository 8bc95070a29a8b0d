import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { hostId, instant } from './fields.ts'
import { base } from './problem.ts'

const bytes = z.number().nullable()

/** A GPU of a host's computer as its system tells it, in bytes; `null` where it does not tell. */
export const gpuSchema = z.object({
  /** The same in all readings of one run. */
  id: z.string(),
  name: z.string().nullable(),
  total: bytes,
  used: bytes,
  free: bytes,
  /** Of it, what the processes of this server hold. */
  ollama: bytes,
  /** How busy it is, 0 to 1. */
  busy: z.number().nullable(),
  /** It has no memory of its own and uses the computer's. */
  isUnified: z.boolean(),
  /** A part of the processor that Ollama uses only if it is told to. */
  isIntegrated: z.boolean(),
  /** Powered down; asking for more would wake it. `total` is what its driver remembers or its last reading in this run. */
  isAsleep: z.boolean(),
  /** `total` is the usual part of the computer's memory, not a figure of the system. */
  isTotalEstimated: z.boolean(),
})
export type Gpu = z.infer<typeof gpuSchema>

export const memoryStateSchema = z.object({
  hostId,
  /**
   * `read`: measured. `reading`: not yet. `elsewhere`: the address is of another computer. `unseen`: no Ollama process
   * of this computer is seen to listen there; it may be a container, a virtual machine or a tunnel. `unsupported`: this
   * system cannot be read. Only `read` has figures.
   */
  state: z.enum(['read', 'reading', 'elsewhere', 'unseen', 'unsupported']),
  readAt: instant.nullable(),
  gpus: z.array(gpuSchema),
  ram: z.object({ available: z.number(), total: z.number() }).nullable(),
  /** What the server's processes hold in all, in bytes, and how many of them run models. */
  ollama: z.object({ gpu: bytes, ram: bytes, runners: z.number().int() }).nullable(),
})
export type MemoryState = z.infer<typeof memoryStateSchema>

/** What all programs of a host's computer use of its GPUs together, or of system memory, in bytes. */
export const memoryInUseSchema = z.object({ at: instant, of: z.enum(['gpu', 'ram']), bytes: z.number() })
export type MemoryInUse = z.infer<typeof memoryInUseSchema>

export const memory = {
  /** Live, and read only while somebody watches from a visible window. Only of the computer that Corral runs on. */
  watch: base.input(z.strictObject({ hostId })).output(eventIterator(memoryStateSchema)),
  /** The last hour as far as it was read, oldest first. `watch` sends what follows. */
  history: base.input(z.strictObject({ hostId })).output(z.array(memoryInUseSchema)),
}
