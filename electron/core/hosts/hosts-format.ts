import { z } from 'zod'
import { hostMemorySchema, type Host } from '#shared/contract/hosts.ts'
import { readEntries, readFields } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

/** Ids of hosts that are never saved, see `Host.kind`. */
const RESERVED = new Set(['local', 'run', 'sandbox'])

/** Whether a host outlives this run: not one from the command line, nor the sandbox, whose models end with it. */
export function isPersisted({ kind }: Pick<Host, 'kind'>): boolean {
  return kind === 'saved' || kind === 'local'
}

export const hostFields = {
  id: z
    .string()
    .min(1)
    .max(64)
    .refine((id) => !RESERVED.has(id)),
  url: z.string().refine((url) => /^https?:[^@]+$/.test(url) && URL.canParse(url)),
  name: z.string().default(''),
  /** The kind of the credentials, and their key in `Secrets`. */
  credentials: z
    .object({ auth: z.enum(['none', 'bearer', 'basic']), headers: z.number(), key: z.string().min(1) })
    .nullable()
    .default(null),
  /** The certificate the user trusts although no authority signed it. */
  certificate: z
    .object({
      fingerprint: z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      subject: z.string(),
      issuer: z.string(),
      names: z.array(z.string()),
      validFrom: z.number(),
      validTo: z.number(),
      selfSigned: z.boolean(),
    })
    .nullable()
    .default(null),
  memory: hostMemorySchema.nullable().default(null),
}
export type SavedHost = z.output<z.ZodObject<typeof hostFields>>

const fields = {
  hosts: z.array(z.unknown()),
  lastId: z.string().nullable().default(null),
  defaultId: z.string().nullable().default(null),
  /** The typed memory of this computer while its server is not in the list. */
  localMemory: hostFields.memory,
}
export type SavedHosts = Omit<z.output<z.ZodObject<typeof fields>>, 'hosts'> & { hosts: SavedHost[] }

/** The file of saved hosts, read host by host. */
export const hostsFormat: RecordFormat<SavedHosts> = {
  name: 'hosts.json',
  version: 3,
  initial: { hosts: [], lastId: null, defaultId: null, localMemory: null },
  // Version 1 had one fixed key for the credentials of each host, version 2 no memory.
  migrations: { 1: withKeys, 2: (value) => value },
  read(value, lost) {
    const read = readFields(fields, value, lost)
    if (!read) return undefined
    const ids = new Set<string>()
    const hosts = readEntries(read.hosts, lost, (entry) => {
      const host = readFields(hostFields, entry, lost)
      if (!host || ids.has(host.id)) return undefined
      ids.add(host.id)
      return host
    })
    return { ...read, hosts }
  },
}

interface Version1 {
  hosts?: readonly ({ id?: unknown; credentials?: object | null } | null)[]
}

function withKeys(value: unknown): unknown {
  const { hosts, ...rest } = value as Version1
  if (!Array.isArray(hosts)) return value
  return {
    ...rest,
    hosts: (hosts as NonNullable<Version1['hosts']>).map((host) =>
      host?.credentials ? { ...host, credentials: { ...host.credentials, key: `host ${String(host.id)}` } } : host,
    ),
  }
}
