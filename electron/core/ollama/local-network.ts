import { BlockList, isIPv6 } from 'node:net'

/** The addresses that macOS treats as the local network. */
const local = new BlockList()
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  local.addSubnet(net, prefix, 'ipv4')
local.addSubnet('fc00::', 7, 'ipv6')
local.addSubnet('fe80::', 10, 'ipv6')

interface NetworkError {
  code?: string
  address?: string
  /** The errors of an attempt at several addresses. */
  errors?: NetworkError[]
}

/**
 * Whether an address of the local network is unreachable. macOS reports this for every connection of a program
 * that may not use the local network.
 *
 * @param server the requested address, for errors that name none
 */
export function isLocalUnreachable(error: unknown, server: string): boolean {
  const { code, address = hostOf(server), errors = [] } = (error ?? {}) as NetworkError
  if (code === 'EHOSTUNREACH' && isLocal(address)) return true
  return errors.some((one) => isLocalUnreachable(one, server))
}

function isLocal(address: string): boolean {
  const bare = address.replace(/%.*$/, '')
  return /\.local\.?$/.test(bare) || local.check(bare, isIPv6(bare) ? 'ipv6' : 'ipv4')
}

function hostOf(server: string): string {
  return URL.canParse(server) ? new URL(server).hostname.replace(/^\[|\]$/g, '') : ''
}
