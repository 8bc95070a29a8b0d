import { z } from 'zod'
import type { Credentials } from '#shared/contract/hosts.ts'
import { parseJson } from '#shared/ollama/fields.ts'
import { headerFault, isToken } from '#shared/ollama/headers.ts'
import type { Secrets } from '../platform.ts'
import { fail } from '../problem.ts'
import type { Redactor } from '../redact.ts'

type Headers = Readonly<Record<string, string>>

/** The part of a host's record that refers to its credentials: their kind, the number of headers, and their key in the key store. */
export interface CredentialsRef {
  auth: Credentials['auth']['kind']
  headers: number
  key: string
}

/** Credentials as request headers. Throws `header_invalid` and `credentials_invalid`. */
function headersOf({ auth, headers }: Credentials): Headers {
  const sent: Record<string, string> = {}
  for (const { name, value } of headers) {
    const key = name.trim().toLowerCase()
    const fault = headerFault(key, value)
    if (fault !== null || key in sent || (key === 'authorization' && auth.kind !== 'none'))
      throw fail('header_invalid', { name: name.trim() })
    sent[key] = value.trim()
  }
  if (auth.kind === 'bearer') {
    if (!isToken(auth.token)) throw fail('credentials_invalid')
    sent['authorization'] = `Bearer ${auth.token}`
  }
  if (auth.kind === 'basic') {
    // The first colon ends the name (RFC 7617).
    if (auth.user.includes(':') || auth.user + auth.password === '') throw fail('credentials_invalid')
    sent['authorization'] = `Basic ${Buffer.from(`${auth.user}:${auth.password}`).toString('base64')}`
  }
  return sent
}

function secretsOf({ auth, headers }: Credentials): string[] {
  const values = headers.map(({ value }) => value.trim())
  if (auth.kind === 'bearer') return [auth.token, ...values]
  if (auth.kind === 'basic') return [auth.password, `${auth.user}:${auth.password}`, ...values]
  return values
}

/** The value stored in the key store for one host. */
const keptSchema = z.object({
  origin: z.string(),
  credentials: z.object({
    auth: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('none') }),
      z.object({ kind: z.literal('bearer'), token: z.string() }),
      z.object({ kind: z.literal('basic'), user: z.string(), password: z.string() }),
    ]),
    headers: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
})

const originOf = (url: string) => new URL(url).origin

/**
 * Stores credentials, each set for the exact origin it was given for. A set is never overwritten: a new one gets
 * its own key, and the old one is deleted once the host's record names the new key. So record and key store stay
 * consistent whichever step fails.
 */
export interface Vault {
  readonly kind: Secrets['kind']
  /** The headers for an address; `null` if the key has none for its origin. Rejects when the key store does. */
  open(key: string, url: string): Promise<Headers | null>
  /** The headers for a test of an address: stores nothing, but registers the secrets for redaction. */
  toHeaders(credentials: Credentials): Headers
  /** `null` for empty credentials. Throws `secret_not_kept`, `header_invalid` and `credentials_invalid`. */
  keep(hostId: string, url: string, credentials: Credentials): Promise<CredentialsRef | null>
  /** Throws `secret_not_kept`. */
  forget(credentials: CredentialsRef): Promise<void>
}

export function createVault(secrets: Secrets, redactor: Redactor, newId: () => string): Vault {
  const toHeaders = (credentials: Credentials): Headers => {
    redactor.learn(secretsOf(credentials))
    return headersOf(credentials)
  }
  const refused = (error: unknown) =>
    fail('secret_not_kept', {}, { detail: error instanceof Error ? error.message : '' })
  return {
    get kind() {
      return secrets.kind
    },
    toHeaders,
    async open(key, url) {
      const text = await secrets.get(key)
      const kept = text === null ? undefined : keptSchema.safeParse(parseJson(text)).data
      return kept?.origin === originOf(url) ? toHeaders(kept.credentials) : null
    },
    async keep(hostId, url, credentials) {
      const { auth, headers } = credentials
      if (auth.kind === 'none' && headers.length === 0) return null
      toHeaders(credentials)
      const key = `host ${hostId} ${newId()}`
      const value = JSON.stringify({ origin: originOf(url), credentials } satisfies z.infer<typeof keptSchema>)
      await secrets.set(key, value).catch((error: unknown) => {
        throw refused(error)
      })
      return { auth: auth.kind, headers: headers.length, key }
    },
    forget: ({ key }) =>
      secrets.remove(key).catch((error: unknown) => {
        throw refused(error)
      }),
  }
}

/** Secrets in memory, for this run only: without a key store, and in tests. */
export function memorySecrets(): Secrets {
  const kept = new Map<string, string>()
  return {
    kind: 'run',
    get: async (key) => kept.get(key) ?? null,
    async set(key, value) {
      kept.set(key, value)
    },
    async remove(key) {
      kept.delete(key)
    },
  }
}
