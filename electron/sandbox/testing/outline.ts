import { linesOf, type Reply } from './client.ts'
import type { Recorded } from './recordings.ts'

/** The parts of an answer that are compared. */
export interface Outline {
  status: number
  contentType: string | undefined
  /** Whether it had a content length. */
  length: boolean
  allowedOrigin: unknown
  /** Paths of all keys with their types; the elements of an array are combined. */
  keys: string[]
  /** Statuses of a stream in order without repeats; digests numbered by first occurrence. */
  statuses: string[]
  error: string | undefined
  text: string | undefined
}

function walk(value: unknown, path: string, found: Set<string>): void {
  if (Array.isArray(value)) {
    found.add(`${path} array`)
    for (const item of value) walk(item, `${path}[]`, found)
  } else if (typeof value === 'object' && value !== null) {
    found.add(`${path} object`)
    for (const [key, item] of Object.entries(value)) walk(item, `${path}/${key}`, found)
  } else {
    found.add(`${path} ${value === null ? 'null' : typeof value}`)
  }
}

function keysOf(values: unknown[]): string[] {
  const found = new Set<string>()
  for (const value of values) walk(value, '', found)
  return [...found].sort()
}

/** Replaces digests of any length by numbers. */
function numbered(): (text: string) => string {
  const known = new Map<string, number>()
  return (text) =>
    text.replace(/\b[0-9a-f]{64}\b|(?<=pulling |pushing )[0-9a-f]{12}\b/g, (digest) => {
      const key = digest.slice(0, 12)
      if (!known.has(key)) known.set(key, known.size + 1)
      return `#${known.get(key)}`
    })
}

function outline(
  status: number,
  headers: Record<string, unknown>,
  content: { json?: unknown; text?: string | undefined; lines?: unknown[] | undefined },
): Outline {
  const number = numbered()
  const values = content.lines ?? (content.json === undefined ? [] : [content.json])
  const statuses: string[] = []
  let error: string | undefined
  for (const value of values) {
    const line = value as { status?: unknown; error?: unknown }
    if (typeof line?.error === 'string') error = number(line.error)
    if (!content.lines || typeof line?.status !== 'string') continue
    const text = number(line.status)
    if (text !== statuses.at(-1)) statuses.push(text)
  }
  const contentType = headers['content-type']
  return {
    status,
    contentType: typeof contentType === 'string' ? contentType : undefined,
    length: headers['content-length'] !== undefined,
    allowedOrigin: headers['access-control-allow-origin'],
    keys: keysOf(values),
    statuses,
    error,
    text: content.text,
  }
}

export function outlineOfRecording({ response }: Recorded): Outline {
  const { status, headers, json, text, stream } = response
  return outline(status, headers, { json, text, lines: stream?.map(({ line }) => line) })
}

/** The outline of an answer, read in the form of the recording: JSON, text or a stream. */
export function outlineOf(reply: Reply, { response }: Recorded): Outline {
  const { status, headers, text } = reply
  if (response.stream)
    return outline(status, headers, { lines: linesOf({ text: text.slice(0, text.lastIndexOf('\n') + 1) || text }) })
  if ('json' in response) return outline(status, headers, { json: JSON.parse(text) as unknown })
  return outline(status, headers, { text })
}
