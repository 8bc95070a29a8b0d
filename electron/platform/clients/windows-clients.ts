import path from 'node:path'
import type { ReadClients } from '../../core/platform.ts'
import type { RunProgram } from '../run-program.ts'

/** PowerShell has both lists, too, but takes more than a second to start. */
const folder = path.win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32')
const tools = { netstat: path.win32.join(folder, 'NETSTAT.EXE'), tasklist: path.win32.join(folder, 'tasklist.exe') }

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * The processes with a connection to a port of this computer, of the output of `netstat -ano`, one for each connection.
 * The words for the state are in the system's language; connections that are over belong to process 0.
 */
export function readNetstat(text: string, port: number): number[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const columns = line.trim().split(/\s+/)
    const [protocol, , remote = ''] = columns
    const pid = Number(columns.at(-1))
    const [, address = '', remotePort] = /^(.*):(\d+)$/.exec(remote) ?? []
    const isIt = protocol === 'TCP' && LOOPBACK.test(address) && Number(remotePort) === port
    return isIt && columns.length > 4 && pid > 0 ? [pid] : []
  })
}

/** The names of processes, of the output of `tasklist /FO CSV /NH`. */
export function readTasklist(text: string): Map<number, string> {
  return new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const [, name, pid] = /^"(.+?)","(\d+)",/.exec(line) ?? []
      return name === undefined ? [] : [[Number(pid), name.replace(/\.exe$/i, '')] as const]
    }),
  )
}

export function createWindowsClients(run: RunProgram, own = process.pid, { netstat, tasklist } = tools): ReadClients {
  return async (port) => {
    const pids = readNetstat(await run(netstat, ['-ano']), port).filter((pid) => pid !== own)
    if (pids.length === 0) return { names: [], unnamed: 0 }
    const known = readTasklist(await run(tasklist, ['/FO', 'CSV', '/NH']))
    const names = [...new Set(pids)].flatMap((pid) => known.get(pid) ?? [])
    return { names, unnamed: pids.filter((pid) => !known.has(pid)).length }
  }
}
