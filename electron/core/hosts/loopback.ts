import { isIP } from 'node:net'

/**
 * Whether the host of an address is the computer that asks. Which server answers there is another question: it may run
 * in a container, or at the other end of a tunnel.
 */
export function isLoopback(address: string): boolean {
  const host = URL.canParse(address) ? new URL(address).hostname.replace(/^\[|\]$/g, '') : ''
  return (
    host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && /^(127\.|::1$|0\.0\.0\.0$)/.test(host))
  )
}
