import path from 'node:path'
import log from 'electron-log/node'
import type { Log } from '../core/machine.ts'
import { redact, redactError } from '../core/redact.ts'

const MAX_BYTES = 1024 * 1024

export function logFile(folder: string): string {
  return path.join(folder, 'logs', 'corral.log')
}

/**
 * A file in the data folder, turned over at a megabyte; nothing on the console, which belongs to the
 * user, and nothing that opens a door.
 */
export function openLog(folder: string): Log {
  log.transports.console.level = false
  log.transports.file.resolvePathFn = () => logFile(folder)
  log.transports.file.maxSize = MAX_BYTES
  return {
    info: (text) => log.info(redact(text)),
    error: (text, error) => log.error(redact(text), redactError(error)),
  }
}
