import type { Gpu, MemoryState } from '../contract/memory.ts'
import type { Loaded } from '../contract/running.ts'
import { isOlder } from '../ollama/version.ts'
import { memoryOf, memoryTotals } from './memory.ts'
import type { Device, Machine } from './memory-fit/setting.ts'

/** Who holds the memory of a GPU, in bytes. */
export interface GpuParts {
  /** The processes of the server; `null` if it is not known which part of `used` is theirs. */
  ollama: number | null
  /** Other programs. */
  other: number | null
  used: number
  free: number
  total: number
}

/** `null` if the system does not tell how much there is and how much of it is used. */
export function gpuParts({ total, used, free, ollama }: Gpu): GpuParts | null {
  if (total === null || used === null || free === null) return null
  // The two figures come from two calls.
  const own = ollama === null ? null : Math.min(ollama, used)
  return { ollama: own, other: own === null ? null : used - own, used, free, total }
}

/**
 * The machine of a host by real readings; `null` if a GPU that counts tells too little. A GPU within the processor
 * counts where there is no other and the server is seen to use it: by default Ollama does not.
 *
 * @param loaded the models in memory
 */
export function measuredMachine(
  { state, gpus, ram }: MemoryState,
  loaded: readonly Pick<Loaded, 'size' | 'sizeVram'>[],
): Machine | null {
  if (state !== 'read' || ram === null) return null
  const others = gpus.filter(({ isIntegrated }) => !isIntegrated)
  const isUsed = loaded.some((model) => memoryOf(model).gpu > 0)
  if (others.length === 0 && gpus.length > 0 && loaded.length === 0) return null
  const devices = (others.length > 0 || !isUsed ? others : gpus).map(({ total, free, isUnified }): Device | null => {
    // Where the GPU has no figures of its own, all are the computer's.
    if (isUnified && total === null) return { free: ram.available, total: ram.total, isUnified }
    return total === null || free === null ? null : { free, total, isUnified }
  })
  return devices.every((device) => device !== null) ? { devices, ram } : null
}

/** Families whose layers with a window the server counts and whose other layers it then leaves out. */
const WINDOWED = /^(gemma[234]|gemma3n|gptoss|gpt-oss|cohere2|olmo2|exaone4|afmoe|llama4)/i

/**
 * Why the processes of a server hold more or less GPU memory than it reports. `runner`: more processes run models than
 * are loaded. `window`: the cache of sliding-window models is left out of the report (Ollama 0.30 and later).
 * `context`: what each process needs for the GPU's driver. `buffers`: a projector or buffers that are not reported.
 * `estimate`: what is reported is an estimate from before the load. `shared`: a part was moved to system memory.
 */
export type DifferenceCause = 'runner' | 'window' | 'context' | 'buffers' | 'estimate' | 'shared'

export interface Difference {
  held: number
  reported: number
  cause: DifferenceCause
}

const GIB = 2 ** 30
/** A process's context on a GPU: 107 to 555 MiB were measured. */
const CONTEXT = 0.6 * GIB

/**
 * Compares what the processes hold on GPUs with what the server reports; `null` if one is not known, or if they differ
 * by at most 1 GiB or a fifth.
 */
export function differenceOf(
  { ollama, gpus }: MemoryState,
  loaded: readonly Pick<Loaded, 'size' | 'sizeVram' | 'family'>[],
  version: string | null,
): Difference | null {
  const totals = memoryTotals(loaded)
  if (ollama === null || ollama.gpu === null || totals.isPartial || totals.unknown > 0) return null
  const [held, reported] = [ollama.gpu, totals.gpu]
  const difference = held - reported
  if (Math.abs(difference) <= GIB || Math.abs(difference) <= 0.2 * Math.max(held, reported)) return null
  const cause = (): DifferenceCause => {
    const isOld = isOlder(version, '0.30.0')
    if (difference < 0) return isOld ? 'estimate' : 'shared'
    if (ollama.runners > loaded.length) return 'runner'
    if (!isOld && loaded.some(({ family }) => WINDOWED.test(family))) return 'window'
    return difference <= CONTEXT * ollama.runners * Math.max(1, gpus.length) ? 'context' : 'buffers'
  }
  return { held, reported, cause: cause() }
}
