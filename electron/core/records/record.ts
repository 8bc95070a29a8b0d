import type { Notice } from '#shared/contract/system.ts'
import { parseJson } from '#shared/ollama/fields.ts'
import type { Platform } from '../platform.ts'
import { fail } from '../problem.ts'
import type { Lost } from './read.ts'

/** A value in a file of the data folder, kept in memory and written through. */
export interface RecordFile<T> {
  get(): T
  /**
   * Writes first and changes the value after; one write at a time, in order. While the file is left as it is
   * (see `openRecord`), the value changes for this run only. Throws `not_saved`.
   *
   * @param line what the change adds to the end of a file whose format can be continued so; the whole is
   *   written where the file may not be whole
   */
  update(change: (value: T) => T, line?: string): Promise<T>
}

interface FileFormat<T> {
  /** A plain file name. */
  name: string
  initial: T
  /** Whether the file as it was before the last change is kept beside it, as `name.last-good`; by default it is. */
  keepsLastGood?: boolean
}

/** `migrations[1]` turns a value of version 1 into one of version 2. */
export type Migrations = Readonly<Record<number, (value: unknown) => unknown>>

/** How a value stands in its file: `{ "version": 2, "value": … }`. Every change of the format is a new version. */
export interface RecordFormat<T> extends FileFormat<T> {
  version: number
  /** Reads a value of this version, and notes in `lost` what of it cannot be read; `undefined` where nothing can. */
  read(value: unknown, lost: Lost): T | undefined
  /** A file without a version is of version 0. */
  migrations?: Migrations
}

/** How a value stands in a file that is no JSON envelope. */
export interface TextFormat<T> extends FileFormat<T> {
  parse(text: string): Parsed<T>
  stringify(value: T): string
}

export interface Parsed<T> {
  value: T | undefined
  lost: Lost
  /** The file's own version where it is later than the format's. */
  newer: number | null
  /** Whether lines can be added to the file as it is. */
  isWhole: boolean
}

/**
 * Opens a record and never rejects. What cannot be read is never overwritten, and the user is told by a notice:
 *
 * - a file of which nothing can be read is renamed to `name.unreadable-<time>`; the last good copy takes its place
 * - where only parts cannot be read, the file is copied under such a name, and the rest is used
 * - a file of a later version, or one that can be neither read nor renamed, is left as it is: what can be read
 *   of it is used and changes hold for this run, until the user has it set aside
 */
