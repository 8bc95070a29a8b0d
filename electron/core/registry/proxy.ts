import type { Agent } from 'node:http'

/** A way to an address of the internet. */
export interface Route {
  /** Host and port of the proxy, without credentials; `null` for a direct connection. */
  proxy: string | null
  /** Connects by that proxy, and lets it resolve the name of the server. */
  agent: Agent | undefined
}

/**
 * The ways to an address by the proxy settings of this computer, in the order in which to try them; at least one.
 *
 * @param signal closes the connections to a proxy that are still being made
 * @throws ProxyError for a setting that cannot be used
 */
export type RoutesTo = (url: URL, signal: AbortSignal) => Promise<readonly Route[]>

export const DIRECT: Route = { proxy: null, agent: undefined }

/** A failure of the proxy itself, so that the server behind it was not asked. */
export class ProxyError extends Error {
  readonly proxy: string
  /** Not reached; it wants credentials, or others; it refused, or its answer is none. */
  readonly kind: 'unreachable' | 'credentials' | 'refused'

  /** @param message must contain no credentials */
  constructor(proxy: string, kind: ProxyError['kind'], message: string) {
    super(message)
    this.name = 'ProxyError'
    this.proxy = proxy
    this.kind = kind
  }
}

/** The error of a connection to a proxy. Errors of the system have their code in the text, also those of SOCKS. */
export function proxyError(proxy: string, error: Error): ProxyError {
  if (error instanceof ProxyError) return error
  const { message } = error
  if (/authentication/i.test(message)) return new ProxyError(proxy, 'credentials', message)
  return new ProxyError(
    proxy,
    /\bE[A-Z]{4,}\b|hang up|timed.out|ended before/.test(message) ? 'unreachable' : 'refused',
    message,
  )
}
