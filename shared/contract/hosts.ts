import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { hostId, instant } from './fields.ts'
import { base, problemSchema } from './problem.ts'

/** What a server can do, from its own answers first and its version second (see `shared/domain/features.ts`). */
export const featuresSchema = z.object({
  /** `/api/embed`; without it the legacy `/api/embeddings` is used, one text a call. */
  embed: z.boolean(),
  /** `dimensions` in `/api/embed`. */
  dimensions: z.boolean(),
  /** `context_length` in `/api/ps`. */
  psContext: z.boolean(),
  /** `capabilities` in `/api/show`. */
  showCapabilities: z.boolean(),
  /** `tensors` in `/api/show`. */
  showTensors: z.boolean(),
  /** `capabilities` in `/api/tags`. */
  tagsCapabilities: z.boolean(),
})
export type Features = z.infer<typeof featuresSchema>

export const hostSchema = z.object({
  id: hostId,
  name: z.string(),
  /** Origin and path only; credentials never stand in it. */
  url: z.string(),
  /**
   * `saved`: in the list on disk. `local`: this computer's own, from `OLLAMA_HOST` or the default port.
   * `run`: named on the command line, for this run only. `sandbox`: the built-in server.
   */
  kind: z.enum(['saved', 'local', 'run', 'sandbox']),
  reach: z.enum(['checking', 'up', 'down']),
  /** As the server says it; `0.0.0` in development builds. */
  version: z.string().nullable(),
  features: featuresSchema,
  /** Round trip of the last health check, in milliseconds. */
  latencyMs: z.number().nullable(),
  checkedAt: instant.nullable(),
  problem: problemSchema.nullable(),
})
export type Host = z.infer<typeof hostSchema>

export const hostsStateSchema = z.object({
  hosts: z.array(hostSchema),
  /** The host the page shows; `null` means Welcome. */
  currentId: hostId.nullable(),
  /** Where Corral looked for a server on its own at the start, and what it met there. */
  looked: z.object({ url: z.string(), problem: problemSchema }).nullable(),
})
export type HostsState = z.infer<typeof hostsStateSchema>

const hostInput = z.strictObject({
  name: z.string().trim().max(80),
  /** What a user types: a host, host:port or URL; read as Ollama reads `OLLAMA_HOST`. */
  url: z.string().trim().min(1).max(2048),
})

export const localOllamaSchema = z.object({
  /** Path of the program or desktop app that was found. */
  path: z.string(),
  /**
   * `serve`: Corral runs `ollama serve` itself. `app`: the desktop app is opened. `service`: a system
   * service exists, which has another model store than `ollama serve` of a user, so the command is only shown.
   */
  how: z.enum(['serve', 'app', 'service']),
  command: z.string(),
})
export type LocalOllama = z.infer<typeof localOllamaSchema>

export const hosts = {
  /** Live: the whole state at once and after each change. */
  watch: base.output(eventIterator(hostsStateSchema)),
  add: base.input(hostInput).output(hostSchema),
  update: base.input(hostInput.extend({ hostId })).output(hostSchema),
  /** Forgets a saved host. Nothing on the server is touched. */
  remove: base.input(z.strictObject({ hostId })),
  /** Makes a host the current one, and the one opened next time unless it holds for this run only. */
  select: base.input(z.strictObject({ hostId })),
  /** Checks a server without keeping it. */
  test: base
    .input(z.strictObject({ url: hostInput.shape.url }))
    .output(z.object({ url: z.string(), version: z.string(), latencyMs: z.number() })),
  /** Asks a host for its health now instead of at the next turn. */
  check: base.input(z.strictObject({ hostId })),
  /** Starts the built-in sandbox if need be and makes it the current host. */
  openSandbox: base.output(hostSchema),
  /** The Ollama installed on this computer, or `null`. */
  findLocal: base.output(localOllamaSchema.nullable()),
  /** Starts it, waits until it answers and makes it current; refuses for a service, whose command is shown instead. */
  startLocal: base.output(hostSchema),
}
