import { unreadGpu, type GpuReading, type MachineMemory, type OllamaProcess } from '../../core/memory/machine-memory.ts'
import type { Clock, Log } from '../../core/platform.ts'
import { descendantsOf } from './linux-processes.ts'
import { nodeRam, type Ram } from './ram.ts'
import { sparing } from './tool.ts'
import type { RunProgram } from '../run-program.ts'

const EVERY = 5_000
const MIB = 2 ** 20
const SYSCTL = '/usr/sbin/sysctl'
const LIMIT = 'iogpu.wired_limit_mb'
/** The part of its memory that a Mac lets the GPU use by default: 74 to 84 % by reports; the server asks Metal. */
const GPU_SHARE = 0.75

/** Reads `name: value` lines of sysctl. */
export function readSysctl(text: string): Map<string, string> {
  return new Map([...text.matchAll(/^([\w.]+): (.+?)\s*$/gm)].map(([, name, value]) => [name!, value!]))
}

/** What programs can still get, in bytes, by `vm_stat`: free, speculative and inactive pages. `null` if it is not told. */
export function readVmStat(text: string): number | null {
  const page = /page size of (\d+) bytes/.exec(text)?.[1]
  const pages = (name: string) => {
    const found = new RegExp(`^Pages ${name}:\\s+(\\d+)\\.`, 'm').exec(text)
    return found ? Number(found[1]) : null
  }
  const free = pages('free')
  const inactive = pages('inactive')
  if (page === undefined || free === null || inactive === null) return null
  return Number(page) * (free + inactive + (pages('speculative') ?? 0))
}

/** What `ioreg -r -d 1 -w 0 -c IOAccelerator` tells of the first GPU; `null` if there is none. */
export function readIoreg(text: string): { name: string | null; used: number | null; busy: number | null } | null {
  const statistics = /"PerformanceStatistics" = \{(.*)\}/.exec(text)?.[1]
  if (statistics === undefined) return null
  // The closing quote keeps "In use system memory (driver)" apart.
  const figure = (key: string) => {
    const at = statistics.indexOf(`"${key}"=`)
    const value = at < 0 ? undefined : /^\d+/.exec(statistics.slice(at + key.length + 3))?.[0]
    return value === undefined ? null : Number(value)
  }
  const busy = figure('Device Utilization %')
  return {
    name: /"model" = "([^"]+)"/.exec(text)?.[1] ?? null,
    used: figure('In use system memory'),
    busy: busy === null ? null : Math.min(1, busy / 100),
  }
}

/** Reads `ps -axo pid=,ppid=,rss=,comm=`; the last field is a path and may hold spaces. */
export function readPs(text: string): Map<number, { parent: number; ram: number; name: string }> {
  const processes = new Map<number, { parent: number; ram: number; name: string }>()
  for (const line of text.split('\n')) {
    const [, pid, parent, kib, command] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.+?)\s*$/.exec(line) ?? []
    if (command === undefined) continue
    processes.set(Number(pid), { parent: Number(parent), ram: Number(kib) * 1024, name: command.split('/').pop()! })
  }
  return processes
}

/** The pids of `lsof -Fp`. */
export const readLsof = (text: string) => [...text.matchAll(/^p(\d+)$/gm)].map(([, pid]) => Number(pid))

/** The one GPU of Apple silicon. Its memory is the computer's, up to a limit. */
export function appleGpu(
  /** `iogpu.wired_limit_mb`; 0 is the default limit. */
  limit: number,
  ram: Ram,
  { name, used, busy }: NonNullable<ReturnType<typeof readIoreg>>,
): GpuReading {
  const total = limit > 0 ? Math.min(limit * MIB, ram.total) : ram.total * GPU_SHARE
  return {
    ...unreadGpu('apple'),
    name,
    total,
    used,
    free: used === null ? null : Math.max(0, Math.min(total - used, ram.available)),
    busy,
    isUnified: true,
    isTotalEstimated: limit === 0,
  }
}

export function createMacMemory({
  run,
  clock,
  log,
}: {
  run: RunProgram
  clock: Pick<Clock, 'now'>
  log: Log
}): MachineMemory {
  const source = <T>(name: string, file: string, args: string[], read: (text: string) => T) =>
    sparing(
      clock,
      async () => read(await run(file, args)),
      (error) => log.error(`${name} failed`, error),
    )
  const sysctl = source('sysctl', SYSCTL, ['hw.memsize', 'machdep.cpu.brand_string'], readSysctl)
  // Older systems lack it, and sysctl fails as a whole for a name that is missing.
  const limit = sparing(clock, async () => Number(readSysctl(await run(SYSCTL, [LIMIT])).get(LIMIT)) || 0)
  const vmStat = source('vm_stat', '/usr/bin/vm_stat', [], readVmStat)
  const ioreg = source('ioreg', '/usr/sbin/ioreg', ['-r', '-d', '1', '-w', '0', '-c', 'IOAccelerator'], readIoreg)
  const list = source('ps', '/bin/ps', ['-axo', 'pid=,ppid=,rss=,comm='], readPs)

  return {
    every: EVERY,
    async ollamaAt(port) {
      // It fails where nothing listens, so that it has no count of failures.
      const listening = await run('/usr/sbin/lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fp']).then(
        readLsof,
        () => [],
      )
      const processes = listening.length > 0 ? await list() : null
      if (processes === null) return null
      const server = listening.find((pid) => /^ollama/i.test(processes.get(pid)?.name ?? ''))
      if (server === undefined) return null
      const described = (pid: number, isRunner: boolean): OllamaProcess => {
        const { name = '', ram = null } = processes.get(pid) ?? {}
        return { pid, name, isRunner, ram }
      }
      return [described(server, false), ...descendantsOf(server, processes).map(([pid]) => described(pid, true))]
    },
    async read() {
      const [facts, available] = [await sysctl(), await vmStat()]
      const total = Number(facts?.get('hw.memsize')) || nodeRam().total
      const ram = available === null ? null : { total, available: Math.min(available, total) }
      // Ollama uses no GPU of a Mac with an Intel processor.
      const isApple = facts?.get('machdep.cpu.brand_string')?.startsWith('Apple') ?? false
      const gpu = isApple && ram !== null ? await ioreg() : null
      if (gpu === null || ram === null) return { ram, gpus: [], gpuUses: [] }
      return { ram, gpus: [appleGpu((await limit()) ?? 0, ram, gpu)], gpuUses: null }
    },
    rest() {},
  }
}
