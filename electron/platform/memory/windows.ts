import {
  hasRunner,
  unreadGpu,
  type GpuReading,
  type GpuUse,
  type MachineMemory,
} from '../../core/memory/machine-memory.ts'
import type { Clock, Log } from '../../core/platform.ts'
import { descendantsOf } from './linux-processes.ts'
import { createNvidia } from './nvidia.ts'
import type { AskPowerShell } from './power-shell.ts'
import { nodeRam } from './ram.ts'
import { sparing } from './tool.ts'
import type { RunProgram } from '../run-program.ts'

/** A reading makes PowerShell busy for some 0.1 s. */
const EVERY = 10_000

/** CIM classes and their properties have the same names in all languages, unlike the counters of `Get-Counter`. */
export const LISTENERS = (port: number) =>
  `@(Get-NetTCPConnection -State Listen -LocalPort ${port} | ForEach-Object { $_.OwningProcess })`
export const PROCESSES = `@(Get-CimInstance Win32_Process | Where-Object { $_.Name -match 'ollama|llama-server' } | ForEach-Object { @{ pid = $_.ProcessId; parent = $_.ParentProcessId; name = $_.Name; ram = $_.WorkingSetSize } })`
export const GPU_MEMORY = `@{
  adapters = @(Get-CimInstance Win32_PerfFormattedData_GPUPerformanceCounters_GPUAdapterMemory | ForEach-Object { @{ name = $_.Name; dedicated = $_.DedicatedUsage; shared = $_.SharedUsage } })
  processes = @(Get-CimInstance Win32_PerfFormattedData_GPUPerformanceCounters_GPUProcessMemory | Where-Object { $_.DedicatedUsage -gt 0 } | ForEach-Object { @{ name = $_.Name; dedicated = $_.DedicatedUsage } })
}`.replaceAll('\n', ' ')
const CARDS = ['query', 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Class\\{4d36e968-e325-11ce-bfc1-08002be10318}', '/s']

const integer = (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
const rowsOf = (value: unknown) =>
  (Array.isArray(value) ? value : []).filter(
    (row): row is Record<string, unknown> => typeof row === 'object' && row !== null,
  )

interface WindowsProcess {
  parent: number
  name: string
  ram: number | null
}

export function readProcesses(answer: unknown): Map<number, WindowsProcess> {
  const processes = new Map<number, WindowsProcess>()
  for (const row of rowsOf(answer)) {
    const [pid, parent] = [integer(row['pid']), integer(row['parent'])]
    if (pid === null || parent === null || typeof row['name'] !== 'string') continue
    processes.set(pid, { parent, name: row['name'], ram: integer(row['ram']) })
  }
  return processes
}

/** `luid_0x00000000_0x0000C8A1_phys_0`, in a process's name after `pid_1234_`. */
const NAMED = /^(?:pid_(\d+)_)?(luid_0x[\da-f]+_0x[\da-f]+_phys_\d+)/i

/** Memory in use by adapter and by process and adapter; `dedicated` is the card's own. */
export function readGpuMemory(answer: unknown): { adapters: Map<string, number>; uses: GpuUse[] } {
  const { adapters: listed, processes } = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<
    string,
    unknown
  >
  const adapters = new Map<string, number>()
  for (const { name, dedicated } of rowsOf(listed)) {
    const [, , adapter] = NAMED.exec(String(name)) ?? []
    const bytes = integer(dedicated)
    if (adapter !== undefined && bytes !== null) adapters.set(adapter, bytes)
  }
  const uses = rowsOf(processes).flatMap(({ name, dedicated }): GpuUse[] => {
    const [, pid, adapter] = NAMED.exec(String(name)) ?? []
    return pid === undefined ? [] : [{ pid: Number(pid), gpu: adapter ?? null, bytes: integer(dedicated) }]
  })
  return { adapters, uses }
}

/**
 * The cards of the registry with their memory in bytes. It keeps cards that were removed, and has no key that a LUID
 * could be compared with.
 */
export function readCards(text: string): { name: string | null; total: number }[] {
  return text.split(/^(?=HKEY_)/m).flatMap((key) => {
    const total = /HardwareInformation\.qwMemorySize\s+REG_QWORD\s+(0x[\da-f]+)/i.exec(key)?.[1]
    const name = /DriverDesc\s+REG_SZ\s+(.+?)\s*$/im.exec(key)?.[1]
    return total === undefined ? [] : [{ name: name ?? null, total: Number(total) }]
  })
}

/**
 * The cards that are not of NVIDIA. Which card has which LUID is not told: figures are joined only where there is one
 * of each, else use and total are told apart.
 */
export function windowsGpus(
  cards: readonly { name: string | null; total: number }[],
  adapters: ReadonlyMap<string, number>,
): GpuReading[] {
  // The basic display driver and integrated GPUs have none of their own worth the name.
  const own = cards.filter(({ name, total }) => total >= 2 ** 30 && !/nvidia/i.test(name ?? ''))
  const used = [...adapters].filter(([, bytes]) => bytes > 0)
  const [card] = own
  const [adapter] = used
  if (own.length === 1 && card !== undefined && used.length === 1 && adapter !== undefined && cards.length === 1) {
    const [id, bytes] = adapter
    return [{ ...unreadGpu(id), ...card, used: bytes, free: Math.max(0, card.total - bytes) }]
  }
  return own.map((each, index) => ({ ...unreadGpu(`card${index}`), ...each }))
}

export function createWindowsMemory({
  run,
  shell,
  clock,
  log,
  systemRoot = process.env['SystemRoot'] ?? 'C:\\Windows',
}: {
  run: RunProgram
  shell: { ask: AskPowerShell; end(): void }
  clock: Pick<Clock, 'now'>
  log: Log
  systemRoot?: string
}): MachineMemory {
  const system = (program: string) => `${systemRoot}\\System32\\${program}`
  const failed = (error: unknown) => log.error('PowerShell failed', error)
  const nvidia = createNvidia(run, clock, log, system('nvidia-smi.exe'))
  const listeners = sparing(clock, (port: number) => shell.ask(LISTENERS(port)), failed)
  const list = sparing(clock, () => shell.ask(PROCESSES), failed)
  const memory = sparing(clock, () => shell.ask(GPU_MEMORY), failed)
  /** The cards do not change while Windows runs. */
  let cards: Promise<ReturnType<typeof readCards>> | undefined
  const findCards = () => (cards ??= run(system('reg.exe'), CARDS).then(readCards, () => []))

  return {
    every: EVERY,
    async ollamaAt(port) {
      const owners = await listeners(port)
      if (!Array.isArray(owners) || owners.length === 0) return null
      const processes = readProcesses(await list())
      // What listens for WSL is another program.
      const server = owners.find((pid) => /^ollama/i.test(processes.get(pid)?.name ?? ''))
      if (server === undefined) return null
      const described = (pid: number, isRunner: boolean) => {
        const { name = '', ram = null } = processes.get(pid) ?? {}
        return { pid, name, isRunner, ram }
      }
      return [described(server, false), ...descendantsOf(server, processes).map(([pid]) => described(pid, true))]
    },
    async read(pids) {
      const fromNvidia = await nvidia(hasRunner(pids))
      const { adapters, uses } = readGpuMemory(await memory())
      const others = windowsGpus(await findCards(), adapters)
      const gpus = [...fromNvidia.gpus, ...others]
      // The driver of NVIDIA tells nothing of processes here, and the counters do not tell which card is meant.
      const only = gpus.length === 1 ? (gpus[0]?.id ?? null) : null
      return {
        ram: nodeRam(),
        gpus,
        gpuUses: adapters.size === 0 ? fromNvidia.uses : uses.map((use) => ({ ...use, gpu: only })),
      }
    },
    rest: () => shell.end(),
  }
}
