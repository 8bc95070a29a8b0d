import { BlockList, isIP, isIPv6 } from 'node:net'

/** The address of a proxy, with its credentials if it has any; `null` for a direct connection. */
export type ProxyAddress = string | null

/** The proxies for a URL, in the order in which to try them. */
export type ProxySettings = (url: URL) => Promise<readonly ProxyAddress[]>

const schemes: Record<string, string> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
}

/**
 * The settings of the system, as Electron knows them: those of its network settings, or of a script (PAC).
 *
 * @param resolveProxy answers like `PROXY a:1; SOCKS5 b:2; DIRECT`, see Electron's `session.resolveProxy`
 */
export function systemProxies(resolveProxy: (url: string) => Promise<string>): ProxySettings {
  return async ({ origin }) =>
    (await resolveProxy(origin)).split(';').flatMap((part): ProxyAddress[] => {
      const [kind = '', address] = part.trim().split(/\s+/)
      const scheme = schemes[kind.toUpperCase()]
      if (kind.toUpperCase() === 'DIRECT') return [null]
      return scheme && address ? [`${scheme}://${address}`] : []
    })
}

/**
 * The settings of the environment: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in either letter case, read
 * as curl and Ollama's server do.
 */
export function environmentProxies(environment: NodeJS.ProcessEnv): ProxySettings {
  const variable = (name: string) => environment[name.toLowerCase()] || environment[name.toUpperCase()] || ''
  return async (url) => {
    const proxy = variable(`${url.protocol.slice(0, -1)}_proxy`) || variable('all_proxy')
    if (proxy === '' || isExcepted(url, variable('no_proxy'))) return [null]
    return [proxy.includes('://') ? proxy : `http://${proxy}`]
  }
}

/** Whether a list has the host: its name, a domain above it, an IP address, a network (`10.0.0.0/8`), or `*` for all. */
function isExcepted({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  const ownPort = port || (protocol === 'https:' ? '443' : '80')
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '*') return true
      const [, bracketed, plain, wanted = ownPort] = /^(?:\[(.*)\]|([^:]*|.*:.*:.*))(?::(\d+))?$/.exec(entry) ?? []
      const name = (bracketed ?? plain ?? '').replace(/^\*?\./, '')
      if (name === '' || wanted !== ownPort) return false
      return host === name || (isIP(host) === 0 ? host.endsWith(`.${name}`) : isInNetwork(host, name))
    })
}

function isInNetwork(ip: string, network: string): boolean {
  const [address = '', bits = ''] = network.split('/')
  const most = isIPv6(address) ? 128 : 32
  if (isIP(address) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most) return false
  const family = (text: string) => (isIPv6(text) ? 'ipv6' : 'ipv4')
  const list = new BlockList()
  list.addSubnet(address, Number(bits), family(address))
  return list.check(ip, family(ip))
}
