import { createHash } from 'node:crypto'
import { parseJson } from '#shared/ollama/fields.ts'
import type { Platform } from '../platform.ts'
import type { Lost } from '../records/read.ts'
import { openRecord, type Parsed, type RecordFormat } from '../records/record.ts'

/** A map of values by id, stored as an append-only file of lines with checksums. A change writes one line. */
export interface Journal<T> {
  get(id: string): T | undefined
  /** In the order in which the ids were added. */
  all(): T[]
  /**
   * Sets the value of an id. The change is on disk when this resolves. If the write fails, this throws `not_saved`, the
   * change stays in memory, and the next successful write includes it.
   */
  put(id: string, value: T): Promise<void>
  /** Removes values, in the same way. */
  remove(ids: readonly string[]): Promise<void>
}

export interface JournalFormat<T> {
  /** A plain file name. */
  name: string
  version: number
  /** Reads a value of this version; `undefined` if it is invalid. */
  read(value: unknown): T | undefined
  /** `migrations[1]` converts a value of version 1 to version 2. */
  migrations?: Readonly<Record<number, (value: unknown) => unknown>>
}

/** The file is rewritten when it has this many outdated lines. */
const MOST_REPLACED = 1000

/** Hex digits of the SHA-256 of a line's JSON. A damaged line passes with a probability of 2^-32. */
const CHECKSUM_LENGTH = 8

/**
 * Opens a journal and never rejects. An incomplete last line, left by a crash during a write, is dropped. For any other
 * invalid line the file is copied and the user is notified, as in `openRecord`; all other lines are used.
 *
 * @param isKept which values to keep; the others are removed from the file
 */
export async function openJournal<T>(
  platform: Pick<Platform, 'disk' | 'log' | 'clock' | 'notices'>,
  format: JournalFormat<T>,
  isKept: (value: T, index: number, all: T[]) => boolean = () => true,
): Promise<Journal<T>> {
  let lines = 0
  const record = await openRecord<Map<string, T>>(platform, {
    ...recordFormat(format, (count) => (lines = count)),
    initial: new Map(),
  })
  const found = [...record.get()]
  const values = found.map(([, value]) => value)
  const held = new Map(found.filter(([, value], index) => isKept(value, index, values)))

  const add = async (added: { id: string; value: T | null }[]) => {
    lines += added.length
    const isDue = lines > held.size + MOST_REPLACED
    if (isDue) lines = held.size
    await record.update(() => held, isDue ? undefined : added.map(toLine).join(''))
  }
  return {
    get: (id) => held.get(id),
    all: () => [...held.values()],
    put(id, value) {
      held.set(id, value)
      return add([{ id, value }])
    },
    async remove(ids) {
      const gone = ids.filter((id) => held.delete(id))
      if (gone.length > 0) await add(gone.map((id) => ({ id, value: null })))
    },
  }
}

function recordFormat<T>(
  { name, version, read, migrations = {} }: JournalFormat<T>,
  counted: (lines: number) => void,
): Omit<RecordFormat<Map<string, T>>, 'initial'> {
  const parse = (text: string): Parsed<Map<string, T>> => {
    const pieces = text.split('\n')
    const isTorn = pieces.pop() !== ''
    const lines = pieces.map(fromLine)
    counted(lines.length)
    const lost: Lost = { fields: [], entries: lines.filter((line) => line === undefined).length }
    const header = lines.find((line) => line !== undefined && line['journal'] === name)
    if (lines.every((line) => line === undefined)) return { value: undefined, lost, newer: null, isWhole: false }
    const from = typeof header?.['version'] === 'number' ? header['version'] : version

    const value = new Map<string, T>()
    for (const line of lines) {
      if (line === undefined || line === header || typeof line['id'] !== 'string') continue
      if (line['value'] === null) {
        value.delete(line['id'])
        continue
      }
      let entry: unknown = line['value']
      for (let at = from; at < version && entry !== undefined; at++) entry = migrations[at]?.(entry)
      const result = read(entry)
      if (result === undefined) lost.entries += 1
      else value.set(line['id'], result)
    }
    return { value, lost, newer: from > version ? from : null, isWhole: !isTorn && from === version }
  }
  return {
    name,
    version,
    // The file is append-only and has checksums, so a copy adds nothing.
    keepsLastGood: false,
    read: () => undefined,
    codec: {
      parse,
      stringify: (values) =>
        toLine({ journal: name, version }) + [...values].map(([id, value]) => toLine({ id, value })).join(''),
    },
  }
}

const checksum = (json: string) => createHash('sha256').update(json).digest('hex').slice(0, CHECKSUM_LENGTH)

function toLine(value: object): string {
  const json = JSON.stringify(value)
  return `${checksum(json)} ${json}\n`
}

function fromLine(line: string): Record<string, unknown> | undefined {
  const json = line.slice(CHECKSUM_LENGTH + 1)
  if (line[CHECKSUM_LENGTH] !== ' ' || line.slice(0, CHECKSUM_LENGTH) !== checksum(json)) return undefined
  const value = parseJson(json)
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
}
