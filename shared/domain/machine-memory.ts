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
 * counts where there is no other and the server is seen to use it: by default Ollama does not. One that sleeps holds no
 * model, and is taken as free, unless the server lists one and no GPU is awake to hold it.
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
  const counted = others.length > 0 || !isUsed ? others : gpus
  const isContradicted = isUsed && counted.every(({ isAsleep }) => isAsleep)
  const devices = counted.map(({ total, free, isUnified, isAsleep }): Device | null => {
    if (isAsleep) return total === null || isContradicted ? null : { free: total, total, isUnified, isAsleep }
    // Where the GPU has no figures of its own, all are the computer's.
    if (isUnified && total === null) return { free: ram.available, total: ram.total, isUnified }
    return total === null || free === null ? null : { free, total, isUnified }
  })
  return devices.every((device) => device !== null) ? { devices, ram } : null
}

/** Families whose layers with a window the server counts and whose other layers it then leaves out. */
const WINDOWED = /^(gemma[234]|gemma3n|gptoss|gpt-oss|cohere2|olmo2|exaone4|afmoe|llama4)/i

/**
 * Why the processes of a server hold more or less memory than it reports. `runner`: more processes run models than are
 * loaded. `window`: the cache of sliding-window models is left out of the report, `projector`: that of the encoder of
 * images or sound is (both Ollama 0.30 and later). `promptCache`: earlier prompts, kept in system memory (since then,
 * too). `context`: what each process needs for the GPU's driver. `buffers`: others that are not reported. `estimate`:
 * what is reported is an estimate from before the load. `shared`: a part was moved to system memory.
 */
export type DifferenceCause =
  | 'runner'
  | 'window'
  | 'projector'
  | 'promptCache'
  | 'context'
  | 'buffers'
  | 'estimate'
  | 'shared'

export interface Difference {
  /** GPU memory, or system memory where no model is on a GPU. */
  of: 'gpu' | 'ram'
  held: number
  reported: number
  /** The likely ones; more than one where each is and their sizes are not known. */
  causes: DifferenceCause[]
}

const GIB = 2 ** 30
/** A process's context on a GPU: 107 to 555 MiB were measured. */
const CONTEXT = 0.6 * GIB
/** What a runner keeps of earlier prompts at most. */
export const PROMPT_CACHE = 8 * GIB

type Compared = Pick<Loaded, 'size' | 'sizeVram' | 'family'> & {
  /** Whether it has an encoder of images or sound. */
  hasProjector: boolean
}

/**
 * Compares what the processes hold with what the server reports; `null` if one is not known, or if they differ by at
 * most 1 GiB or a fifth. Of system memory only more than what is reported is told, as a file that is mapped need not
 * be resident.
 */
export function differenceOf(
  { ollama, gpus }: MemoryState,
  loaded: readonly Compared[],
  version: string | null,
): Difference | null {
  const totals = memoryTotals(loaded)
  if (ollama === null || totals.isPartial || totals.unknown > 0) return null
  const isOnCpu = totals.gpu === 0 && totals.cpu > 0
  const [held, reported] = isOnCpu ? [ollama.ram, totals.cpu] : [ollama.gpu, totals.gpu]
  if (held === null) return null
  const difference = held - reported
  if (Math.abs(difference) <= GIB || Math.abs(difference) <= 0.2 * Math.max(held, reported)) return null
  if (isOnCpu && difference < 0) return null
  const isOld = isOlder(version, '0.30.0')
  const causes = (): DifferenceCause[] => {
    if (difference < 0) return [isOld ? 'estimate' : 'shared']
    if (ollama.runners > loaded.length) return ['runner']
    if (isOld && isOnCpu) return ['estimate']
    const some: [DifferenceCause, boolean][] = isOld
      ? []
      : [
          ['window', loaded.some(({ family }) => WINDOWED.test(family))],
          ['projector', loaded.some(({ hasProjector }) => hasProjector)],
          ['promptCache', isOnCpu && difference <= PROMPT_CACHE * ollama.runners],
        ]
    const likely = some.filter(([, holds]) => holds).map(([cause]) => cause)
    if (likely.length > 0) return likely
    return [!isOnCpu && difference <= CONTEXT * ollama.runners * Math.max(1, gpus.length) ? 'context' : 'buffers']
  }
  return { of: isOnCpu ? 'ram' : 'gpu', held, reported, causes: causes() }
}
