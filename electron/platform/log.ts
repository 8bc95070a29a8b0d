import { access, constants, mkdir, open, stat } from 'node:fs/promises'
import path from 'node:path'
import log from 'electron-log/node'
import type { LogFile } from '../core/platform.ts'

const MAX_BYTES = 1024 * 1024

/**
 * A file in the data folder, rotated at a megabyte; nothing is written to the console. Write to it only through
 * `redactedLog`.
 */
export function openLog(folder: string): LogFile {
  log.transports.console.level = false
  const file = path.join(folder, 'logs', 'corral.log')
  log.transports.file.resolvePathFn = () => file
  log.transports.file.maxSize = MAX_BYTES
  return {
    file,
    tail: (bytes) => readEnd(file, bytes),
    info: (text) => log.info(text),
    error: (text, error) => log.error(text, error),
  }
}

/** Why nothing can be written to a log; `null` if it can. */
export async function logFault(file: string): Promise<Error | null> {
  try {
    const folder = path.dirname(file)
    await mkdir(folder, { recursive: true })
    // Does not create the file: a start without messages leaves no log.
    const there = await stat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
    if (there && !there.isFile()) return new Error(`${file} is no file`)
    await access(there ? file : folder, constants.W_OK)
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** The last bytes of a file; empty without it. The first line may be incomplete. */
async function readEnd(file: string, bytes: number): Promise<string> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw error
  })
  if (handle === null) return ''
  try {
    const { size } = await handle.stat()
    const from = Math.max(0, size - bytes)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}
