import { plainText } from './pasted-text.ts'

/** `right` is the corrected address if the port is in the wrong place. */
export type HostUrlFault = { fault: 'invalid' | 'credentials' | 'zone' } | { fault: 'port'; right: string }
export type HostUrl = { url: string } | HostUrlFault

/**
 * Parses a server's address as Ollama's client parses `OLLAMA_HOST` (`envconfig` in its v0.33 source): quotes and
 * white space around it are removed; without a scheme it is `http` and `defaultPort`, with one the scheme's own port;
 * without a host it is 127.0.0.1; addresses to listen on (`0.0.0.0`, `::`) become loopback. Stricter than Ollama,
 * which silently replaces an invalid port. Full-width characters are read as ASCII; invisible ones and a trailing dot
 * are removed. The result is origin and path in one spelling, without trailing slash: `http://127.0.0.1:11434`.
 */
export function parseHostUrl(text: string, defaultPort = 11434): HostUrl {
  const bare = plainText(text, '')
    .trim()
    .replace(/^(?:(?:export|set|setx)\s+|\$env:)?OLLAMA_HOST\s*[=\s]\s*/i, '')
    .replace(/^["']+|["']+$/g, '')
    .trim()
    .replace(/(?<=[\p{L}\p{N}\]])[.,;]$/u, '')
  if (bare.includes('@')) return { fault: 'credentials' }
  // The only name for which Ollama uses https by default.
  const [, named, rest = ''] = /^(?:(\w+):\/\/)?(.*)$/s.exec(bare === 'ollama.com' ? 'https://ollama.com' : bare) ?? []
  const scheme = (named ?? 'http').toLowerCase()
  if (scheme !== 'http' && scheme !== 'https') return { fault: 'invalid' }
  const ownPort = scheme === 'https' ? 443 : 80

  const [authority = '', ...segments] = rest.split('/').filter((segment, at) => at === 0 || segment !== '')
  // Neither browsers nor Node accept one in an address.
  if (/:[^%]*%/.test(authority)) return { fault: 'zone' }
  const right = withPortMoved(authority, segments)
  if (right !== null) {
    const meant = parseHostUrl(`${scheme}://${right}`)
    return 'url' in meant ? { fault: 'port', right: meant.url } : { fault: 'invalid' }
  }
  // Two colons without brackets can only be an IPv6 address, which then has no port.
  const bracketed = /^[^[]*:.*:/.test(authority) ? `[${authority}]` : authority
  const [whole, address, name = '', port] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/s.exec(bracketed) ?? []
  if (whole === undefined) return { fault: 'invalid' }
  const host = address === undefined ? hostOf(name) : ipv6Of(address)
  const number = port === undefined ? (named ? ownPort : defaultPort) : portOf(port)
  if (host === null || number === null || !segments.every((segment) => pathSegment.test(segment)))
    return { fault: 'invalid' }
  const path = segments.map((segment) => `/${segment}`).join('')
  return { url: `${scheme}://${host}${number === ownPort ? '' : `:${number}`}${path}` }
}

/**
 * Whether the host of an address is the computer that asks. Which server answers there is another question: it may run
 * in a container, or at the other end of a tunnel.
 */
export function isLoopback(address: string): boolean {
  return /^https?:\/\/(([^/:@]+\.)?localhost|127(\.\d+){1,3}|0\.0\.0\.0|\[::1\])(:\d+)?(\/|$)/i.test(address)
}

/**
 * The address with the port moved to its place, if it follows the path or an IPv6 address without brackets; else
 * `null`.
 */
function withPortMoved(authority: string, segments: readonly string[]): string | null {
  const [, open = '', behindOpen = ''] = /^([^[]*:[^[]*):(\d{1,5})$/.exec(authority) ?? []
  if (open !== '' && !ipv6Groups(authority) && ipv6Groups(open)) return `[${open}]:${behindOpen}/${segments.join('/')}`
  const [, last, behindPath = ''] = /^(.*):(\d{1,5})$/.exec(segments.at(-1) ?? '') ?? []
  if (last === undefined) return null
  const hasPort = /^(\[[^\]]*\]|[^:]*):\d+$/.test(authority)
  const bracketed = ipv6Groups(authority) ? `[${authority}]` : authority
  return `${bracketed}${hasPort ? '' : `:${behindPath}`}/${[...segments.slice(0, -1), last].join('/')}`
}

/** Characters of a path in RFC 3986, without quotes, and without the segments `.` and `..`, which name another path. */
const pathSegment = /^(?!\.{1,2}$)[\w.~!$&()*+,;=:%-]+$/

function portOf(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  return port >= 1 && port <= 65535 ? port : null
}

function hostOf(name: string): string | null {
  if (name === '') return '127.0.0.1'
  // A trailing dot only marks the name as complete; certificates and proxies use it without.
  const host = name.toLowerCase().replace(/\.$/, '')
  // Browsers and Node parse a host that ends in a number as an IPv4 address, `11434` as 0.0.44.170.
  if (/(^|\.)(\d+|0x[\da-f]*)$/.test(host)) return ipv4Of(host)
  return host.length <= 253 && /^([\p{L}\p{M}\p{N}_-]{1,63}(\.(?!$)|$))+$/u.test(host) ? host : null
}

function ipv4Of(text: string): string | null {
  if (!/^((0|[1-9]\d{0,2})(\.(?!$)|$)){4}$/.test(text) || text.split('.').some((octet) => Number(octet) > 255))
    return null
  return text === '0.0.0.0' ? '127.0.0.1' : text
}

/** In brackets; an IPv4-mapped address is written as the IPv4 address, as in Ollama. */
function ipv6Of(text: string): string | null {
  const groups = ipv6Groups(text)
  if (!groups) return null
  if (groups.every((group) => group === 0)) return '[::1]'
  const [high = 0, low = 0] = groups.slice(6)
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:65535')
    return ipv4Of([high >> 8, high & 255, low >> 8, low & 255].join('.'))
  // RFC 5952: the first of the longest runs of zeros is omitted.
  const full = groups.map((group) => group.toString(16)).join(':')
  const [zeros] = [...full.matchAll(/\b0(?::0)+\b/g)].sort((a, b) => b[0].length - a[0].length)
  if (!zeros) return `[${full}]`
  const before = full.slice(0, zeros.index).replace(/:$/, '')
  const after = full.slice(zeros.index + zeros[0].length).replace(/^:/, '')
  return `[${before}::${after}]`
}

function ipv6Groups(text: string): number[] | null {
  const [, front = text, dotted] = /^(.*:)(\d+(?:\.\d+){3})$/.exec(text) ?? []
  if (dotted && ipv4Of(dotted) === null) return null
  const [a = 0, b = 0, c = 0, d = 0] = dotted?.split('.').map(Number) ?? []
  const plain = dotted ? `${front}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}` : text
  const halves = plain.split('::').map((half) => (half === '' ? [] : half.split(':')))
  const [head = [], tail = []] = halves
  const missing = 8 - head.length - tail.length
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return null
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail]
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group)) ? groups.map((group) => parseInt(group, 16)) : null
}
