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

/** What opens a host, as the user gives it: it goes into the core and never comes out again. */
export const credentialsSchema = z.strictObject({
  auth: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('bearer'), token: z.string().min(1).max(16_384) }),
    z.strictObject({ kind: z.literal('basic'), user: z.string().max(1024), password: z.string().max(4096) }),
  ]),
  /** Sent along besides; see `shared/ollama/headers.ts` for those that are refused. */
  headers: z.array(z.strictObject({ name: z.string().min(1).max(128), value: z.string().max(8192) })).max(16),
})
export type Credentials = z.infer<typeof credentialsSchema>

const fingerprint = z
  .string()
  .length(95)
  .regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)

/** A certificate as a server shows it. Names in it are whatever its maker wrote. */
export const certificateSchema = z.object({
  /** SHA-256 over the whole certificate: 32 bytes in hex with colons. */
  fingerprint,
  /** `CN=box.local, O=Home` */
  subject: z.string(),
  issuer: z.string(),
  /** The host names and addresses it is for. */
  names: z.array(z.string()),
  validFrom: instant,
  validTo: instant,
  selfSigned: z.boolean(),
})
export type Certificate = z.infer<typeof certificateSchema>

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
  /** `up`: the API of Ollama answers. */
  reach: z.enum(['checking', 'up', 'down']),
  /**
   * What answers with the API of Ollama; `null` before it has. `localai` has only a part of it, `ollama_cloud`
   * is ollama.com: nothing is installed there and sizes are no disk use.
   */
  server: z.enum(['ollama', 'localai', 'ollama_cloud']).nullable(),
  /** Whether several servers answer at this address in turn. */
  severalServers: z.boolean(),
  /** As the server says it, letter for letter; `0.0.0` in development builds, `null` where it says nothing. */
  version: z.string().nullable(),
  features: featuresSchema,
  /** Round trip of the last health check, in milliseconds. */
  latencyMs: z.number().nullable(),
  checkedAt: instant.nullable(),
  problem: problemSchema.nullable(),
  /** That there are credentials and of what kind, and nothing of them. */
  credentials: z
    .object({
      auth: z.enum(['none', 'bearer', 'basic']),
      /** How many headers are sent along. */
      headers: z.number(),
      /** `os`: in the key store of the system. `run`: until Corral quits. `gone`: kept for an earlier run only, or no longer readable. */
      kept: z.enum(['os', 'run', 'gone']),
    })
    .nullable(),
  /** The one certificate that is trusted for this host although nobody vouches for it. */
  certificate: certificateSchema.nullable(),
})
export type Host = z.infer<typeof hostSchema>

export const hostsStateSchema = z.object({
  hosts: z.array(hostSchema),
  /** The host the page shows; `null` means Welcome. */
  currentId: hostId.nullable(),
  /** The host Corral opens with; `null` is the one used last. */
  defaultId: hostId.nullable(),
  /** Where credentials given now would be kept. */
  secrets: z.enum(['os', 'run']),
  /** Where Corral looked for a server on its own at the start, and what it met there. */
  lastProbe: z.object({ url: z.string(), problem: problemSchema }).nullable(),
})
export type HostsState = z.infer<typeof hostsStateSchema>

const hostInput = z.strictObject({
  name: z.string().trim().max(80),
  /** What a user types: a host, host:port or URL; read as Ollama reads `OLLAMA_HOST`. */
  url: z.string().trim().min(1).max(2048),
  /** Absent: as they are, as long as scheme, name and port of the address stay. `null`: none. */
  credentials: credentialsSchema.nullable().optional(),
  /** The fingerprint of a certificate that `certificate` showed before. Absent and `null` as for credentials. */
  trust: fingerprint.nullable().optional(),
})

export const seenModelSchema = z.object({
  name: z.string(),
  /** Bytes, logical; `null` where the server did not say, as for the date. */
  size: z.number().nullable(),
  modifiedAt: instant.nullable(),
  parameterSize: z.string(),
  quantization: z.string(),
})
export type SeenModel = z.infer<typeof seenModelSchema>

export const lastSeenSchema = z.object({
  at: instant,
  /** How many models there were; `models` has the newest of them. */
  total: z.number(),
  models: z.array(seenModelSchema),
})
export type LastSeen = z.infer<typeof lastSeenSchema>

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
  /** Forgets a saved host with its credentials. Nothing on the server is touched. */
  remove: base.input(z.strictObject({ hostId })),
  /** Makes a host the current one, and the one opened next time unless it holds for this run only. */
  select: base.input(z.strictObject({ hostId })),
  /** Makes a host the one Corral opens with; `null` opens with the one used last. */
  setDefault: base.input(z.strictObject({ hostId: hostId.nullable() })),
  /** Checks a server without keeping anything. What is absent is taken from the host that is edited. */
  test: base
    .input(hostInput.omit({ name: true }).extend({ hostId: hostId.optional() }))
    .output(hostSchema.pick({ url: true, server: true, version: true }).extend({ latencyMs: z.number() })),
  /** Looks at the certificate of an https server, without trusting it or sending it anything. */
  certificate: base.input(z.strictObject({ url: hostInput.shape.url })).output(certificateSchema),
  /** The models a host listed last, for while it is down; `null` where none are known. */
  lastSeen: base.input(z.strictObject({ hostId })).output(lastSeenSchema.nullable()),
  /** Asks a host for its health now instead of at the next turn. */
  check: base.input(z.strictObject({ hostId })),
  /** Starts the built-in sandbox if need be and makes it the current host. */
  openSandbox: base.output(hostSchema),
  /** The Ollama installed on this computer, or `null`. */
  findLocal: base.output(localOllamaSchema.nullable()),
  /** Starts it, waits until it answers and makes it current; refuses for a service, whose command is shown instead. */
  startLocal: base.output(hostSchema),
}
