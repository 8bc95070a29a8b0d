import { once } from 'node:events'
import http, { type IncomingMessage, type RequestListener } from 'node:http'
import https from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { createRouterClient } from '@orpc/server'
import type { Credentials, HostsState } from '#shared/contract/hosts.ts'
import type { CorralClient } from '#shared/contract/index.ts'
import { openApp } from '../app.ts'
import type { TestCertificate } from '../test-certificate.ts'
import { testPlatform, type TestPlatform } from '../test-platform.ts'
import { problemOf } from '../test-problem.ts'

const closing: (() => unknown)[] = []

/** For `afterEach`: closes everything a test opened. */
export async function closeAll(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close()
}

export async function open(platform: TestPlatform = testPlatform()) {
  const app = await openApp(platform, { checkOutputs: true })
  closing.push(() => app.close())
  await app.begin()
  const client: CorralClient = createRouterClient(app.router)
  return { app, client, platform }
}

export async function listen(server: Server, scheme: 'http' | 'https'): Promise<string> {
  closing.push(() => server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`
}
export const serve = (act: RequestListener) => listen(http.createServer(act), 'http')
export const serveTls = (certificate: TestCertificate, act: RequestListener) =>
  listen(https.createServer(certificate, act), 'https')

/** Answers like Ollama if `isRight` accepts the request, else with the status `refusal`. */
export const ollama =
  (isRight: (request: IncomingMessage) => boolean, refusal = 401): RequestListener =>
  (request, response) => {
    if (!isRight(request)) return void response.writeHead(refusal, { 'www-authenticate': 'Bearer' }).end('<html>')
    response.setHeader('content-type', 'application/json')
    return void response.end(
      request.url?.endsWith('/api/tags')
        ? '{"models":[]}'
        : request.url?.endsWith('/api/version')
          ? '{"version":"0.33.0"}'
          : '{}',
    )
  }
export const anybody = ollama(() => true)

export const codeOf = async (call: Promise<unknown>) => (await problemOf(call)).code

export const bearer = (token: string): Credentials => ({ auth: { kind: 'bearer', token }, headers: [] })
export const hostOf = ({ hosts }: HostsState, id: string) => hosts.find((host) => host.id === id)
