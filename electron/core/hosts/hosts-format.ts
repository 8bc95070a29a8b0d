import { z } from 'zod'
import { readEntries, readFields } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

/** Ids of hosts that are never saved, see `Host.kind`. */
const RESERVED = new Set(['local', 'run', 'sandbox'])

const hostFields = {
  id: z
    .string()
    .min(1)
    .max(64)
    .refine((id) => !RESERVED.has(id)),
  url: z.string().refine((url) => /^https?:[^@]+$/.test(url) && URL.canParse(url)),
  name: z.string().default(''),
  /** That there are credentials and of what kind, and the key under which `Secrets` has them. */
  credentials: z
    .object({ auth: z.enum(['none', 'bearer', 'basic']), headers: z.number(), key: z.string().min(1) })
    .nullable()
    .default(null),
  /** The certificate that is trusted although nobody vouches for it. */
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
}
export type SavedHost = z.output<z.ZodObject<typeof hostFields>>

const fields = {
  hosts: z.array(z.unknown()),
  lastId: z.string().nullable().default(null),
  defaultId: z.string().nullable().default(null),
}
export type SavedHosts = Omit<z.output<z.ZodObject<typeof fields>>, 'hosts'> & { hosts: SavedHost[] }

/** The saved hosts as they stand in their file, read host by host. */
export const hostsFormat: RecordFormat<SavedHosts> = {
  name: 'hosts.json',
  version: 2,
  initial: { hosts: [], lastId: null, defaultId: null },
  // Version 1 had the credentials of each host under one key for good.
  migrations: { 1: withKeys },
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
