import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

export interface Asset {
  type: string
  /** `null` if the file is gone because of another build. */
  readonly body: Buffer | null
}

/** The answer for a path that is not listed. */
export const nothing: Asset = { type: '', body: null }

/** The built page: exactly the files found at the start, by their URL path. */
export type Assets = ReadonlyMap<string, Asset>

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
}

/**
 * Lists the files of the page. Requests are answered only by an exact match in this list, so that no path leads out
 * of the folder. Links and files of unknown type are left out. Each file is read at its first request and cached.
 */
export function readAssets(folder: string): Assets {
  const assets = new Map<string, Asset>()
  const walk = (below: string) => {
    for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true })) {
      const file = `${below}/${entry.name}`
      const type = TYPES[path.extname(entry.name)]
      if (entry.isDirectory()) walk(file)
      else if (entry.isFile() && type) assets.set(file, asset(type, path.join(folder, file)))
    }
  }
  walk('')
  const index = assets.get('/index.html')
  if (index) assets.set('/', index)
  return assets
}

function asset(type: string, file: string): Asset {
  let held: Buffer | undefined
  return {
    type,
    get body() {
      try {
        return (held ??= readFileSync(file))
      } catch {
        return null
      }
    },
  }
}

/**
 * The headers of every answer: the page may load only its own files, connect only to `connect`, and not be framed.
 */
export function pageHeaders(connect: string): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "font-src 'self'",
      "worker-src 'self'",
      `connect-src ${connect}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-cache',
  }
}
