import { z } from 'zod'
import type { LibraryView } from '#shared/contract/library.ts'
import type { Platform } from '../platform.ts'
import { readEntries, readFields } from '../records/read.ts'
import { openRecord, type RecordFile, type RecordFormat } from '../records/record.ts'

const columnId = z.string().min(1).max(40)
const columnFields = { id: columnId, width: z.number().int().min(30).max(800), shown: z.boolean().default(true) }
const fields = {
  columns: z.array(z.unknown()).max(40).default([]),
  sort: z.object({ column: columnId, desc: z.boolean() }).default({ column: 'name', desc: false }),
  group: z.enum(['none', 'family', 'weights']).default('none'),
  inspectorWidth: z.number().int().min(100).max(10_000).nullable().default(null),
}

/** How the list is looked at, as it stands in its file, read column by column. */
export const libraryViewFormat: RecordFormat<LibraryView> = {
  name: 'library.json',
  version: 1,
  initial: z.object(fields).parse({}) as LibraryView,
  read(value, lost) {
    const read = readFields(fields, value, lost)
    if (!read) return undefined
    return { ...read, columns: readEntries(read.columns, lost, (entry) => readFields(columnFields, entry, lost)) }
  },
}

/** How the list is looked at: one for all hosts. */
export function openLibraryView(platform: Platform): Promise<RecordFile<LibraryView>> {
  return openRecord(platform, libraryViewFormat)
}
