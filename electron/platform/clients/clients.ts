import { execFile } from 'node:child_process'
import type { ReadClients } from '../../core/platform.ts'
import { createLinuxClients } from './linux-clients.ts'
import { createMacClients } from './mac-clients.ts'
import { createWindowsClients } from './windows-clients.ts'

/** Runs a program without a shell and gives its output. Rejects if it is missing, is killed or takes longer. */
export type Run = (file: string, args: readonly string[]) => Promise<string>

const LONGEST = 5_000
const MOST_OUTPUT = 8 * 2 ** 20

/** `lsof` ends with 1 if it finds nothing, which is no failure. */
export const run: Run = (file, args) =>
  new Promise((resolve, reject) => {
    const options = { timeout: LONGEST, killSignal: 'SIGKILL', maxBuffer: MOST_OUTPUT, windowsHide: true } as const
    execFile(file, [...args], options, (error, stdout) => {
      if (error && error.code !== 1) reject(error)
      else resolve(stdout)
    })
  })

/** The look at connections of this system; `null` where Corral knows none. It needs no privileges. */
export function clientsReader(platform: NodeJS.Platform = process.platform): ReadClients | null {
  if (platform === 'linux') return createLinuxClients()
  if (platform === 'darwin') return createMacClients(run)
  return platform === 'win32' ? createWindowsClients(run) : null
}
