import type { Net } from '../platform.ts'

/**
 * `localhost` may be two servers, one at 127.0.0.1 and one at ::1, whose models must not be mixed: the
 * address family that answers first is kept for every later request.
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
