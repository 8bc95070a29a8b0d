import http from 'node:http'
import https from 'node:https'
import type { Net } from '../core/machine.ts'

/** Node's own client, with kept-alive connections for reads. No timeout of its own, no proxy, no redirects. */
export function createNet(): Net & { close(): void } {
  const agents = {
    http: new http.Agent({ keepAlive: true, maxSockets: 64 }),
    https: new https.Agent({ keepAlive: true, maxSockets: 64 }),
  }
  return {
    request(url, { fresh, ...options }, answered) {
      return url.protocol === 'https:'
        ? https.request(url, { ...options, agent: fresh ? false : agents.https }, answered)
        : http.request(url, { ...options, agent: fresh ? false : agents.http }, answered)
    },
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}