export async function openRecord<T>(
  { disk, log, clock, notices }: Pick<Platform, 'disk' | 'log' | 'clock' | 'notices'>,
  format: RecordFormat<T> | TextFormat<T>,
): Promise<RecordFile<T>> {
  const { name, initial, keepsLastGood = true } = format
  const { parse, stringify } = 'parse' in format ? format : jsonFormat(format)
  const lastGood = `${name}.last-good`
  let value = initial
  /** What the file holds, as far as it can all be read. */
  let onDisk: string | null = null
  /** Whether the file is left as it is. Of a folder that cannot be written, one notice tells for all files. */
  let isLeft = !disk.isWritable
  /** Whether a line can be added to the file: a write that failed may have left a part of one. */
  let isWhole = false

  const tell = (code: Notice['code'], more: Partial<Notice> = {}, act?: () => Promise<void>) =>
    notices.put({ id: `${code} ${name}`, code, kept: null, ...more, params: { file: name, ...more.params } }, act)
  const copyName = (file: string) => `${file}.unreadable-${clock.now()}`
  const leave = (code: 'newer_version' | 'file_left', params: Notice['params'] = {}) => {
    isLeft = true
    tell(code, { params }, () => inTurn(() => replace(code)))
  }
  /** Whether the file is out of the way now. */
  const setAside = async (file: string, error: unknown): Promise<boolean> => {
    const kept = copyName(file)
    log.error(`${file} could not be read`, error)
    try {
      await disk.rename(file, kept)
    } catch (refusal) {
      log.error(`${file} could not be set aside`, refusal)
      return false
    }
    tell('file_set_aside', { id: `file_set_aside ${file}`, params: { file }, kept })
    return true
  }

  const write = async (next: T, line?: string) => {
    const isAdded = line !== undefined && isWhole
    const fresh = isAdded ? null : stringify(next)
    isWhole = false
    try {
      // The copy guards against a file damaged later; to save without one is better than not to save.
      if (keepsLastGood && onDisk !== null)
        await disk.write(lastGood, onDisk).catch((error: unknown) => log.error(lastGood, error))
      if (fresh === null) await disk.append(name, line ?? '')
      else await disk.write(name, fresh)
    } catch (error) {
      log.error(`${name} could not be written`, error)
      tell('not_saved')
      throw fail('not_saved', { file: name }, { detail: error instanceof Error ? error.message : String(error) })
    }
    isWhole = true
    if (keepsLastGood) onDisk = fresh
    notices.remove(`not_saved ${name}`)
  }
  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <R>(act: () => Promise<R>): Promise<R> => {
    const turn = queue.then(act)
    queue = turn.catch(() => {})
    return turn
  }

  /** The text of a file; `null` where there is none that can be read, which is told. */
  const readText = async (file: string): Promise<{ text: string | null; isThere: boolean }> => {
    try {
      const text = await disk.read(file)
      return { text, isThere: text !== null }
    } catch (error) {
      const isFile = (error as NodeJS.ErrnoException).code !== 'EISDIR'
      // What is no file does not become one. What is one and cannot be read now may be another time.
      if (!isFile && (await setAside(file, error))) return { text: null, isThere: true }
      if (isFile) log.error(`${file} could not be read`, error)
      leave('file_left')
      return { text: null, isThere: true }
    }
  }
  /** Uses what can be read of a text, and tells what cannot. Answers whether anything could. */
  const take = async (file: string, text: string): Promise<boolean> => {
    const { value: read, lost, newer, ...parsed } = parse(text)
    if (newer !== null) {
      leave('newer_version', { version: newer })
      value = read ?? initial
      return true
    }
    if (read === undefined) {
      if (!(await setAside(file, new Error('not a record')))) leave('file_left')
      return false
    }
    value = read
    if (lost.entries + lost.fields.length === 0) {
      onDisk = text
      isWhole = parsed.isWhole && file === name
      return true
    }
    const kept = copyName(file)
    try {
      await disk.write(kept, text)
    } catch (error) {
      log.error(`${file} could not be copied`, error)
      leave('file_left')
      return true
    }
    log.error(
      `parts of ${file} could not be read`,
      new Error(`${lost.entries} entries, fields ${lost.fields.join(' ')}`),
    )
    if (lost.entries > 0) tell('entries_set_aside', { params: { count: lost.entries }, kept })
    if (lost.fields.length > 0) tell('fields_reset', { params: { fields: [...new Set(lost.fields)].join(', ') }, kept })
    // Else the next start would tell it again. A refusal is told by its notice.
    if (!isLeft) await write(read).catch(() => undefined)
    return true
  }
  /** The user's decision about a file that is left as it is. */
  const replace = async (code: Notice['code']) => {
    const kept = copyName(name)
    try {
      if (await isThere(name)) await disk.rename(name, kept)
      if (await isThere(lastGood)) await disk.rename(lastGood, copyName(lastGood))
    } catch (error) {
      log.error(`${name} could not be set aside`, error)
      throw fail('not_saved', { file: name }, { detail: error instanceof Error ? error.message : String(error) })
    }
    isLeft = false
    onDisk = null
    notices.remove(`${code} ${name}`)
    tell('file_replaced', { kept })
    await write(value)
  }
  const isThere = (file: string) =>
    disk.read(file).then(
      (text) => text !== null,
      () => true,
    )

  const file = await readText(name)
  const isUsed = file.text !== null && (await take(name, file.text))
  if (!isUsed && keepsLastGood) {
    const copy = await readText(lastGood)
    if (copy.text !== null && (await take(lastGood, copy.text)) && file.isThere) {
      const aside = notices.all().find(({ id }) => id === `file_set_aside ${name}`)
      notices.remove(`file_set_aside ${name}`)
      tell('last_good_used', { kept: aside?.kept ?? null })
    }
  }

  return {
    get: () => value,
    update: (change, line) =>
      inTurn(async () => {
        const next = change(value)
        if (!isLeft) await write(next, line)
        value = next
        return next
      }),
  }
}

/** A value in its envelope, see `RecordFormat`. */
function jsonFormat<T>({ version, read, migrations = {} }: RecordFormat<T>) {
  return {
    stringify: (value: T) => JSON.stringify({ version, value }, null, 2),
    parse(text: string): Parsed<T> {
      const lost: Lost = { fields: [], entries: 0 }
      // Some editors begin a file with a byte order mark.
      const json = parseJson(text.replace(/^\uFEFF/, ''))
      const found = versionOf(json)
      const saved = found === 0 ? json : (json as { value?: unknown }).value
      try {
        const value = migrate(saved, found, version, migrations)
        const result = value === undefined ? undefined : read(value, lost)
        return { value: result, lost, newer: found > version ? found : null, isWhole: true }
      } catch {
        return { value: undefined, lost, newer: null, isWhole: true }
      }
    },
  }
}

/** The value in the format of version `to`; `undefined` if there is no way. */
export function migrate(value: unknown, from: number, to: number, migrations: Migrations): unknown {
  let migrated = value
  for (let at = from; at < to && migrated !== undefined; at++) migrated = migrations[at]?.(migrated)
  return migrated
}

function versionOf(json: unknown): number {
  if (typeof json !== 'object' || json === null || !('version' in json)) return 0
  return Number.isSafeInteger(json.version) && (json.version as number) > 0 ? (json.version as number) : 0
}
