/** The memory of the computer of a sandbox, in bytes. */
export interface Machine {
  /** The memory of each GPU; empty without one. */
  gpus: readonly number[]
  ram: number
  /** Whether the GPU has no memory of its own and uses `ram`. */
  isUnified: boolean
}

export const GIB = 2 ** 30
/** System memory beside GPUs, in GiB. */
const RAM = 64
/** The part of unified memory that a GPU may use by default, as on a Mac with 36 GB. */
const GPU_SHARE = 0.75

/** What `--gpus` understands, with the sizes if none are given, in GiB. */
const kinds = {
  none: [RAM],
  '1': [24],
  '2': [24, 24],
  unified: [36],
} as const

export const gpusHelp = `none, 1, 2 or unified, then their GiB, as 2:12,8 (default 1:24; of system memory for none and unified)`

/** Reads a machine such as `none`, `none:32`, `1:8`, `2:12,8` or `unified:36`; `null` if it is none. */
export function readMachine(text: string): Machine | null {
  const [kind = '', given] = text.split(':')
  if (!Object.hasOwn(kinds, kind)) return null
  const byDefault = kinds[kind as keyof typeof kinds]
  const sizes =
    given === undefined ? byDefault : given.split(',').map((size) => (/^\d+(\.\d+)?$/.test(size) ? +size : 0))
  if (sizes.length !== byDefault.length || sizes.some((size) => !(size > 0 && size <= 4096))) return null
  const bytes = sizes.map((size) => size * GIB)
  const [first = 0] = bytes
  if (kind === 'none') return { gpus: [], ram: first, isUnified: false }
  if (kind === 'unified') return { gpus: [first * GPU_SHARE], ram: first, isUnified: true }
  return { gpus: bytes, ram: RAM * GIB, isUnified: false }
}

/** The default context in tokens by the memory of all GPUs (Ollama 0.15.5 and later). */
export function contextFor({ gpus }: Machine): number {
  const total = gpus.reduce((sum, bytes) => sum + bytes, 0)
  return total >= 47 * GIB ? 262_144 : total >= 23 * GIB ? 32_768 : 4096
}

/** The next smaller default context; `null` if there is none. */
export function contextBelow(context: number): number | null {
  return context > 32_768 ? 32_768 : context > 4096 ? 4096 : null
}
