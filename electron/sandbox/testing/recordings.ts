import { readFileSync } from 'node:fs'
import { versions } from '../generations.ts'

export interface Recorded {
  request: { method: string; path: string; headers: Record<string, string>; body: unknown }
  response: {
    status: number
    headers: Record<string, string>
    json?: unknown
    text?: string
    stream?: { ms: number; line: Record<string, unknown> }[]
  }
  ms: number
  aborted?: boolean
  note?: string
}

/** The exchanges of one file of a version's recordings, in order. */
export function recorded(version: string, file: string): Recorded[] {
  const text = readFileSync(new URL(`../recordings/${version}/${file}.jsonl`, import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Recorded)
}

export const recordedFiles = [
  'basics',
  'show',
  'copy-delete',
  'running',
  'embed',
  'create-blobs',
  'pull',
  'push',
] as const

/** The exchanges of all versions. */
export function allRecorded(): Recorded[] {
  return versions.flatMap((version) => recordedFiles.flatMap((file) => recorded(version, file)))
}

export function title({ request, note }: Recorded, index: number): string {
  return `${index + 1} ${request.method} ${request.path.slice(0, 60)}${note ? `: ${note}` : ''}`
}
