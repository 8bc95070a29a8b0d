import type { MemoryModel } from '../../contract/memory-model.ts'
import { estimate, type Estimate } from './estimate.ts'
import { GIB, MIB, type Machine, type Setting } from './setting.ts'
import { knownModels } from './test-known-models.ts'

/** A load of a real server whose memory is known. */
interface Load {
  name: string
  model: MemoryModel
  /** Which figure was measured, in bytes: what `ps` says, one part, or what a GPU held. */
  of: 'ps' | 'cache' | 'state' | 'compute' | 'gpu'
  measured: number
  setting: Partial<Setting> & { context: number }
  /**
   * `plain`: dense and mixture models with f16 or quantized caches and known weights. `special`: windows, hybrids,
   * latent attention, encoders, versions before 0.30, and readings of a whole GPU.
   */
  kind: 'plain' | 'special'
}

const GB = 1e9
const cpu: Machine = { devices: [], ram: { available: 64 * GIB, total: 64 * GIB } }
const { midLlama, tinyLlama, tinyLlamaOf768, allMinilm, ...known } = knownModels

const onCpu = (name: string, model: MemoryModel, mib: number, setting: Load['setting']): Load => ({
  name,
  model,
  of: 'ps',
  measured: mib * MIB,
  kind: 'plain',
  setting: { machine: cpu, ...setting },
})
const part = (name: string, of: Load['of'], model: MemoryModel, mib: number, setting: Load['setting']): Load => ({
  name,
  model,
  of,
  measured: mib * MIB,
  setting,
  kind: 'plain',
})
const listed = (name: string, model: MemoryModel, gb: number, context: number): Load => ({
  name,
  model,
  of: 'ps',
  measured: gb * GB,
  setting: { context },
  kind: 'plain',
})
const special = (load: Load): Load => ({ ...load, kind: 'special' })

