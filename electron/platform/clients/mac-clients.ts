import type { ReadClients } from '../../core/platform.ts'
import type { RunProgram } from '../run-program.ts'

/** `-F` prints each field on a line of its own, after a letter: process, command and, for each file, its name. */
const args = (port: number) => ['-nP', '+c', '0', `-iTCP:${port}`, '-sTCP:ESTABLISHED', '-F', 'pcn']

/** The processes with a connection to a port, of the output of `lsof -F pcn`. */
export function readLsof(text: string, port: number): { pid: number; name: string }[] {
  const clients: { pid: number; name: string }[] = []
  let process = { pid: 0, name: '' }
  for (const line of text.split('\n')) {
    const value = line.slice(1)
    if (line.startsWith('p')) process = { pid: Number(value), name: '' }
    // A character that is none of ASCII is written as \x20 with its code.
    if (line.startsWith('c')) process.name = value.replaceAll(/(?:\\x[\da-f]{2})+/gi, unescaped)
    const remote = /->.*:(\d+)$/.exec(line.startsWith('n') ? value : '')?.[1]
    if (Number(remote) === port && !clients.includes(process)) clients.push(process)
  }
  return clients
}

function unescaped(codes: string): string {
  return Buffer.from(codes.replaceAll('\\x', ''), 'hex').toString('utf8')
}

/** Processes of other users are not listed at all. */
export function createMacClients(run: RunProgram, own = process.pid, lsof = '/usr/sbin/lsof'): ReadClients {
  return async (port) => {
    const clients = readLsof(await run(lsof, args(port)), port).filter(({ pid }) => pid !== own)
    return { names: clients.map(({ name }) => name), unnamed: 0 }
  }
}
