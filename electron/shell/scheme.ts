import { net, protocol } from 'electron'
import { nothing, pageHeaders, type Assets } from '../assets.ts'

export const PAGE_ORIGIN = 'app://corral'

/** Call before Electron is ready. Registers an origin with the rights of https and none of `file:`. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Answers `app://corral/…` from the list of built files; in development from the server that builds them. */
export function serveScheme(assets: Assets, devUrl: string | null): void {
  const headers = pageHeaders("'none'")
  protocol.handle('app', (request) => {
    const url = new URL(request.url)
    const refuse = (status: number) => new Response(null, { status, headers })
    if (`${url.protocol}//${url.host}` !== PAGE_ORIGIN) return refuse(403)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    if (devUrl) return net.fetch(devUrl + url.pathname + url.search)
    const { type, body } = assets.get(url.pathname) ?? nothing
    if (!body) return refuse(404)
    const sent = request.method === 'HEAD' ? null : new Uint8Array(body)
    return new Response(sent, { headers: { ...headers, 'content-type': type } })
  })
}
