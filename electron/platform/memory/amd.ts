import { unreadGpu, type GpuReading } from '../../core/memory/machine-memory.ts'

const GIB = 2 ** 30

/** The files of an AMD card below `/sys/class/drm/cardN/device`, as they read; `null` where one is missing. */
export interface AmdFiles {
  vramTotal: string | null
  vramUsed: string | null
  gttTotal: string | null
  gttUsed: string | null
  busy: string | null
  name: string | null
}

const number = (text: string | null) => (text !== null && /^\d+\s*$/.test(text) ? Number(text) : null)

/**
 * A card by the files of its driver. One that is integrated has a small part of the computer's memory set aside and
 * uses more of it through the GTT; both are one memory. It is told as Ollama tells it (`discover/amd.go`).
 */
export function readAmd(id: string, files: AmdFiles): GpuReading | null {
  const vram = number(files.vramTotal)
  if (vram === null) return null
  const gtt = number(files.gttTotal)
  const isUnified = vram <= 4 * GIB && gtt !== null && gtt >= 8 * GIB && gtt >= 4 * vram
  const usedVram = number(files.vramUsed)
  const usedGtt = number(files.gttUsed)
  const total = isUnified ? vram + gtt : vram
  const used = !isUnified ? usedVram : usedVram === null || usedGtt === null ? null : usedVram + usedGtt
  const busy = number(files.busy)
  return {
    ...unreadGpu(id),
    name: files.name?.trim() || null,
    total,
    used,
    free: used === null ? null : Math.max(0, total - used),
    busy: busy === null ? null : Math.min(1, busy / 100),
    isUnified,
    isIntegrated: isUnified,
  }
}

/** Reads `rocm-smi --showmeminfo vram --json`, for where the driver's files are not visible. */
export function readRocmSmi(text: string): GpuReading[] {
  // Warnings may stand before the object.
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (start < 0 || end < start) throw new Error('rocm-smi answered no JSON')
  const cards = JSON.parse(text.slice(start, end + 1)) as Record<string, unknown>
  return Object.entries(cards).flatMap(([card, value]) => {
    if (!/^card\d+$/.test(card) || typeof value !== 'object' || value === null) return []
    const field = (key: string) => {
      const found = (value as Record<string, unknown>)[key]
      return number(typeof found === 'string' ? found : typeof found === 'number' ? String(found) : null)
    }
    const total = field('VRAM Total Memory (B)')
    const used = field('VRAM Total Used Memory (B)')
    if (total === null) return []
    return [{ ...unreadGpu(card), total, used, free: used === null ? null : Math.max(0, total - used) }]
  })
}