/** Loads of servers since 0.30 on a computer without GPU, and published figures: of logs, `ps` and nvidia-smi. */
export const loads: readonly Load[] = [
  onCpu('mid-llama F16, 512', midLlama, 992.3, { context: 512 }),
  onCpu('mid-llama F16, 2,048', midLlama, 1029.8, { context: 2048 }),
  onCpu('mid-llama F16, 4,096', midLlama, 1079.8, { context: 4096 }),
  onCpu('mid-llama F16, 8,192', midLlama, 1223.8, { context: 8192 }),
  onCpu('mid-llama F16, q8_0 cache', midLlama, 1007.3, { context: 2048, cacheType: 'q8_0' }),
  onCpu('mid-llama F16, q4_0 cache', midLlama, 995.3, { context: 2048, cacheType: 'q4_0' }),
  onCpu('mid-llama F16, flash attention off', midLlama, 1076.3, { context: 2048, flashAttention: false }),
  onCpu('mid-llama F16, 4 slots', midLlama, 1212.2, { context: 2048, slots: 4 }),
  onCpu('tiny-llama F16, 512', tinyLlama, 12.48, { context: 512 }),
  onCpu('tiny-llama F16, 2,048', tinyLlamaOf768, 18.89, { context: 2048 }),
  special(onCpu('all-minilm F16, 512', allMinilm, 48.98, { context: 512 })),
  part('Llama 3.1 8B, compute', 'compute', known.llama31of8b, 120, { context: 4096, machine: cpu }),
  part('Qwen2.5 7B, compute', 'compute', known.qwen25of7b, 143, { context: 4096, machine: cpu }),
  part('Qwen3 30B-A3B, compute', 'compute', known.qwen3of30b, 92, { context: 4096, machine: cpu }),
  special(part('Gemma 3 4B, 32,768, compute', 'compute', known.gemma3of4b, 226, { context: 32_768, machine: cpu })),
  special(part('gpt-oss 20B, 8,192, compute', 'compute', known.gptOss20b, 203.3, { context: 8192, machine: cpu })),
  special(part('DeepSeek-V2-Lite, compute', 'compute', known.deepseekV2Lite, 93, { context: 4096, machine: cpu })),
  part('Qwen3 4B on CUDA, 8,192, cache', 'cache', known.qwen3of4b, 1152, { context: 8192 }),
  part('Qwen3-Coder 30B on CUDA, 65,536, cache', 'cache', known.qwen3of30b, 6144, { context: 65_536 }),
  special(
    part('Qwen3.5 27B q8_0, 200,192, cache', 'cache', known.qwen35of27b, 6647, { context: 200_192, cacheType: 'q8_0' }),
  ),
  special(part('Qwen3.5 27B, state', 'state', known.qwen35of27b, 149.62, { context: 200_192 })),
  special(
    part('Qwen3.5 27B, compute', 'compute', known.qwen35of27b, 654.8, { context: 200_192, batch: 512, machine: cpu }),
  ),
  special(
    part('Gemma 3 4B on 16 GB, 131,072, GPU', 'gpu', known.gemma3of4b, 5305, {
      context: 131_072,
      machine: { devices: [{ free: 15 * GIB, total: 16 * GIB }], ram: null },
    }),
  ),
  listed('Llama 3.2 1B Q8_0, 131,072', known.llama32of1b, 6.4, 131_072),
  listed('Llama 3.2 3B Q4_K_M, 8,192', known.llama32of3b, 3.1, 8192),
  listed('Llama 3.2 3B Q4_K_M, 131,072', known.llama32of3b, 18, 131_072),
  listed('Llama 3.1 8B Q4_K_M, 131,072', known.llama31of8b, 22.5, 131_072),
  listed('Qwen2.5-Coder 7B Q4_K_M, 4,096', known.qwen25of7b, 4.7, 4096),
  listed('Qwen2.5-Coder 3B Q4_K_M, 8,192', known.qwen25of3b, 2.4, 8192),
  special(listed('bge-m3 F16, 8,192', known.bgeM3, 0.664, 8192)),
  special(listed('nomic-embed-text F16, 2,048', known.nomicEmbed, 0.323, 2048)),
  special(
    part('Llama 3.1 8B Q8_0, 32 slots, GPU', 'gpu', known.llama31of8bQ8, 16 * 1024, {
      context: 2048,
      slots: 32,
      batch: 512,
    }),
  ),
  special(
    part('Gemma 3 12B, Ollama 0.11, cache', 'cache', known.gemma3of12b, 992, { context: 8192, version: '0.11.0' }),
  ),
  special(
    part('gpt-oss 120B, Ollama 0.11, cache', 'cache', known.gptOss120b, 450, { context: 8192, version: '0.11.0' }),
  ),
  special({
    name: 'gpt-oss 20B, Ollama 0.11, 131,072',
    model: known.gptOss20b,
    of: 'ps',
    measured: 17 * GB,
    kind: 'special',
    setting: { context: 131_072, version: '0.11.0' },
  }),
]

/** Loads with figures whose inputs are not known. */
export const unchecked = [
  'A model of the type of Gemma 3, 65,536: its dimensions are not published',
  'Gemma 2 2B, Ollama 0.2, 2 slots: its context is not told',
] as const

function figureOf({ parts, gpu, cpu, placement, assumptions }: Estimate, of: Load['of']): number {
  if (of === 'cache') return parts.cacheFull + parts.cacheSliding
  if (of === 'state' || of === 'compute') return parts[of]
  // Since 0.30 `ps` drops what is on the CPU once all layers are on GPUs.
  const dropsCpu = placement === null && !assumptions.includes('olderVersion')
  return of === 'gpu' || dropsCpu ? gpu : gpu + cpu
}

export interface Checked {
  name: string
  kind: Load['kind']
  /** In bytes. */
  measured: number
  estimated: number
  /** As a fraction of what was measured, positive if the estimate is too large. */
  error: number
}

/** Every load beside its estimate. */
export function checkedLoads(): Checked[] {
  return loads.map(({ name, kind, model, of, measured, setting }) => {
    const estimated = figureOf(estimate(model, { version: '0.33.0', machine: null, ...setting }), of)
    return { name, kind, measured, estimated, error: estimated / measured - 1 }
  })
}
