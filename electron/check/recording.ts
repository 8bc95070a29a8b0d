import type { Answer, Request } from './exchange.ts'

/** Arrays are cut to this length, as in `electron/sandbox/recordings`. */
const LONGEST_ARRAY = 200
const KEPT_HEADERS = ['content-type', 'content-length', 'transfer-encoding', 'access-control-allow-origin']

/** An exchange as a line of a recording (see `electron/sandbox/recordings/README.md`). */
export function recordingLine({ method, path, headers = {}, body = null, note }: Request, answer: Answer): string {
  const { status, text, json, lines, ms } = answer
  const cut: Record<string, number> = {}
  const content = lines.length > 0 ? { stream: lines } : json === undefined ? { text } : { json }
  const response = {
    status,
    headers: Object.fromEntries(
      KEPT_HEADERS.flatMap((name) => (answer.headers[name] ? [[name, answer.headers[name]]] : [])),
    ),
    ...(shortened(content, cut, '') as object),
  }
  const line = JSON.stringify({
    ...(note !== undefined && { note }),
    request: { method, path, headers, body },
    response,
    ms,
    ...(Object.keys(cut).length > 0 && { cut }),
  })
  return withoutFolder(line)
}

function shortened(value: unknown, cut: Record<string, number>, key: string): unknown {
  if (Array.isArray(value)) {
    if (value.length > LONGEST_ARRAY && key !== 'stream') cut[key] = value.length
    return value.slice(0, key === 'stream' ? undefined : LONGEST_ARRAY).map((entry) => shortened(entry, cut, key))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, shortened(entry, cut, name)]))
}

/** The path of the models' folder contains the user's name. */
function withoutFolder(line: string): string {
  return line.replace(
    /(?<=FROM |")(?:\/|[A-Za-z]:\\\\)[^"\n]*?(?=(?:\/|\\\\)blobs(?:\/|\\\\)sha256-)/g,
    '/home/user/.ollama/models',
  )
}
