import path from 'node:path'
import log from 'electron-log/node'
import type { Log } from '../core/machine.ts'

const MAX_BYTES = 1024 * 1024

/** A file in the data folder, turned over at a megabyte; nothing on the console, which belongs to the user. */
export function openLog(folder: string): Log {
  log.transports.console.level = false
  log.transports.file.resolvePathFn = () => path.join(folder, 'logs', 'corral.log')
  log.transports.file.maxSize = MAX_BYTES
  return {
    info: (text) => log.info(text),
    error: (text, error) => log.error(text, error),
  }
}
