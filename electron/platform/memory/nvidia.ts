import { ALIKE, unreadGpu, type GpuReading, type GpuUse } from '../../core/memory/machine-memory.ts'
import type { Clock, Log } from '../../core/platform.ts'
import { sparing } from './tool.ts'
import type { RunProgram } from '../run-program.ts'

const MIB = 2 ** 20

/** The fields and their order are part of the parser. */
export const GPU_QUERY = [
  '--query-gpu=uuid,memory.total,memory.used,memory.free,utilization.gpu,name',
  '--format=csv,noheader,nounits',
]
export const PROCESS_QUERY = ['--query-compute-apps=gpu_uuid,pid,used_memory', '--format=csv,noheader,nounits']

/** A field without a figure reads `[N/A]`, `[Not Supported]` or `[Unknown Error]`. */
function figure(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null
}

function bytes(text: string | undefined): number | null {
  const mib = figure(text)
  return mib === null ? null : mib * MIB
}

const rowsOf = (text: string) => text.split(/\r?\n/).map((line) => line.split(',').map((field) => field.trim()))

/**
 * Reads what nvidia-smi answers to `GPU_QUERY`. Rows without a UUID are left out: messages are among them. A GPU
 * without memory of its own, as GB10 and Jetson, has `[N/A]` for all of it.
 */
export function readGpus(text: string): GpuReading[] {
  return rowsOf(text).flatMap(([id = '', total, used, free, busy, ...name]) => {
    if (!/^(GPU|MIG)-[\da-f-]+$/i.test(id)) return []
    const percent = figure(busy)
    return [
      {
        ...unreadGpu(id),
        name: name.join(', ') || null,
        total: bytes(total),
        used: bytes(used),
        free: bytes(free),
        busy: percent === null ? null : Math.min(1, percent / 100),
        isUnified: bytes(total) === null && bytes(used) === null && bytes(free) === null,
      },
    ]
  })
}

/**
 * Reads what nvidia-smi answers to `PROCESS_QUERY`. `null` if it has processes and tells of none what it holds, as
 * under WDDM (Windows) and in WSL.
 */
export function readUses(text: string): GpuUse[] | null {
  const uses = rowsOf(text).flatMap(([gpu = '', pid, used]) => {
    const id = figure(pid)
    return id === null ? [] : [{ pid: id, gpu, bytes: bytes(used) }]
  })
  return uses.length > 0 && uses.every((use) => use.bytes === null) ? null : uses
}

/** While no model runs and two readings were alike, GPUs are asked only so often, in milliseconds. */
const AT_REST = 25_000

function isAlike(before: readonly GpuReading[], now: readonly GpuReading[]): boolean {
  return (
    before.length === now.length &&
    now.every(({ id, used }, at) => {
      const other = before[at]
      return other?.id === id && Math.abs((other.used ?? 0) - (used ?? 0)) < ALIKE
    })
  )
}

/**
 * Asks nvidia-smi for GPUs and what processes hold. Without the program, or while it fails, there are none. One GPU
 * that is taken away while it is asked fails the whole call. Each start of it costs Corral some ms: what processes hold
 * is asked only if a model runs, and while none does the last reading stands for a while where nothing changed.
 */
export function createNvidia(run: RunProgram, clock: Pick<Clock, 'now'>, log: Log, program = 'nvidia-smi') {
  const failed = (error: unknown) => log.error('nvidia-smi failed', error)
  const gpus = sparing(clock, async () => readGpus(await run(program, GPU_QUERY)), failed)
  const uses = sparing(clock, async () => readUses(await run(program, PROCESS_QUERY)), failed)
  /** The last reading, if no model ran, and until when it stands. */
  let rest: { gpus: GpuReading[]; until: number } | null = null
  // One after the other, so that it never runs twice at a time.
  return async (isUsed: boolean): Promise<{ gpus: GpuReading[]; uses: GpuUse[] | null }> => {
    if (!isUsed && rest !== null && clock.now() < rest.until) return { gpus: rest.gpus, uses: [] }
    const found = (await gpus()) ?? []
    const isCalm = found.length > 0 && rest !== null && isAlike(rest.gpus, found)
    rest = isUsed ? null : { gpus: found, until: isCalm ? clock.now() + AT_REST : 0 }
    if (found.length === 0) return { gpus: found, uses: null }
    return { gpus: found, uses: isUsed ? await uses() : [] }
  }
}
