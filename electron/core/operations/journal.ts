import * as crypto from 'node:crypto'
import { parseJson } from '#shared/ollama/fields.ts'
import type { Platform } from '../platform.ts'
import type { Lost } from '../records/read.ts'
import { migrate, openRecord, type Migrations, type Parsed, type TextFormat } from '../records/record.ts'

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
  /**
   * Reads a value of an earlier or later version; `undefined` if it is invalid. Values of this version are used as they
   * were written, so that every change of the format needs a new version.
   */
  read(value: unknown): T | undefined
  migrations?: Migrations
}

/** The file is rewritten when it has this many outdated lines. */
const MOST_REPLACED = 500

/** A value, and the characters of its line. */
export interface Stored<T> {
  value: T
  size: number
}

/** Hex digits of the SHA-256 of a line's JSON. A damaged line passes with a probability of 2^-32. */
const CHECKSUM_LENGTH = 8

/**
 * Opens a journal and never rejects. An incomplete last line, left by a crash during a write, is dropped. For any other
 * invalid line the file is copied and the user is notified, as in `openRecord`; all other lines are used.
 *
 * @param keep selects the values to keep. It is asked at the start and before the file is written anew; the others are
 *   removed from memory and file.
 */
export async function openJournal<T>(
  platform: Pick<Platform, 'disk' | 'log' | 'clock' | 'notices'>,
  format: JournalFormat<T>,
  keep: (values: readonly Stored<T>[]) => readonly Stored<T>[] = (values) => values,
): Promise<Journal<T>> {
  let lines = 0
  const record = await openRecord(
    platform,
    textFormat(format, (count) => (lines = count)),
  )
  const held = new Map(record.get())
  const prune = () => {
    const kept = new Set(keep([...held.values()]))
    for (const [id, value] of held) if (!kept.has(value)) held.delete(id)
  }
  prune()

  const write = async (added: readonly string[]) => {
    lines += added.length
    const isDue = lines > held.size + MOST_REPLACED
    if (isDue) {
      prune()
      lines = held.size
    }
    await record.update(() => held, isDue ? undefined : added.join(''))
  }
  let batch: { lines: string[]; written: Promise<void> } | null = null
  let last: Promise<unknown> = Promise.resolve()
  /** Lines that are added while an earlier write is under way are written together, as each write waits for the disk. */
  const add = (added: readonly string[]): Promise<void> => {
    if (batch) {
      batch.lines.push(...added)
      return batch.written
    }
    const together = [...added]
    const written = last.then(() => {
      batch = null
      return write(together)
    })
    batch = { lines: together, written }
    last = written.catch(() => {})
    return written
  }
  return {
    get: (id) => held.get(id)?.value,
    all: () => [...held.values()].map(({ value }) => value),
    put(id, value) {
      const line = toLine({ id, value })
      held.set(id, { value, size: line.length })
      return add([line])
    },
    async remove(ids) {
      const gone = ids.filter((id) => held.delete(id))
      if (gone.length > 0) await add(gone.map((id) => toLine({ id, value: null })))
    },
  }
}

function textFormat<T>(
  { name, version, read, migrations = {} }: JournalFormat<T>,
  counted: (lines: number) => void,
): TextFormat<Map<string, Stored<T>>> {
  const parse = (text: string): Parsed<Map<string, Stored<T>>> => {
    const pieces = text.split('\n')
    const isTorn = pieces.pop() !== ''
    const lines = pieces.map(fromLine)
    counted(lines.length)
    const lost: Lost = { fields: [], entries: lines.filter((line) => line === undefined).length }
    const header = lines.find((line) => line !== undefined && line['journal'] === name)
    if (lines.every((line) => line === undefined)) return { value: undefined, lost, newer: null, isWhole: false }
    const from = typeof header?.['version'] === 'number' ? header['version'] : version

    // Checksums tell that its values are as they were written: to check each of them again would double the time.
    const isCurrent = header !== undefined && from === version
    const value = new Map<string, Stored<T>>()
    for (const [index, line] of lines.entries()) {
      if (line === undefined || line === header || typeof line['id'] !== 'string') continue
      if (line['value'] === null) {
        value.delete(line['id'])
        continue
      }
      const entry = migrate(line['value'], from, version, migrations)
      const result = isCurrent ? (entry as T) : read(entry)
      if (result === undefined) lost.entries += 1
      else value.set(line['id'], { value: result, size: pieces[index]?.length ?? 0 })
    }
    return { value, lost, newer: from > version ? from : null, isWhole: !isTorn && from === version }
  }
  return {
    name,
    initial: new Map(),
    // The file is append-only and has checksums, so a copy adds nothing.
    keepsLastGood: false,
    parse,
    stringify: (values) =>
      toLine({ journal: name, version }) + [...values].map(([id, { value }]) => toLine({ id, value })).join(''),
  }
}

/** Node before 20.12 has no `hash`, which takes a quarter of the time. */
const { createHash, hash } = crypto as Pick<typeof crypto, 'createHash'> & Partial<Pick<typeof crypto, 'hash'>>
const sha256 = (json: string) => hash?.('sha256', json) ?? createHash('sha256').update(json).digest('hex')

const checksum = (json: string) => sha256(json).slice(0, CHECKSUM_LENGTH)

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
