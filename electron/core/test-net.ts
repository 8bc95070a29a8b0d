import http from 'node:http'
import { Socket } from 'node:net'
import type { Net } from './platform.ts'
import { testPlatform } from './test-platform.ts'

/** For tests: a network that can lose its way to all hosts: no answer to a connection, or no address for a name. */
export function breakableNet() {
  const { net } = testPlatform()
  let way: 'open' | 'silent' | 'nameless' = 'open'
  const lost = () => {
    const socket = Object.assign(new Socket(), { connecting: true })
    if (way === 'silent') return socket
    const error = Object.assign(new Error('getaddrinfo ENOTFOUND box'), { code: 'ENOTFOUND' })
    setImmediate(() => socket.destroy(error))
    return socket
  }
  const broken: Net = {
    ...net,
    request(url, options, answered) {
      if (way === 'open') return net.request(url, options, answered)
      const { fresh: _fresh, trusted: _trusted, ...rest } = options
      return http.request(url, { ...rest, createConnection: lost }, answered)
    },
  }
  return { net: broken, set: (next: typeof way) => (way = next) }
}
