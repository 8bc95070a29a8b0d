import type { MeasuredLoad, Told } from '../../contract/measured.ts'
import type { MemoryModel } from '../../contract/memory-model.ts'
import { isOlder } from '../../ollama/version.ts'

/** Values of `OLLAMA_KV_CACHE_TYPE`. */
export const cacheTypes = ['f16', 'q8_0', 'q4_0'] as const
export type CacheType = (typeof cacheTypes)[number]

export const MIB = 2 ** 20
export const GIB = 2 ** 30

/** The memory of one GPU in bytes; `total` is `null` if it is not known. */
export interface Device {
  free: number
  total: number | null
  /** It has no memory of its own and uses the computer's. */
  isUnified?: boolean
  /** Powered down, so that it was not asked: all of it is taken as free. */
  isAsleep?: boolean
}

/** The memory of the computer of a server, in bytes. `ram` is `null` where it is not known. */
export interface Machine {
  devices: readonly Device[]
  ram: { available: number; total: number } | null
}

/** How a model is loaded. What is absent is left to the server, or not known. */
export interface Setting {
  /** `num_ctx`, tokens of one slot. */
  context: number
  /** `num_gpu`: so many of the last layers, the output among them, are on GPUs; absent or below 0: automatic. */
  gpuLayers?: number | undefined
  /** `num_batch` */
  batch?: number | undefined
  /** `OLLAMA_NUM_PARALLEL`; 1 is assumed. */
  slots?: number | undefined
  /** `OLLAMA_KV_CACHE_TYPE`; f16 is assumed. */
  cacheType?: CacheType | undefined
  /** On is assumed. */
  flashAttention?: boolean | undefined
  /** Of the server; `null` if not known: the newest is assumed. */
  version: string | null
  machine: Machine | null
  /** Loads of this model on this host, oldest first. */
  measured?: readonly MeasuredLoad[] | undefined
  /** What loads of any model tell of the host, where slots and cache are not given. */
  told?: Told | null | undefined
}

/** Since 0.30 every model runs in llama-server, and `ps` sums the buffers that it has allocated. */
export function isEstimating(version: string | null): boolean {
  return isOlder(version, '0.30.0')
}

const HALF = 2
/** Bytes of a number in the cache. */
export const cacheBytes: Readonly<Record<CacheType, number>> = { f16: HALF, q8_0: 34 / 32, q4_0: 18 / 32 }

export const paddedTo256 = (tokens: number) => Math.ceil(tokens / 256) * 256

export function slotsOf(model: MemoryModel, { slots = 1 }: Setting): number {
  return model.hasOneSlot ? 1 : slots
}

/** The context that the server makes of a wish: at most what the model was trained with. */
export function contextOf(model: MemoryModel, wanted: number): number {
  const most = model.context === null ? Infinity : model.projector === 0 ? model.context : Math.max(2048, model.context)
  return Math.max(1, Math.min(wanted, most))
}

/**
 * What the server predicts before it loads, by its own simple rule: the file and an f16 cache without windows and key
 * lengths. It decides on the batch, on one GPU or all, and on evictions.
 */
export function predictionOf(model: MemoryModel, setting: Setting): number {
  const { file, layers, kvHeads, embedding, heads } = model
  const width = kvHeads !== null && embedding !== null && heads !== null ? (kvHeads * embedding) / heads : 0
  const tokens = contextOf(model, setting.context) * slotsOf(model, setting)
  return (file ?? 0) + 2 * layers.length * width * tokens * HALF
}

/** The batch: `num_batch`, else what the server chooses by the context and the free memory. */
export function batchOf(model: MemoryModel, setting: Setting): number {
  const context = contextOf(model, setting.context)
  const { machine, flashAttention = true } = setting
  if (model.isEncoder) return Math.min(2048, context)
  const batch = setting.batch ?? model.parameters.batch
  if (batch !== null) return batch
  const tokens = context * slotsOf(model, setting)
  if (isEstimating(setting.version)) return Math.min(512, tokens)
  const free = machine?.devices.reduce((most, device) => Math.max(most, device.free), 0) ?? 0
  if (!flashAttention) return free > 0 && free <= 8 * GIB && tokens > 4096 ? 256 : 512
  const prediction = predictionOf(model, setting)
  const fits = (extra: number, share: number) =>
    free === 0 || (prediction + extra <= 0.8 * free && prediction <= share * free)
  if (tokens > 32_768 && fits(2 * GIB, 0.6)) return 2048
  return tokens > 4096 && fits(0.75 * GIB, 0.75) ? 1024 : 512
}

/**
 * The context that the server takes if none is given, in tokens: the Modelfile's, else by its version and since 0.15.5
 * by the memory of all its GPUs. `null` if that is not known. `OLLAMA_CONTEXT_LENGTH`, which cannot be read, overrides
 * the last two.
 */
export function defaultContext(
  model: MemoryModel,
  { version, machine }: Pick<Setting, 'version' | 'machine'>,
): number | null {
  const own = model.parameters.context
  const tier = isOlder(version, '0.6.7') ? 2048 : isOlder(version, '0.15.5') ? LEAST_CONTEXT : tierOf(machine)
  const context = own ?? tier
  return context === null ? null : contextOf(model, context)
}

/** The smallest context that a server takes by itself since 0.6.7, in tokens. */
export const LEAST_CONTEXT = 4096

function tierOf(machine: Machine | null): number | null {
  if (machine === null) return null
  // Where only what is free is known, the whole is at least that.
  const total = machine.devices.reduce((sum, device) => sum + (device.total ?? device.free), 0)
  if (total < 47 * GIB && machine.devices.some((device) => device.total === null)) return null
  return total >= 47 * GIB ? 262_144 : total >= 23 * GIB ? 32_768 : LEAST_CONTEXT
}
