import type { z } from 'zod'

/** What of a file could not be read, for its notice. */
export interface Lost {
  /** Names of fields that got their default. */
  fields: string[]
  /** Entries of lists that were left out. */
  entries: number
}

/**
 * Reads an object field by field. A field that is not as its schema has it gets the schema's default and is
 * noted in `lost`; where a field without a default is missing or wrong, the whole is `undefined`. Fields that
 * the schema does not name are passed over.
 */
export function readFields<S extends z.ZodRawShape>(
  shape: S,
  value: unknown,
  lost: Lost,
): z.output<z.ZodObject<S>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const fields = value as Record<string, unknown>
  const reset: string[] = []
  const read: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(shape) as [string, z.ZodType][]) {
    const given = schema.safeParse(fields[name])
    const result = given.success ? given : schema.safeParse(undefined)
    if (!result.success) return undefined
    if (!given.success) reset.push(name)
    read[name] = result.data
  }
  lost.fields.push(...reset)
  return read as z.output<z.ZodObject<S>>
}

/** Reads a list entry by entry; those that are `undefined` to `readEntry` are left out and counted in `lost`. */
export function readEntries<T>(
  list: readonly unknown[],
  lost: Lost,
  readEntry: (entry: unknown) => T | undefined,
): T[] {
  const read = list.map(readEntry).filter((entry): entry is T & ({} | null) => entry !== undefined)
  lost.entries += list.length - read.length
  return read
}

/** Counts what is beyond a bound as lost. */
export function within<T>(read: T[], lost: Lost, fit: (items: T[]) => T[]): T[] {
  const kept = fit(read)
  lost.entries += read.length - kept.length
  return kept
}
