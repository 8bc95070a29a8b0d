import { readdir, readFile, readlink, stat } from 'node:fs/promises'
import path from 'node:path'
import type { OllamaProcess } from '../../core/memory/machine-memory.ts'

const LISTEN = '0A'

/** The sockets that listen on a port, of `/proc/net/tcp` or `tcp6`. */
export function listenersOf(text: string, port: number): { inode: string; uid: number }[] {
  // A busy computer has thousands of lines.
  const local = new RegExp(
    `^ *\\d+: [\\dA-F]+:${port.toString(16).toUpperCase().padStart(4, '0')} [\\dA-F:]+ ${LISTEN} .*$`,
    'gm',
  )
  return (text.match(local) ?? []).flatMap((line) => {
    const [, , , , , , , uid, , inode] = line.trim().split(/\s+/)
    return inode === undefined ? [] : [{ inode, uid: Number(uid) }]
  })
}

/** Name and parent of a process, of `/proc/<pid>/stat`. The name may hold spaces and brackets. */
export function readStat(text: string): { name: string; parent: number } | null {
  const [, name, parent] = /^\d+ \((.*)\) \S (\d+) /s.exec(text) ?? []
  return name === undefined ? null : { name, parent: Number(parent) }
}

export function readResident(status: string): number | null {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  return kib === undefined ? null : Number(kib) * 1024
}

interface Known {
  name: string
  parent: number
}

/** The server's name, and before 0.30 that of its runners; Nix wraps it as `.ollama-wrapped`. */
const OLLAMA = /^\.?ollama/
/** Processes whose name or parent may still change: a child has its parent's name until it runs its own program. */
const UNSETTLED = /^\.?ollama|^llama-server/

/** The processes of Ollama servers on this computer, from `/proc`. */
export function createLinuxProcesses(proc = '/proc') {
  const file = (...names: (string | number)[]) => path.join(proc, ...names.map(String))
  const textOf = (...names: (string | number)[]) => readFile(file(...names), 'utf8').catch(() => null)
  /** Names and parents of the others do not matter when they change, so that only new processes are read. */
  let known = new Map<number, Known>()

  async function list(): Promise<Map<number, Known>> {
    const pids = (await readdir(proc)).filter((name) => /^\d+$/.test(name)).map(Number)
    const now = new Map<number, Known>()
    for (const pid of pids) {
      const before = known.get(pid)
      const isSettled = before !== undefined && !UNSETTLED.test(before.name)
      const process = isSettled ? before : readStat((await textOf(pid, 'stat')) ?? '')
      if (process) now.set(pid, process)
    }
    return (known = now)
  }

  /** Whether a process has a socket; of another user's process only the owner can be compared. */
  async function hasSocket(pid: number, { inode, uid }: { inode: string; uid: number }): Promise<boolean> {
    try {
      const names = await readdir(file(pid, 'fd'))
      const links = await Promise.all(names.map((name) => readlink(file(pid, 'fd', name)).catch(() => '')))
      return links.includes(`socket:[${inode}]`)
    } catch {
      return stat(file(pid)).then(
        (owner) => owner.uid === uid,
        () => false,
      )
    }
  }

  /** By port. A server listens as long as it lives, and the table of connections is costly to read. */
  const servers = new Map<number, number>()

  async function serverAt(port: number, processes: ReadonlyMap<number, Known>): Promise<number | null> {
    const before = servers.get(port)
    if (before !== undefined && OLLAMA.test(processes.get(before)?.name ?? '')) return before
    servers.delete(port)
    const tables = await Promise.all([textOf('net', 'tcp'), textOf('net', 'tcp6')])
    const listeners = tables.flatMap((text) => (text === null ? [] : listenersOf(text, port)))
    for (const [pid, { name, parent }] of processes) {
      if (!OLLAMA.test(name) || OLLAMA.test(processes.get(parent)?.name ?? '')) continue
      for (const listener of listeners) {
        if (!(await hasSocket(pid, listener))) continue
        servers.set(port, pid)
        return pid
      }
    }
    return null
  }

  async function describe(pid: number, name: string, isRunner: boolean): Promise<OllamaProcess> {
    const status = await textOf(pid, 'status')
    return { pid, name, isRunner, ram: status === null ? null : readResident(status) }
  }

  return {
    async ollamaAt(port: number): Promise<OllamaProcess[] | null> {
      const processes = await list()
      const server = await serverAt(port, processes)
      if (server === null) return null
      const runners = descendantsOf(server, processes)
      return Promise.all([
        describe(server, processes.get(server)?.name ?? '', false),
        ...runners.map(([pid, { name }]) => describe(pid, name, true)),
      ])
    },
    /** The texts of `fdinfo` of a process; `null` where it is another user's. */
    async fdinfo(pid: number): Promise<string[] | null> {
      try {
        const names = await readdir(file(pid, 'fdinfo'))
        const texts = await Promise.all(names.map((name) => textOf(pid, 'fdinfo', name)))
        return texts.filter((text): text is string => text !== null)
      } catch {
        return null
      }
    },
    cgroup: (pid: number | 'self') => textOf(pid, 'cgroup'),
    meminfo: () => textOf('meminfo'),
  }
}

/** All processes that a process started, and those that these started. */
export function descendantsOf<T extends { parent: number }>(root: number, processes: ReadonlyMap<number, T>) {
  const found = new Set([root])
  // A parent may be listed after its child.
  for (let size = 0; size !== found.size;) {
    size = found.size
    for (const [pid, { parent }] of processes) if (found.has(parent)) found.add(pid)
  }
  return [...processes].filter(([pid]) => pid !== root && found.has(pid))
}
