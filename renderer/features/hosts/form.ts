import type { Credentials, Host, HostsState } from '#shared/contract/hosts.ts'
import { headerFault, isToken, type HeaderFault } from '#shared/ollama/headers.ts'

export type SignIn = Credentials['auth']['kind']

export interface HeaderLine {
  /** React key of the line. */
  key: number
  name: string
  value: string
}

/** The entered credentials. */
export interface Draft {
  kind: SignIn
  token: string
  user: string
  password: string
  headers: readonly HeaderLine[]
}

export const noDraft: Draft = { kind: 'none', token: '', user: '', password: '', headers: [] }

export type DraftFault =
  | { field: 'token' | 'user'; fault: 'empty' | 'invalid' }
  | { field: 'header'; key: number; fault: HeaderFault | 'twice' }

/** Trims a pasted token and removes a leading `Bearer`. */
function tokenOf(text: string): string {
  return text.trim().replace(/^bearer\s+/i, '')
}

/** The first fault of a draft, or `null`. Ignores headers without name and value. */
export function faultOf({ kind, token, user, password, headers }: Draft): DraftFault | null {
  if (kind === 'bearer' && !isToken(tokenOf(token)))
    return { field: 'token', fault: token.trim() === '' ? 'empty' : 'invalid' }
  if (kind === 'basic' && user.includes(':')) return { field: 'user', fault: 'invalid' }
  if (kind === 'basic' && user + password === '') return { field: 'user', fault: 'empty' }
  const seen = new Set(kind === 'none' ? [] : ['authorization'])
  for (const { key, name, value } of written(headers)) {
    const fault = headerFault(name, value)
    if (fault !== null) return { field: 'header', key, fault }
    if (seen.has(name.toLowerCase())) return { field: 'header', key, fault: 'twice' }
    seen.add(name.toLowerCase())
  }
  return null
}

function written(headers: readonly HeaderLine[]): HeaderLine[] {
  return headers
    .map(({ key, name, value }) => ({ key, name: name.trim(), value: value.trim() }))
    .filter(({ name, value }) => name !== '' || value !== '')
}

/** The credentials of a valid draft; `null` if there are none. */
export function credentialsOf({ kind, token, user, password, headers }: Draft): Credentials | null {
  const lines = written(headers).map(({ name, value }) => ({ name, value }))
  if (kind === 'bearer') return { auth: { kind, token: tokenOf(token) }, headers: lines }
  if (kind === 'basic') return { auth: { kind, user, password }, headers: lines }
  return lines.length === 0 ? null : { auth: { kind }, headers: lines }
}

/** Whether data is sent unencrypted to another computer: http to an address that is not loopback. */
export function isInTheOpen(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
}

/** Whether two addresses have the same scheme, name and port, so that credentials of one may be sent to the other. */
export function sameOrigin(a: string, b: string): boolean {
  return new URL(a).origin === new URL(b).origin
}

/** The host to edit; `null` to add one. A host that is not saved is added. */
export function edited(target: 'add' | Host): Host | null {
  return target === 'add' || target.kind !== 'saved' ? null : target
}

/** Whether an added host is the first to show: there is no current one, or only one that was not saved and is down. */
export function isFirst({ hosts, currentId }: Pick<HostsState, 'currentId'> & { hosts: readonly Host[] }): boolean {
  const current = hosts.find(({ id }) => id === currentId)
  return current === undefined || (current.reach === 'down' && !hosts.some(({ kind }) => kind === 'saved'))
}
