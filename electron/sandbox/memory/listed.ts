import type { Accounting } from './parts.ts'
import type { Footprint } from './place.ts'

/** Known faults of `/api/ps`. */
export interface PsFaults {
  /** The cache of the layers without a window is missing in models that have layers with one (0.30 and later). */
  window: boolean
  /** The weights of a split model are counted twice (0.30 to 0.30.8). */
  mmap: boolean
  /** The size is that of the file, since the runner's log could not be read. */
  file: boolean
}

/** `size` and `size_vram` of `/api/ps`. */
export function listedMemory(
  { listed, isWhole, weights, fullCache, file }: Footprint,
  { kind }: Accounting,
  faults: PsFaults,
): { size: number; size_vram: number } {
  if (faults.file) return { size: file, size_vram: isWhole ? file : listed.gpu === 0 ? 0 : Math.min(file, weights) }
  const lost = faults.window ? fullCache : { gpu: 0, cpu: 0 }
  const doubled = faults.mmap && !isWhole && listed.gpu > 0 ? weights : 0
  const gpu = Math.round(listed.gpu - lost.gpu)
  const cpu = Math.round(listed.cpu - lost.cpu + doubled)
  if (!isWhole) return { size: gpu + cpu, size_vram: gpu }
  // The part on the CPU is left out from 0.30 on, and counted as if it were on the GPU before.
  const all = kind === 'buffers' ? gpu : gpu + cpu
  return { size: all, size_vram: all }
}
