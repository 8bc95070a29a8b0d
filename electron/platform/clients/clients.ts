import type { ReadClients } from '../../core/platform.ts'
import { programRunner } from '../run-program.ts'
import { createLinuxClients } from './linux-clients.ts'
import { createMacClients } from './mac-clients.ts'
import { createWindowsClients } from './windows-clients.ts'

/** `lsof` ends with 1 if it finds nothing. */
export const run = programRunner({ longest: 5_000, mostOutput: 8 * 2 ** 20, alsoFine: 1 })

/** The look at connections of this system; `null` where Corral knows none. It needs no privileges. */
export function clientsReader(platform: NodeJS.Platform = process.platform): ReadClients | null {
  if (platform === 'linux') return createLinuxClients()
  if (platform === 'darwin') return createMacClients(run)
  return platform === 'win32' ? createWindowsClients(run) : null
}
