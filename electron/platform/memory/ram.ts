import os from 'node:os'

export interface Ram {
  available: number
  total: number
}

const KIB = 1024

/** Reads `/proc/meminfo`, in bytes; `null` if a figure is missing (`MemAvailable` is there since Linux 3.14). */
export function readMeminfo(text: string): Ram | null {
  const kib = (key: string) => {
    const found = new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(text)
    return found ? Number(found[1]) * KIB : null
  }
  const total = kib('MemTotal')
  const available = kib('MemAvailable')
  return total === null || available === null ? null : { total, available: Math.min(available, total) }
}

/** Reads the path of the unified control group in `/proc/<pid>/cgroup`; `null` with version 1 only. */
export function readCgroup(text: string): string | null {
  return /^0::(\/.*)$/m.exec(text)?.[1] ?? null
}

/**
 * The memory of a process in control groups: the least of what the computer has and of what each of its groups may
 * still take. `limits` are `memory.max` and `memory.current` of its group and those above, as the files read.
 */
export function limitRam(ram: Ram, limits: readonly { max: string; current: string }[]): Ram {
  let { total, available } = ram
  for (const limit of limits) {
    const max = Number(limit.max)
    const current = Number(limit.current)
    // `max` stands for no limit.
    if (limit.max.trim() === '' || !Number.isFinite(max) || !Number.isFinite(current)) continue
    total = Math.min(total, max)
    available = Math.min(available, Math.max(0, max - current))
  }
  return { total, available: Math.min(available, total) }
}

/** The memory of this computer by Node, which is right on Windows: on macOS it leaves out what can be reclaimed. */
export function nodeRam(): Ram {
  return { total: os.totalmem(), available: os.freemem() }
}
