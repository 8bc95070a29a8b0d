import path from 'node:path'
import { parseArgs } from 'node:util'
import type { LaunchOptions } from './core/platform.ts'
import table from './flags.json'

export interface Flags extends Pick<LaunchOptions, 'host' | 'sandbox'> {
  port: number
  data: string | null
  hidden: boolean
}

/**
 * Reads Corral's own switches and ignores all others, since those of Electron and Chromium are in the same command
 * line. The start script has already refused invalid ones.
 */
export function readFlags(args: string[]): Flags {
  const options = Object.fromEntries(table.map(({ name, type }) => [name, { type: type as 'boolean' | 'string' }]))
  const { values } = parseArgs({ args, options, strict: false, allowPositionals: true })
  const text = (name: string): string | null => {
    const value = values[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const port = Number(text('port') ?? 0)
  const data = text('data')
  return {
    port: Number.isInteger(port) && port >= 0 && port <= 65535 ? port : 0,
    host: text('host'),
    sandbox: values['sandbox'] === true,
    data: data === null ? null : path.resolve(data),
    hidden: values['hidden'] === true,
  }
}
