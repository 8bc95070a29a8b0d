import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  hasRunner,
  unreadGpu,
  type GpuReading,
  type GpuUse,
  type MachineMemory,
} from '../../core/memory/machine-memory.ts'
import type { Clock, Log } from '../../core/platform.ts'
import { readAmd, readRocmSmi } from './amd.ts'
import { readFdinfo, sumClients } from './fdinfo.ts'
import { createLinuxProcesses } from './linux-processes.ts'
import { createNvidia } from './nvidia.ts'
import { limitRam, nodeRam, readCgroup, readMeminfo } from './ram.ts'
import { sparing } from './tool.ts'
import type { RunProgram } from '../run-program.ts'

const VENDORS = { amd: '0x1002', nvidia: '0x10de', intel: '0x8086' }
/** PCI classes of displays and 3D controllers. */
const IS_GPU = /^0x03/
const EVERY = 5_000

interface Card {
  /** PCI address. */
  id: string
  vendor: string
  folder: string
  isAwake: boolean
}

/** Readings on Linux. `root` is where `/proc` and `/sys` are. */
export function createLinuxMemory({
  root = '/',
  run,
  clock,
  log,
}: {
  root?: string
  run: RunProgram
  clock: Pick<Clock, 'now'>
  log: Log
}): MachineMemory {
  const processes = createLinuxProcesses(path.join(root, 'proc'))
  const devices = path.join(root, 'sys/bus/pci/devices')
  const textOf = (...names: string[]) => readFile(path.join(...names), 'utf8').catch(() => null)
  const nvidia = createNvidia(run, clock, log)
  const rocmSmi = sparing(
    clock,
    async () => readRocmSmi(await run('rocm-smi', ['--showmeminfo', 'vram', '--json'])),
    (error) => log.error('rocm-smi failed', error),
  )
  let server: number | null = null
  /** What was last read of each card of NVIDIA, by its PCI address. */
  const last = new Map<string, GpuReading>()
  /** A card that is not asked, with what does not change. */
  const unasked = ({ id, isAwake }: Card): GpuReading => ({
    ...(last.get(id) ?? unreadGpu(id)),
    used: null,
    free: null,
    busy: null,
    isAsleep: !isAwake,
  })

  /** The vendor of each PCI device that is a GPU, else `null`, by its address: neither changes while it is there. */
  let vendors = new Map<string, string | null>()

  async function vendorOf(id: string): Promise<string | null> {
    if (!IS_GPU.test((await textOf(devices, id, 'class')) ?? '')) return null
    return (await textOf(devices, id, 'vendor'))?.trim() ?? ''
  }

  /** Reading these files does not wake a card. */
  async function cards(): Promise<Card[]> {
    const names = await readdir(devices).catch(() => [])
    vendors = new Map(
      await Promise.all(
        [...names]
          .sort((a, b) => (a < b ? -1 : 1))
          .map(async (id) => [id, vendors.has(id) ? (vendors.get(id) ?? null) : await vendorOf(id)] as const),
      ),
    )
    return Promise.all(
      [...vendors].flatMap(([id, vendor]) => {
        if (vendor === null) return []
        const folder = path.join(devices, id)
        const status = textOf(folder, 'power', 'runtime_status')
        return [status.then((text): Card => ({ id, vendor, folder, isAwake: !text?.startsWith('suspend') }))]
      }),
    )
  }

  async function nvidiaOf(
    found: readonly Card[],
    isUsed: boolean,
  ): Promise<{ gpus: GpuReading[]; uses: GpuUse[] | null }> {
    // One call would wake them all. In WSL and containers there may be no PCI devices to look at.
    if (found.some(({ isAwake }) => !isAwake)) return { gpus: found.map(unasked), uses: null }
    const read = await nvidia(isUsed)
    // They are listed in the order of their addresses.
    if (read.gpus.length === found.length)
      for (const [at, gpu] of read.gpus.entries()) last.set(found[at]?.id ?? '', gpu)
    return read
  }

  async function amdOf(card: Card): Promise<GpuReading | null> {
    const { id, folder, isAwake } = card
    // Its driver remembers what a sleeping card has in all; other files wake it.
    const ifAwake = (name: string) => (isAwake ? textOf(folder, name) : null)
    const [vramTotal, vramUsed, gttTotal, gttUsed, busy, name] = await Promise.all([
      textOf(folder, 'mem_info_vram_total'),
      ifAwake('mem_info_vram_used'),
      textOf(folder, 'mem_info_gtt_total'),
      ifAwake('mem_info_gtt_used'),
      ifAwake('gpu_busy_percent'),
      textOf(folder, 'product_name'),
    ])
    const gpu = readAmd(id, { vramTotal, vramUsed, gttTotal, gttUsed, busy, name })
    return gpu ? { ...gpu, isAsleep: !isAwake } : isAwake ? null : unasked(card)
  }

  async function drmUses(pids: readonly number[], known: ReadonlySet<string>): Promise<GpuUse[] | null> {
    const perProcess = await Promise.all(pids.map(async (pid) => ({ pid, texts: await processes.fdinfo(pid) })))
    if (perProcess.every(({ texts }) => texts === null)) return null
    return perProcess.flatMap(({ pid, texts }) => {
      const clients = (texts ?? []).map(readFdinfo).filter((client) => client !== null)
      const sums = [...sumClients(clients)].filter(([gpu]) => known.has(gpu))
      return sums.map(([gpu, bytes]): GpuUse => ({ pid, gpu, bytes }))
    })
  }

  async function ram() {
    const ram = readMeminfo((await processes.meminfo()) ?? '') ?? (root === '/' ? nodeRam() : null)
    if (ram === null) return null
    // Ollama's own limits, where it is known which process it is.
    let group = readCgroup((await processes.cgroup(server ?? 'self')) ?? '')
    const limits: { max: string; current: string }[] = []
    while (group !== null && group !== '/') {
      const folder = path.join(root, 'sys/fs/cgroup', group)
      const [max, current] = await Promise.all([textOf(folder, 'memory.max'), textOf(folder, 'memory.current')])
      if (max !== null && current !== null) limits.push({ max, current })
      group = path.dirname(group)
    }
    // In a container its own group is the root.
    const [max, current] = await Promise.all([
      textOf(root, 'sys/fs/cgroup/memory.max'),
      textOf(root, 'sys/fs/cgroup/memory.current'),
    ])
    if (max !== null && current !== null) limits.push({ max, current })
    return limitRam(ram, limits)
  }

  return {
    every: EVERY,
    async ollamaAt(port) {
      const found = await processes.ollamaAt(port).catch(() => null)
      server = found?.[0]?.pid ?? null
      return found
    },
    async read(pids) {
      const found = await cards()
      const of = (vendor: string) => found.filter((card) => card.vendor === vendor)
      const fromNvidia = await nvidiaOf(of(VENDORS.nvidia), hasRunner(pids))
      const amdCards = of(VENDORS.amd)
      const fromFiles = (await Promise.all(amdCards.map(amdOf))).filter((gpu) => gpu !== null)
      const amd = amdCards.length > 0 && fromFiles.length === 0 ? ((await rocmSmi()) ?? []) : fromFiles
      // An integrated one of Intel is on the first bus, and Ollama does not use it unless told to.
      const intel = of(VENDORS.intel)
        .filter(({ id }) => !/^[\da-f]+:00:/i.test(id))
        .map(unasked)
      const drm = [...amd, ...intel]
      const uses = [
        ...(fromNvidia.gpus.length > 0 ? [fromNvidia.uses] : []),
        ...(drm.length > 0 ? [await drmUses(pids, new Set(drm.map(({ id }) => id)))] : []),
      ]
      return {
        ram: await ram(),
        gpus: [...fromNvidia.gpus, ...drm],
        gpuUses: uses.every((some) => some !== null) ? uses.flat() : null,
      }
    },
    rest() {},
  }
}
