import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { hostname } from 'node:os'

const localOrigin = /^https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0)(:\d+)?$/i
const appOrigin = /^(app|file|tauri|vscode-webview|vscode-file):\/\//i

/** Ollama's check of `Origin`: the value to allow, `null` if none is needed, `false` if it is refused. */
export function allowedOrigin({ headers }: IncomingMessage): string | null | false {
  const { origin, host } = headers
  if (origin === undefined || origin === `http://${host}` || origin === `https://${host}`) return null
  return localOrigin.test(origin) || appOrigin.test(origin) ? origin : false
}

/** Ollama's check of `Host` on a loopback address, against DNS rebinding. */
export function allowedHost({ headers }: IncomingMessage): boolean {
  const host = (headers.host ?? '')
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase()
  if (isIP(host)) return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|0\.0\.0\.0$|::1?$|f[cd])/.test(host)
  return (
    host === '' ||
    host === 'localhost' ||
    host === hostname().toLowerCase() ||
    /\.(localhost|local|internal)$/.test(host)
  )
}

const libraryHeaders =
  'Arch,Async,Custom-Poll-Interval,Helper-Method,Lang,Os,Package-Version,Poll-Helper,Retry-Count,Runtime,Runtime-Version,Timeout'

const allowedHeaders = [
  'Authorization,Content-Type,User-Agent,Accept,X-Requested-With,Openai-Beta',
  ...libraryHeaders.split(',').map((name) => `X-Stainless-${name}`),
]

/** The answer to a preflight. */
export const preflightHeaders = {
  'access-control-allow-headers': allowedHeaders.join(','),
  'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS',
  'access-control-max-age': '43200',
}
