/** Readings of memory that differ by less tell nothing new, in bytes. */
export const ALIKE = 32 * 2 ** 20

/** The memory of one GPU as the system tells it, in bytes; `null` where it does not tell. */
export interface GpuReading {
  /** The UUID of NVIDIA, else the PCI address, the LUID of Windows or a fixed word. */
  id: string
  name: string | null
  total: number | null
  used: number | null
  free: number | null
  /** How busy it is, 0 to 1. */
  busy: number | null
  /** It has no memory of its own and uses the computer's. */
  isUnified: boolean
  /** A part of the processor that Ollama uses only if it is told to. */
  isIntegrated: boolean
  /** Powered down. It is not asked, since that would wake it: `total` is what its driver remembers or its last reading in this run. */
  isAsleep: boolean
  /** `total` is what the system lets a GPU use by default, about 75 %, and not a figure that it told. */
  isTotalEstimated: boolean
}

/** Memory of a process on a GPU; both `null` where the system does not tell. */
export interface GpuUse {
  pid: number
  gpu: string | null
  bytes: number | null
}

export interface MachineReading {
  ram: { available: number; total: number } | null
  gpus: GpuReading[]
  /** `null` where the system does not tell what processes hold. */
  gpuUses: GpuUse[] | null
}

export interface OllamaProcess {
  pid: number
  /** Without its folder. */
  name: string
  /** Whether it runs a model; else it is the server. */
  isRunner: boolean
  /** Resident memory in bytes; `null` if unknown. */
  ram: number | null
}

/** Readings of the memory of this computer. They cost time and wake hardware: for a viewer only. */
export interface MachineMemory {
  /**
   * The processes of the Ollama that listens on a port of this computer, the server first; `null` if none is seen to
   * do so: a port may as well be that of a tunnel, a container or a virtual machine. Never rejects.
   */
  ollamaAt(port: number): Promise<OllamaProcess[] | null>
  /** `pids` are those of `ollamaAt`: the server, and after it the runners, without which it uses no GPU. Never rejects. */
  read(pids: readonly number[]): Promise<MachineReading>
  /** The least time between two readings, in milliseconds. */
  readonly every: number
  /** Ends helper processes; a later reading starts them again. */
  rest(): void
}

/** Whether a process of a server runs a model, see `MachineMemory.read`. */
export const hasRunner = (pids: readonly number[]) => pids.length > 1

/** A GPU of which nothing is told. */
export function unreadGpu(id: string): GpuReading {
  return {
    id,
    name: null,
    total: null,
    used: null,
    free: null,
    busy: null,
    isUnified: false,
    isIntegrated: false,
    isAsleep: false,
    isTotalEstimated: false,
  }
}
