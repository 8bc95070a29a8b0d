import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { accountSchema, publicKeySchema } from './account.ts'
import { cacheTypes } from '../domain/memory-fit/setting.ts'
import { amountSchema, hostId, instant } from './fields.ts'
import { base, problemSchema } from './problem.ts'

/** What a server supports, by its answers first and its version second (see `shared/domain/features.ts`). */
export const featuresSchema = z.object({
  /** `/api/embed`; without it the legacy `/api/embeddings` is used, one text per call. */
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

/** Credentials for a host, as the user enters them: they are passed to the core and never returned. */
export const credentialsSchema = z.strictObject({
  auth: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('bearer'), token: z.string().min(1).max(16_384) }),
    z.strictObject({ kind: z.literal('basic'), user: z.string().max(1024), password: z.string().max(4096) }),
  ]),
  /** Additional headers; see `shared/ollama/headers.ts` for those that are refused. */
  headers: z.array(z.strictObject({ name: z.string().min(1).max(128), value: z.string().max(8192) })).max(16),
})
export type Credentials = z.infer<typeof credentialsSchema>

const fingerprint = z
  .string()
  .length(95)
  .regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)

/** A certificate as a server sends it. Names in it are not verified. */
export const certificateSchema = z.object({
  /** SHA-256 over the whole certificate: 32 bytes in hex with colons. */
  fingerprint,
  /** `CN=box.local, O=Home` */
  subject: z.string(),
  issuer: z.string(),
  /** The host names and addresses it is issued for. */
  names: z.array(z.string()),
  validFrom: instant,
  validTo: instant,
  selfSigned: z.boolean(),
})
export type Certificate = z.infer<typeof certificateSchema>

/** More is no memory of one computer. */
export const MOST_GIB = 65_536
export const MOST_GPUS = 16
export const MOST_SLOTS = 1024
const gib = z.number().min(0.125).max(MOST_GIB)

/**
 * What the user says of the memory of a host's computer, in GiB, and of how its server uses it, which cannot be read;
 * `null` is what they do not say.
 */
export const hostMemorySchema = z.strictObject({
  /** Of each GPU in all; empty: it has none. */
  gpus: z.array(gib).max(MOST_GPUS).nullable(),
  /** Whether the GPUs have no memory of their own and use the system's. */
  isUnified: z.boolean(),
  ram: gib.nullable(),
  /** `OLLAMA_KV_CACHE_TYPE` */
  cacheType: z.enum(cacheTypes).nullable().default(null),
  /** `OLLAMA_NUM_PARALLEL` */
  slots: z.number().int().min(1).max(MOST_SLOTS).nullable().default(null),
})
export type HostMemory = z.infer<typeof hostMemorySchema>

export const hostSchema = z.object({
  id: hostId,
  name: z.string(),
  /** Origin and path only, never credentials. */
  url: z.string(),
  /**
   * `saved`: in the list on disk. `local`: on this computer, from `OLLAMA_HOST` or the default port. `run`: given on
   * the command line, for this run only. `sandbox`: the built-in server.
   */
  kind: z.enum(['saved', 'local', 'run', 'sandbox']),
  /** `up`: Ollama's API answers. */
  reach: z.enum(['checking', 'up', 'down']),
  /**
   * Which server answers with Ollama's API; `null` before it has. `localai` has only a part of it; `ollama_cloud` is
   * ollama.com, where nothing is installed and sizes are no disk use.
   */
  server: z.enum(['ollama', 'localai', 'ollama_cloud']).nullable(),
  /** Whether different servers seem to answer at this address in turn. */
  severalServers: z.boolean(),
  /** The version as the server sends it; `0.0.0` in development builds, `null` if it sends none. */
  version: z.string().nullable(),
  features: featuresSchema,
  /** Round trip of the last health check, in milliseconds. */
  latencyMs: z.number().nullable(),
  checkedAt: instant.nullable(),
  problem: problemSchema.nullable(),
  /** Whether there are credentials and of which kind, never the credentials themselves. */
  credentials: z
    .object({
      auth: z.enum(['none', 'bearer', 'basic']),
      /** The number of additional headers. */
      headers: z.number(),
      /**
       * `os`: in the key store of the system. `run`: until Corral quits. `gone`: saved by an earlier run only, or no
       * longer readable.
       */
      kept: z.enum(['os', 'run', 'gone']),
    })
    .nullable(),
  /** The one certificate that is trusted for this host although no known authority signed it. */
  certificate: certificateSchema.nullable(),
  /** As the user typed it; `null` if they did not. */
  memory: hostMemorySchema.nullable(),
})
export type Host = z.infer<typeof hostSchema>

