import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import tls, { type TLSSocket } from 'node:tls'
import { CERTIFICATE_CHANGED, type Net } from '../core/platform.ts'

/** Node's HTTP client, with keep-alive connections for reads. No timeout, no redirects, no proxy of its own. */
export function createNet(): Net & { close(): void } {
  const agents = {
    http: new http.Agent({ keepAlive: true, maxSockets: 64 }),
    https: new https.Agent({ keepAlive: true, maxSockets: 64 }),
  }
  return {
    request(url, { fresh, trusted, ...options }, answered) {
      const agent = (kept: http.Agent) => options.agent ?? (fresh ? false : kept)
      if (url.protocol !== 'https:') return http.request(url, { ...options, agent: agent(agents.http) }, answered)
      if (trusted === null) return https.request(url, { ...options, agent: agent(agents.https) }, answered)
      return https.request(url, { ...options, createConnection: () => openTrusting(url, trusted) }, answered)
    },
    certificate: (url, signal) =>
      new Promise((resolve, reject) => {
        const socket = openUnchecked(url)
        const stop = () => socket.destroy(new DOMException('stopped', 'AbortError'))
        signal.addEventListener('abort', stop)
        socket.once('close', () => signal.removeEventListener('abort', stop))
        socket.once('error', reject)
        socket.once('secureConnect', () => {
          resolve(socket.getPeerCertificate())
          socket.destroy()
        })
        if (signal.aborted) stop()
      }),
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}

/** The caller must check the certificate before sending anything. */
function openUnchecked(url: URL): TLSSocket {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return tls.connect({
    host,
    port: Number(url.port || 443),
    ...(isIP(host) ? {} : { servername: host }),
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: false,
  })
}

/** A connection to the holder of one certificate: writes are held back until it was checked. */
function openTrusting(url: URL, trusted: string): TLSSocket {
  const socket = openUnchecked(url)
  socket.cork()
  socket.once('secureConnect', () => {
    if (socket.getPeerCertificate().fingerprint256 === trusted) socket.uncork()
    else socket.destroy(Object.assign(new Error('the certificate is another one'), { code: CERTIFICATE_CHANGED }))
  })
  return socket
}
