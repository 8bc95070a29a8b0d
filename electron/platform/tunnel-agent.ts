import type { ClientRequest } from 'node:http'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { ProxyError } from '../core/registry/proxy.ts'

type Options = Parameters<HttpsProxyAgent<string>['connect']>[1]

/** Connects to a server by CONNECT. By itself `HttpsProxyAgent` gives a refusal of the proxy as the server's answer. */
export class TunnelAgent extends HttpsProxyAgent<string> {
  override async connect(request: ClientRequest, options: Options) {
    let answer = { statusCode: 0, statusText: '' }
    request.once('proxyConnect', (told: typeof answer) => (answer = told))
    const socket = await super.connect(request, options)
    const { statusCode, statusText } = answer
    if (statusCode === 200) return socket
    socket.destroy()
    const kind = statusCode === 407 ? 'credentials' : 'refused'
    throw new ProxyError(this.proxy.host, kind, `CONNECT: ${statusCode} ${statusText}`)
  }
}