export const hostsStateSchema = z.object({
  hosts: z.array(hostSchema),
  /** The host the page shows; `null` shows Welcome. */
  currentId: hostId.nullable(),
  /** The host that Corral opens at startup; `null` opens the one used last. */
  defaultId: hostId.nullable(),
  /** Where new credentials would be kept. */
  secrets: z.enum(['os', 'run']),
  /** Which address Corral probed for a server at startup, and what failed. */
  lastProbe: z.object({ url: z.string(), problem: problemSchema }).nullable(),
})
export type HostsState = z.infer<typeof hostsStateSchema>

const hostInput = z.strictObject({
  name: z.string().trim().max(80),
  /** What a user types: a host, host:port or URL; parsed as Ollama parses `OLLAMA_HOST`. */
  url: z.string().trim().min(1).max(2048),
  /** Absent: unchanged, as long as scheme, host and port stay the same. `null`: none. */
  credentials: credentialsSchema.nullable().optional(),
  /** The fingerprint of a certificate that `certificate` returned before. Absent and `null` as for credentials. */
  trust: fingerprint.nullable().optional(),
})

/** The last list of a host, kept for the time while it is down, also in the next run. */
export const lastSeenSchema = z.object({
  at: instant,
  /** The number of models; `models` has at most 5,000 of them. */
  total: z.number(),
  /** JSON text of `Listed[]`, as in `library.list`. */
  models: z.string(),
})
export type LastSeen = z.infer<typeof lastSeenSchema>

/** What a host holds, for its card. */
export const hostSummarySchema = z.object({
  /** The last list, of which `at` tells the time; `null` if none is known. */
  list: z.object({ models: z.number(), disk: amountSchema, at: instant }).nullable(),
  /** What is in memory now; `null` if not known. */
  memory: z.object({ models: z.number(), held: amountSchema }).nullable(),
})
export type HostSummary = z.infer<typeof hostSummarySchema>

export const localOllamaSchema = z.object({
  /** Path of the program or desktop app that was found. */
  path: z.string(),
  /**
   * `serve`: Corral runs `ollama serve` itself. `app`: the desktop app is opened. `service`: a system service exists,
   * whose model folder differs from that of a user's `ollama serve`, so the command is only shown.
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
  /** Removes a saved host and its credentials. Nothing on the server is changed. */
  remove: base.input(z.strictObject({ hostId })),
  /** Makes a host the current one, and the one opened at the next start unless it is for this run only. */
  select: base.input(z.strictObject({ hostId })),
  /** Sets the host that Corral opens at startup; `null` opens the one used last. */
  setDefault: base.input(z.strictObject({ hostId: hostId.nullable() })),
  /** Says what memory a host has. It is kept with the host, so for this run only if the host is. */
  setMemory: base.input(z.strictObject({ hostId, memory: hostMemorySchema.nullable() })),
  /** Checks a server without saving anything. Absent fields are taken from the host that is being edited. */
  test: base
    .input(hostInput.omit({ name: true }).extend({ hostId: hostId.optional() }))
    .output(hostSchema.pick({ url: true, server: true, version: true }).extend({ latencyMs: z.number() })),
  /** Reads the certificate of an https server, without trusting it or sending it any data. */
  certificate: base.input(z.strictObject({ url: hostInput.shape.url })).output(certificateSchema),
  /** The models a host listed last, to show while it is down; `null` if none are known. */
  lastSeen: base.input(z.strictObject({ hostId })).output(lastSeenSchema.nullable()),
  /** Who is signed in on a host, which it asks ollama.com for, and its public key as far as it is known. */
  account: base
    .input(z.strictObject({ hostId }))
    .output(z.object({ account: accountSchema, publicKey: publicKeySchema.nullable() })),
  /** The models folder of a host that is proved to be on this computer and that can be shown; else `null`. */
  modelsFolder: base.input(z.strictObject({ hostId })).output(z.string().nullable()),
  /** Shows it in the system's file manager, after it was proved again. */
  openModelsFolder: base.input(z.strictObject({ hostId })),
  /** Asks a host that answers for what it has in memory, and at most once a minute for its list. */
  summary: base.input(z.strictObject({ hostId })).output(hostSummarySchema),
  /** Checks a host now instead of at the next interval. */
  check: base.input(z.strictObject({ hostId })),
  /** Starts the built-in sandbox if necessary and makes it the current host. */
  openSandbox: base.output(hostSchema),
  /** The Ollama installed on this computer, or `null`. */
  findLocal: base.output(localOllamaSchema.nullable()),
  /** Starts it, waits until it answers and makes it current; fails for a service, whose command is shown instead. */
  startLocal: base.output(hostSchema),
}
