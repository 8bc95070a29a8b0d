import { z } from 'zod'
import { credentialsSchema, type Credentials } from '#shared/contract/hosts.ts'
import { headerFault, isToken } from '#shared/ollama/headers.ts'
import { parseJson } from '../json.ts'
import type { Secrets } from '../platform.ts'
import { fail } from '../problem.ts'
import type { Redactor } from '../redact.ts'

type Headers = Readonly<Record<string, string>>

/** What is kept of a host's credentials in its file: that there are some and of what kind. */
export const credentialsKindSchema = z.object({ auth: z.enum(['none', 'bearer', 'basic']), headers: z.number() })
export type CredentialsKind = z.infer<typeof credentialsKindSchema>

export function kindOf({ auth, headers }: Credentials): CredentialsKind | null {
  return auth.kind === 'none' && headers.length === 0 ? null : { auth: auth.kind, headers: headers.length }
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

const keptSchema = z.object({ origin: z.string(), credentials: credentialsSchema })

const originOf = (url: string) => new URL(url).origin
const keyOf = (hostId: string) => `host ${hostId}`

/** Where credentials are kept, each set for the exact origin it was given for. */
export interface Vault {
  readonly kind: Secrets['kind']
  /** The headers for a host at this address; `null` where none are kept for its origin. Rejects as the key store does. */
  open(hostId: string, url: string): Promise<Headers | null>
  /** For one test of an address: nothing is kept, but no error will repeat them. */
  toHeaders(credentials: Credentials): Headers
  keep(hostId: string, url: string, credentials: Credentials): Promise<Headers>
  forget(hostId: string): Promise<void>
}

export function createVault(secrets: Secrets, redactor: Redactor): Vault {
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
    async open(hostId, url) {
      const text = await secrets.get(keyOf(hostId))
      const kept = text === null ? undefined : keptSchema.safeParse(parseJson(text)).data
      return kept?.origin === originOf(url) ? toHeaders(kept.credentials) : null
    },
    async keep(hostId, url, credentials) {
      const headers = toHeaders(credentials)
      const value = JSON.stringify({ origin: originOf(url), credentials } satisfies z.infer<typeof keptSchema>)
      await secrets.set(keyOf(hostId), value).catch((error: unknown) => {
        throw refused(error)
      })
      return headers
    },
    forget: (hostId) =>
      secrets.remove(keyOf(hostId)).catch((error: unknown) => {
        throw refused(error)
      }),
  }
}
