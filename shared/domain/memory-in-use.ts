import type { MemoryInUse, MemoryState } from '../contract/memory.ts'
import { GAP_MS, HISTORY_MS } from './memory-history.ts'

/** Readings closer together than this count as one, the last, in milliseconds. */
const EVERY_MS = 10_000

/**
 * What all programs use of the GPUs together, or of system memory where no GPU has its own figures; `null` if the
 * system does not tell it of all of them.
 */
export function memoryInUse({ state, readAt, gpus, ram }: MemoryState): MemoryInUse | null {
  if (state !== 'read' || readAt === null) return null
  const own = gpus.filter(({ isIntegrated, isUnified, total }) => !isIntegrated && !(isUnified && total === null))
  if (own.length === 0) return ram && { at: readAt, of: 'ram', bytes: ram.total - ram.available }
  if (own.some(({ used }) => used === null)) return null
  return { at: readAt, of: 'gpu', bytes: own.reduce((sum, { used }) => sum + (used ?? 0), 0) }
}

/** The last hour after one more reading, oldest first. */
export function recordInUse(history: readonly MemoryInUse[], state: MemoryState): readonly MemoryInUse[] {
  const now = memoryInUse(state)
  if (now === null) return history
  // After the clock was set back, what is in its future is invalid.
  const before = history.filter(({ at }) => at < now.at && at >= now.at - HISTORY_MS)
  const [last, previous] = [before.at(-1), before.at(-2)]
  const isClose = last !== undefined && previous !== undefined && last.at - previous.at < EVERY_MS
  return [...(isClose ? before.slice(0, -1) : before), now]
}

/** What was in use at a time; `undefined` where it was not read about then. */
export function inUseAt(history: readonly MemoryInUse[], time: number): MemoryInUse | undefined {
  const found = history.findLast(({ at }) => at <= time)
  return found && time - found.at <= GAP_MS ? found : undefined
}

/** The history since `begin` as a line: milliseconds and bytes, `null` in the middle of each gap. */
export function inUseLine(history: readonly MemoryInUse[], begin: number) {
  const times: number[] = []
  const bytes: (number | null)[] = []
  for (const one of history) {
    const last = times.at(-1)
    if (one.at < begin || one.of !== history.at(-1)?.of) continue
    if (last !== undefined && one.at - last > GAP_MS) {
      times.push((last + one.at) / 2)
      bytes.push(null)
    }
    times.push(one.at)
    bytes.push(one.bytes)
  }
  return { times, bytes }
}
