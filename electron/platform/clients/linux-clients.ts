import { readdir, readFile, readlink } from 'node:fs/promises'
import path from 'node:path'
import type { ReadClients } from '../../core/platform.ts'

const ESTABLISHED = '01'
/** 127.0.0.0/8, ::1, and the former as an IPv6 address: each group of eight digits is in the order of the machine. */
const LOOPBACK = /^([\dA-F]{6}7F|0{24}01000000|0{16}FFFF0000[\dA-F]{6}7F)$/

/** The inodes of sockets connected to a port of this computer, of `/proc/net/tcp` or `tcp6`. */
export function clientSockets(text: string, port: number): string[] {
  return text.split('\n').flatMap((line) => {
    const [, , remote = '', state, , , , , , inode] = line.trim().split(/\s+/)
    const [address = '', remotePort = ''] = remote.split(':')
    const isIt = state === ESTABLISHED && LOOPBACK.test(address) && parseInt(remotePort, 16) === port
    return isIt && inode !== undefined && inode !== '0' ? [inode] : []
  })
}

/** Sockets of other users' processes are counted only: their owners are not told. */
export function createLinuxClients(proc = '/proc', own = process.pid): ReadClients {
  const file = (...names: string[]) => path.join(proc, ...names)
  const textOf = (...names: string[]) => readFile(file(...names), 'utf8').catch(() => null)
  const socketsOf = async (pid: string): Promise<string[]> => {
    const names = await readdir(file(pid, 'fd')).catch(() => [])
    const links = await Promise.all(names.map((name) => readlink(file(pid, 'fd', name)).catch(() => '')))
    return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? [])
  }
  return async (port) => {
    const tables = (await Promise.all([textOf('net', 'tcp'), textOf('net', 'tcp6')])).filter((text) => text !== null)
    if (tables.length === 0) throw new Error(`${proc}/net has no table of connections`)
    const open = new Set(tables.flatMap((text) => clientSockets(text, port)))
    for (const socket of await socketsOf(String(own))) open.delete(socket)
    const names: string[] = []
    const pids = open.size === 0 ? [] : await readdir(proc)
    for (const pid of pids.filter((name) => /^\d+$/.test(name))) {
      if (open.size === 0) break
      // A process and its child may share a socket: it counts for the first.
      const found = (await socketsOf(pid)).filter((socket) => open.delete(socket))
      const name = found.length === 0 ? null : await textOf(pid, 'comm')
      if (name !== null) names.push(name.trim())
    }
    return { names, unnamed: open.size }
  }
}
