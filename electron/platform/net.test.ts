import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import tls from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { makeCertificate, type TestCertificate } from '../core/test-certificate.ts'
import { createNet } from './net.ts'

const closing: (() => unknown)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A TLS server that records every decrypted byte it receives. */
async function listen(certificate: TestCertificate) {
  const sockets = new Set<net.Socket>()
  const heard = { text: '' }
  const server = tls.createServer({ ...certificate, ALPNProtocols: ['http/1.1'] }, (socket) => {
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      heard.text += String(chunk)
      if (heard.text.includes('\r\n\r\n')) socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const { port } = server.address() as AddressInfo
  return { url: new URL(`https://127.0.0.1:${port}/x`), heard, sockets }
}

const fingerprintOf = ({ cert }: TestCertificate) => new X509Certificate(cert).fingerprint256

/** The status of an answer, or the error code. */
function ask(url: URL, trusted: string | null): Promise<number | string> {
  const client = createNet()
  closing.push(() => client.close())
  return new Promise((resolve) => {
    const answered = (response: IncomingMessage) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    }
    const headers = { authorization: 'Bearer planted-secret' }
    const request = client.request(url, { fresh: false, trusted, headers }, answered)
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    request.end()
  })
}

describe('an untrusted certificate', () => {
  it('is refused, and nothing is sent', async () => {
    const { url, heard } = await listen(makeCertificate())
    expect(await ask(url, null)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
    expect(heard.text).toBe('')
  })

  it('is accepted if it is the one the user trusts, with any name, issuer and dates', async () => {
    const authority = makeCertificate({ subject: 'Home CA' })
    for (const certificate of [
      makeCertificate(),
      makeCertificate({ names: ['other.test'] }),
      makeCertificate({ issuer: { subject: 'Home CA', key: authority.key } }),
      makeCertificate({ validFrom: 0, validTo: 1000 }),
    ]) {
      const { url, heard } = await listen(certificate)
      expect(await ask(url, fingerprintOf(certificate))).toBe(200)
      expect(heard.text).toContain('planted-secret')
    }
  })

  it('gets no data if the user trusts another one', async () => {
    const trusted = makeCertificate()
    const { url, heard, sockets } = await listen(makeCertificate())
    expect(await ask(url, fingerprintOf(trusted))).toBe('CERTIFICATE_CHANGED')
    for (const socket of sockets) if (!socket.destroyed) await once(socket, 'close')
    expect(heard.text).toBe('')
  })

  it('can be read without sending anything', async () => {
    const certificate = makeCertificate({ subject: 'My Box', names: ['127.0.0.1', 'box.local'] })
    const { url, heard } = await listen(certificate)
    const seen = await createNet().certificate(url, new AbortController().signal)
    expect(seen).toMatchObject({
      fingerprint256: fingerprintOf(certificate),
      subject: { CN: 'My Box' },
      subjectaltname: 'IP Address:127.0.0.1, DNS:box.local',
    })
    expect(heard.text).toBe('')
  })
})

it('reading a certificate ends when aborted, and without TLS', async () => {
  const silent = net.createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  closing.push(() => silent.close())
  const url = new URL(`https://127.0.0.1:${(silent.address() as AddressInfo).port}`)
  const stopping = new AbortController()
  const looking = createNet().certificate(url, stopping.signal)
  stopping.abort()
  await expect(looking).rejects.toMatchObject({ name: 'AbortError' })
  const talking = net.createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1')
  await once(talking, 'listening')
  closing.push(() => talking.close())
  const plain = new URL(`https://127.0.0.1:${(talking.address() as AddressInfo).port}`)
  await expect(createNet().certificate(plain, new AbortController().signal)).rejects.toThrow(/wrong.version/i)
})
