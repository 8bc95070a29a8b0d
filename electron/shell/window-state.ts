import { z } from 'zod'
import type { Platform } from '../core/platform.ts'
import { readEntries, readFields } from '../core/records/read.ts'
import { openRecord, type RecordFormat } from '../core/records/record.ts'
import { MOST_DISPLAYS, placeSchema, type Places } from './window-place.ts'

export interface WindowState {
  places: Places
  /** Whether the user was told where the window goes when it is closed. */
  saidClosing: boolean
}

const fields = { places: z.array(z.unknown()).default([]), saidClosing: z.boolean().default(false) }

const windowFormat: RecordFormat<WindowState> = {
  name: 'window.json',
  version: 1,
  initial: { places: [], saidClosing: false },
  migrations: { 0: (value) => value },
  keepsLastGood: false,
  read(value, lost) {
    const read = readFields(fields, value, lost)
    if (!read) return undefined
    const places = readEntries(read.places, lost, (entry) => placeSchema.safeParse(entry).data)
    return { ...read, places: places.slice(0, MOST_DISPLAYS) }
  },
}

export interface WindowStore {
  get(): WindowState
  /** Resolves when it is written, or its failure reported. */
  set(change: Partial<WindowState>): Promise<void>
}

/** The stored state of the window. */
export async function openWindowState(
  files: Pick<Platform, 'disk' | 'log' | 'clock' | 'notices'>,
): Promise<WindowStore> {
  const record = await openRecord(files, windowFormat)
  let state = record.get()
  return {
    get: () => state,
    async set(change) {
      state = { ...state, ...change }
      await record.update(() => state).catch(() => undefined)
    },
  }
}
