import { z } from 'zod'
import type { Disk, Log } from '../core/platform.ts'
import { placesSchema } from './window-place.ts'

const FILE = 'window.json'

const stateSchema = z.object({
  places: placesSchema,
  /** Whether the user was told where the window went when it was closed for the first time. */
  saidClosing: z.boolean(),
})
export type WindowState = z.infer<typeof stateSchema>

export interface WindowStore {
  get(): WindowState
  set(change: Partial<WindowState>): void
}

/** What is remembered of the window. It is worth no notice: what cannot be read is measured anew. */
export async function openWindowState(disk: Disk, log: Log): Promise<WindowStore> {
  let state: WindowState = { places: [], saidClosing: false }
  const text = await disk.read(FILE).catch(() => null)
  try {
    if (text !== null) state = stateSchema.parse(JSON.parse(text))
  } catch (error) {
    log.error(FILE, error)
  }
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change }
      disk.write(FILE, JSON.stringify(state)).catch((error: unknown) => log.error(FILE, error))
    },
  }
}
