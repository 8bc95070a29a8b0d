import type { Gpu, MemoryInUse, MemoryState } from '#shared/contract/memory.ts'
import { recordInUse } from '#shared/domain/memory-in-use.ts'
import { isLoopback } from '#shared/ollama/host-url.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { portOf } from '../hosts/port.ts'
import type { Platform, Timer } from '../platform.ts'
import { createTopic, type Topic } from '../topic.ts'
import { ALIKE, type GpuUse, type MachineMemory, type MachineReading, type OllamaProcess } from './machine-memory.ts'

/** Whether a server was started here is looked up so much less often than memory is read. */
const LOOK_AGAIN = 6
/** While no model runs memory is read so much less often: only other programs change it, and each reading costs some ms. */
const AT_REST = 2
/** Least time between two states that look the same, in milliseconds. The chart of the last hour bridges a little more. */
const TELL_SAME_EVERY = 25_000

/** Real readings of the memory of a host's computer, where that is this one. */
export interface MemoryService {
  watch(hostId: string, signal?: AbortSignal): AsyncIterableIterator<MemoryState, void>
  /** Reads once, also while nobody watches. Rejects as the readings do. */
  read(hostId: string): Promise<MemoryState>
  /** Reads at once for those who watch, and not only when it is time: other models are in memory. */
  readAgain(hostId: string): void
  /** What was in use in the last hour, as far as it was read for those who watched. */
  history(hostId: string): MemoryInUse[]
  /** While the computer sleeps nothing is read. */
  pause(paused: boolean): void
  /** While no window is visible nothing is read. */
  setIdle(idle: boolean): void
  close(): void
}

interface Reader {
  topic: Topic<MemoryState>
  state: MemoryState
  /** What was published last, and when. */
  told: { state: MemoryState; at: number } | null
  history: readonly MemoryInUse[]
  timer: Timer | undefined
  isReading: boolean
}

export function createMemory(
  {
    clock,
    computer,
    machineMemory,
    openSandbox,
  }: Pick<Platform, 'clock' | 'computer' | 'machineMemory' | 'openSandbox'>,
  hosts: Pick<HostsService, 'find' | 'listen'>,
): MemoryService {
  const readers = new Map<string, Reader>()
  /** All readings, so that no tool ever runs twice at a time. */
  let turn: Promise<unknown> = Promise.resolve()
  let paused = false
  let idle = false

  const inTurn = (hostId: string) => {
    const mine = turn.then(() => stateOf(hostId))
    turn = mine.catch(() => {})
    return mine
  }

  const without = (hostId: string, state: Exclude<MemoryState['state'], 'read'>): MemoryState => ({
    hostId,
    state,
    readAt: null,
    gpus: [],
    ram: null,
    ollama: null,
  })

  /** Where to read, or why not. */
  async function machineOf(
    hostId: string,
  ): Promise<{ machine: MachineMemory; port: number } | 'elsewhere' | 'unsupported'> {
    const host = hosts.find(hostId)
    if (host === undefined) return 'elsewhere'
    const port = portOf(host.url)
    if (host.kind === 'sandbox') return { machine: (await openSandbox()).memory, port }
    const address = new URL(host.url).hostname.replace(/^\[|\]$/g, '')
    if (!isLoopback(host.url) && !computer.addresses().includes(address)) return 'elsewhere'
    return machineMemory === null ? 'unsupported' : { machine: machineMemory, port }
  }

  async function stateOf(hostId: string): Promise<{ state: MemoryState; next: number | null }> {
    const where = await machineOf(hostId)
    if (typeof where === 'string') return { state: without(hostId, where), next: null }
    const { machine, port } = where
    const processes = await machine.ollamaAt(port)
    if (processes === null) return { state: without(hostId, 'unseen'), next: LOOK_AGAIN * machine.every }
    const reading = await machine.read(processes.map(({ pid }) => pid))
    const next = machine.every * (processes.some(({ isRunner }) => isRunner) ? 1 : AT_REST)
    return { state: measured(hostId, clock.now(), reading, processes), next }
  }

  function readerOf(hostId: string): Reader {
    const known = readers.get(hostId)
    if (known) return known
    const reader: Reader = {
      topic: createTopic((count) => {
        if (count === 0) rest()
        else void read(reader)
      }),
      state: without(hostId, 'reading'),
      told: null,
      history: [],
      timer: undefined,
      isReading: false,
    }
    readers.set(hostId, reader)
    return reader
  }

  hosts.listen(({ type, hostId }) => {
    const reader = readers.get(hostId)
    if (reader === undefined || type === 'made') return
    reader.timer?.cancel()
    if (type === 'changed') {
      reader.state = without(hostId, 'reading')
      reader.history = []
      tell(reader)
      void read(reader)
    } else readers.delete(hostId)
  })

  /** A page that is told collects garbage for long after it: of readings that look the same it is told rarely. */
  function tell(reader: Reader): void {
    const { state, told } = reader
    const now = clock.now()
    if (told && looksSame(told.state, state) && Math.abs(now - told.at) < TELL_SAME_EVERY) return
    reader.told = { state, at: now }
    reader.topic.publish('state', state)
  }

  const isWanted = ({ topic }: Reader) => !paused && !idle && topic.subscribers > 0

  async function read(reader: Reader): Promise<void> {
    if (reader.isReading || !isWanted(reader)) return
    reader.timer?.cancel()
    reader.isReading = true
    const mine = inTurn(reader.state.hostId)
    let next: number | null = null
    try {
      const read = await mine
      next = read.next
      reader.state = read.state
      reader.history = recordInUse(reader.history, read.state)
      tell(reader)
    } finally {
      reader.isReading = false
    }
    if (readers.get(reader.state.hostId) !== reader) return
    if (!isWanted(reader)) rest()
    else if (next !== null) reader.timer = clock.after(next, () => void read(reader))
  }

  function rest(): void {
    for (const reader of readers.values()) if (!isWanted(reader)) reader.timer?.cancel()
    if (![...readers.values()].some(isWanted)) machineMemory?.rest()
  }

  function follow(): void {
    if (paused || idle) rest()
    else for (const reader of readers.values()) void read(reader)
  }

  return {
    watch(hostId, signal) {
      const reader = readerOf(hostId)
      return reader.topic.subscribe(signal, [reader.state])
    },
    async read(hostId) {
      const { state } = await inTurn(hostId)
      rest()
      return state
    },
    readAgain(hostId) {
      const reader = readers.get(hostId)
      if (reader) void read(reader)
    },
    history: (hostId) => [...(readers.get(hostId)?.history ?? [])],
    pause(now) {
      paused = now
      follow()
    },
    setIdle(now) {
      idle = now
      follow()
    },
    close() {
      paused = true
      rest()
    },
  }
}

