/** What one open file of a GPU's driver says, see the kernel's `drm-usage-stats`. */
export interface DrmClient {
  /** PCI address. */
  gpu: string
  /** Several files of a process may be one client. */
  client: string
  bytes: number
}

/** By driver: amdgpu, then xe (resident before total), then i915. */
const KEYS = [
  'drm-memory-vram',
  'drm-resident-vram0',
  'drm-total-vram0',
  'drm-resident-local0',
  'drm-total-local0',
] as const
const UNITS: Readonly<Record<string, number>> = { '': 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }

/** Reads a file of `/proc/<pid>/fdinfo`; `null` if it is not of a GPU, or does not say what is held. */
export function readFdinfo(text: string): DrmClient | null {
  const values = new Map<string, string>()
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0 && line.startsWith('drm-')) values.set(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  const gpu = values.get('drm-pdev')
  const client = values.get('drm-client-id')
  if (gpu === undefined || client === undefined) return null
  for (const key of KEYS) {
    const [, count, unit = ''] = /^(\d+)\s*(KiB|MiB|GiB)?$/.exec(values.get(key) ?? '') ?? []
    if (count !== undefined) return { gpu, client, bytes: Number(count) * UNITS[unit]! }
  }
  return null
}

/** The bytes of a process by GPU: each client counts once, however many files it has. */
export function sumClients(clients: readonly DrmClient[]): Map<string, number> {
  const seen = new Set<string>()
  const sums = new Map<string, number>()
  for (const { gpu, client, bytes } of clients) {
    const key = `${gpu} ${client}`
    if (seen.has(key)) continue
    seen.add(key)
    sums.set(gpu, (sums.get(gpu) ?? 0) + bytes)
  }
  return sums
}
