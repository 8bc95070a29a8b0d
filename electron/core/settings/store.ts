import type { z } from 'zod'
import type { Notice } from '#shared/contract/system.ts'
import type { Disk, Log } from '../platform.ts'
import { fail } from '../problem.ts'

/** A value in a file of the data folder, kept in memory and written through. */
export interface Store<T> {
  get(): T
  /** Writes first and changes the value after; one write at a time, in order. Throws `not_saved`. */
  update(change: (value: T) => T): Promise<T>
  readonly notices: Notice[]
}

/** What every file of the data folder looks like: a version, so that a later Corral can read it. */
interface Envelope {
  version: number
  value: unknown
}

/**
 * Opens `name`. A file that cannot be read is moved aside, never overwritten, and the last good copy
 * (`name.last-good`, written before each change) takes its place; without one, `initial`.
 */
export async function openStore<T>(
  disk: Disk,
  log: Log,
  clock: { now(): number },
  name: string,
  version: number,
  schema: z.ZodType<T>,
  initial: T,
): Promise<Store<T>> {
  const lastGood = `${name}.last-good`
  const notices: Notice[] = []

  const parse = (text: string): T | undefined => {
    try {
      const envelope = JSON.parse(text) as Envelope
      if (typeof envelope !== 'object' || envelope === null || envelope.version > version) return undefined
      const parsed = schema.safeParse(envelope.value)
      return parsed.success ? parsed.data : undefined
    } catch {
      return undefined
    }
  }

  let value = initial
  let onDisk: string | null = null
  const text = await disk.read(name)
  if (text !== null) {
    const read = parse(text)
    if (read !== undefined) {
      value = read
      onDisk = text
    } else {
      const kept = `${name}.unreadable-${clock.now()}`
      await disk.rename(name, kept)
      notices.push({ code: 'file_set_aside', file: name, kept })
      log.error(`${name} could not be read and was set aside as ${kept}`, new Error('unreadable'))
    }
  }
  if (onDisk === null) {
    const copy = await disk.read(lastGood)
    const read = copy === null ? undefined : parse(copy)
    if (read !== undefined) {
      value = read
      onDisk = copy
      if (text !== null) notices.push({ code: 'last_good_used', file: name, kept: lastGood })
    }
  }

  let queue: Promise<unknown> = Promise.resolve()
  return {
    get: () => value,
    notices,
    update(change) {
      const turn = queue.then(async () => {
        const next = change(value)
        const fresh = JSON.stringify({ version, value: next } satisfies Envelope, null, 2)
        try {
          if (onDisk !== null) await disk.write(lastGood, onDisk)
          await disk.write(name, fresh)
        } catch (error) {
          log.error(`${name} could not be written`, error)
          throw fail('not_saved', { file: name }, { detail: error instanceof Error ? error.message : String(error) })
        }
        onDisk = fresh
        value = next
        return next
      })
      queue = turn.catch(() => {})
      return turn
    },
  }
}
