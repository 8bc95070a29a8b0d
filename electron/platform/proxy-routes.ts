import type { Agent } from 'node:http'
import { DIRECT, ProxyError, type Route, type RoutesTo } from '../core/registry/proxy.ts'
import type { Redactor } from '../core/redact.ts'
import type { ProxyAddress, ProxySettings } from './proxy-settings.ts'

/** The routes by settings of proxies. Their credentials are sent to the proxy alone, and `redactor` learns them. */
export function createRoutes(settings: ProxySettings, redactor: Pick<Redactor, 'learn'>): RoutesTo {
  return async (url, signal) => {
    const proxies = await settings(url)
    const routes = await Promise.all(proxies.map((address) => routeBy(address, url, signal, redactor)))
    return routes.length === 0 ? [DIRECT] : routes
  }
}

async function routeBy(
  address: ProxyAddress,
  url: URL,
  signal: AbortSignal,
  redactor: Pick<Redactor, 'learn'>,
): Promise<Route> {
  if (address === null) return DIRECT
  // The address itself may contain a password.
  if (!URL.canParse(address)) throw new ProxyError('(?)', 'unreachable', 'the setting is not the address of a proxy')
  const proxy = new URL(address)
  const [user, password] = [proxy.username, proxy.password].map(decoded)
  if (password) redactor.learn([password, `${user}:${password}`])
  return { proxy: proxy.host, agent: await agentOf(proxy, url, signal) }
}

/** Each is loaded when a proxy needs it. */
async function agentOf(proxy: URL, url: URL, signal: AbortSignal): Promise<Agent> {
  const scheme = proxy.protocol.slice(0, -1)
  if (scheme.startsWith('socks')) {
    const { SocksProxyAgent } = await import('socks-proxy-agent')
    // The schemes by which the proxy resolves names.
    const remote = { socks4: 'socks4a', socks5: 'socks5h' }[scheme] ?? scheme
    return new SocksProxyAgent(proxy.href.replace(scheme, remote))
  }
  if (scheme !== 'http' && scheme !== 'https')
    throw new ProxyError(proxy.host, 'unreachable', `a proxy cannot be used by ${proxy.protocol}`)
  // `signal` is for the socket to the proxy.
  const options = { signal } as object
  if (url.protocol === 'http:') {
    const { HttpProxyAgent } = await import('http-proxy-agent')
    return new HttpProxyAgent(proxy, options)
  }
  const { TunnelAgent } = await import('./tunnel-agent.ts')
  return new TunnelAgent(proxy.href, options)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
