import type { Net } from '../platform.ts'

/**
 * Keeps `localhost` one server. There may be two, at 127.0.0.1 and at ::1, whose models must not be mixed: the
 * address family that answers first is used for every later request.
 */
export function keepFamily(net: Net): Net {
  let kept: 4 | 6 | undefined
  return {
    ...net,
    request(url, options, answered) {
      if (url.hostname !== 'localhost') return net.request(url, options, answered)
      return net.request(url, { ...options, family: kept }, (response) => {
        kept ??= response.socket.remoteFamily === 'IPv6' ? 6 : 4
        answered(response)
      })
    },
  }
}

/**
 * Detects several servers behind one address (a load balancer, or a name with two records): the whole list of
 * models is replaced by another and then comes back. A single change may be the user's own.
 */
export function watchForSeveral(): (names: readonly string[]) => boolean {
  let before: ReadonlySet<string> = new Set()
  let last: ReadonlySet<string> = new Set()
  let several = false
  return (names) => {
    if (several || names.length === 0) return several
    const now = new Set(names)
    if (names.some((name) => last.has(name))) last = now
    else {
      several = names.some((name) => before.has(name))
      before = last
      last = now
    }
    return several
  }
}