function sumOf(uses: readonly GpuUse[]): number | null {
  return uses.every(({ bytes }) => bytes !== null) ? uses.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) : null
}

/** A reading as it is shown: what the server's processes hold apart from all others. */
function measured(
  hostId: string,
  readAt: number,
  { ram, gpus, gpuUses }: MachineReading,
  processes: readonly OllamaProcess[],
): MemoryState {
  const pids = new Set(processes.map(({ pid }) => pid))
  const own = gpuUses?.filter(({ pid }) => pids.has(pid)) ?? null
  const onKnownGpus = own?.every(({ gpu }) => gpu !== null) ?? false
  const resident = processes.map(({ ram: bytes }) => bytes)
  return {
    hostId,
    state: 'read',
    readAt,
    ram,
    gpus: gpus.map((gpu): Gpu => ({
      ...gpu,
      ollama: own !== null && onKnownGpus && !gpu.isAsleep ? sumOf(own.filter((use) => use.gpu === gpu.id)) : null,
    })),
    ollama: {
      gpu: own === null || gpus.length === 0 ? null : sumOf(own),
      ram: resident.every((bytes) => bytes !== null)
        ? resident.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0)
        : null,
      runners: processes.filter(({ isRunner }) => isRunner).length,
    },
  }
}

/** The same as `ALIKE` of system memory beside GPUs, where models use little of it and all programs change it. */
const ALIKE_RAM = 512 * 2 ** 20
/** The same of how busy a GPU is. */
const ALIKE_BUSY = 0.1

/** Whether a state tells nothing new. While a model runs each reading is news. */
export function looksSame(before: MemoryState, now: MemoryState): boolean {
  const near = (a: number | null | undefined, b: number | null | undefined, step: number) =>
    (a ?? null) === null || (b ?? null) === null ? (a ?? null) === (b ?? null) : Math.abs((a ?? 0) - (b ?? 0)) < step
  return (
    now.ollama?.runners === 0 &&
    before.ollama?.runners === 0 &&
    near(before.ollama.ram, now.ollama.ram, ALIKE) &&
    before.ram?.total === now.ram?.total &&
    near(before.ram?.available, now.ram?.available, now.gpus.length > 0 ? ALIKE_RAM : ALIKE) &&
    before.gpus.length === now.gpus.length &&
    now.gpus.every((gpu, at) => {
      const other = before.gpus[at]
      return (
        other?.id === gpu.id &&
        other.total === gpu.total &&
        other.isAsleep === gpu.isAsleep &&
        near(other.used, gpu.used, ALIKE) &&
        near(other.free, gpu.free, ALIKE) &&
        near(other.busy, gpu.busy, ALIKE_BUSY)
      )
    })
  )
}
