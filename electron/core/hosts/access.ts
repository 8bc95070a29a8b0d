import { z } from 'zod'
import type { Credentials } from '#shared/contract/hosts.ts'
import { headerFault, isToken } from '#shared/ollama/headers.ts'
import { parseJson } from '../json.ts'
import type { Secrets } from '../platform.ts'
import { fail } from '../problem.ts'
import type { Redactor } from '../redact.ts'

type Headers = Readonly<Record<string, string>>

/** What a host's record has of its credentials: that there are some, of what kind, and under which key they are kept. */
export interface CredentialsRef {
  auth: Credentials['auth']['kind']
  headers: number
  key: string
}

/** The headers that credentials are sent as. Throws `header_invalid` and `credentials_invalid`. */
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

/** What is kept in the key store for a host. */
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
 * Where credentials are kept, each set for the exact origin it was given for. A set is never replaced: a new one
 * has a key of its own, and the old one is forgotten once the host's record names the new key. Whichever step
 * fails, record and key store fit.
 */
export interface Vault {
  readonly kind: Secrets['kind']
  /** The headers for an address; `null` where none are kept under this key for its origin. Rejects as the key store does. */
  open(key: string, url: string): Promise<Headers | null>
  /** For one test of an address: nothing is kept, but no error will repeat them. */
  toHeaders(credentials: Credentials): Headers
  /** `null` for credentials that are none. Throws `secret_not_kept`, `header_invalid` and `credentials_invalid`. */
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
