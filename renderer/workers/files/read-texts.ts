import { MAX_TEXT_CHARACTERS } from '#shared/contract/embedding-bounds.ts'
import { tableEntries } from './csv.ts'
import { groupName, splitLines, type Entry } from './entry.ts'

/** A larger file exceeds the bounds of a run in every encoding. */
export const MAX_TEXT_FILE_BYTES = 8 * MAX_TEXT_CHARACTERS

export type TextsFault =
  | { fault: 'too_large' | 'no_texts' | 'binary' }
  /** A line of a .jsonl file that is neither a text nor an object with one. */
  | { fault: 'line'; line: number }

/** The texts of a .csv, .tsv, .jsonl or plain text file, by its extension. */
export async function readTexts(file: File): Promise<{ entries: Entry[] } | TextsFault> {
  if (file.size > MAX_TEXT_FILE_BYTES) return { fault: 'too_large' }
  const text = decode(new Uint8Array(await file.arrayBuffer()))
  if (text.includes('\0')) return { fault: 'binary' }
  const read = await entriesOf(text, /\.(\w+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '')
  return 'entries' in read && read.entries.length === 0 ? { fault: 'no_texts' } : read
}

async function entriesOf(text: string, kind: string): Promise<{ entries: Entry[] } | TextsFault> {
  if (kind === 'jsonl' || kind === 'ndjson') return jsonLines(text)
  if (kind === 'csv' || kind === 'tsv') {
    const { default: papa } = await import('papaparse')
    return { entries: tableEntries(papa.parse<string[]>(text, { skipEmptyLines: 'greedy' }).data) }
  }
  return { entries: splitLines(text).map((line) => ({ text: line, group: null })) }
}

/** UTF-8, or UTF-16 with a byte order mark; otherwise GB18030, which Chinese spreadsheets write. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

const textKeys = ['text', 'content', 'input', 'sentence', 'document', 'question']
const groupKeys = ['group', 'label', 'category', 'class', 'topic']

function jsonLines(text: string): { entries: Entry[] } | TextsFault {
  const entries: Entry[] = []
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue
    const entry = entryOf(parse(line))
    if (entry === null) return { fault: 'line', line: at + 1 }
    if (entry.text !== '') entries.push(entry)
  }
  return { entries }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return undefined
  }
}

function entryOf(value: unknown): Entry | null {
  if (typeof value === 'string') return { text: value.trim(), group: null }
  if (typeof value !== 'object' || value === null) return null
  const fields = value as Record<string, unknown>
  const text = textKeys.map((key) => fields[key]).find((field) => typeof field === 'string')
  const group = groupKeys
    .map((key) => fields[key])
    .find((field) => typeof field === 'string' || typeof field === 'number')
  return text === undefined ? null : { text: text.trim(), group: group === undefined ? null : groupName(String(group)) }
}
