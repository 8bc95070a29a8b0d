import type { Parts, Unit } from './parts.ts'

/** Where a loaded model is, in bytes. */
export interface Footprint {
  /** On each of the machine's GPUs. */
  gpus: number[]
  cpu: number
  /** Of it, what is listed by `ps`. */
  listed: { gpu: number; cpu: number }
  /** Whether all layers are on GPUs. */
  isWhole: boolean
  /** Weights on GPUs. */
  weights: number
  /** The cache of the layers without a window, beside others with one, by place. */
  fullCache: { gpu: number; cpu: number }
  file: number
}

/** A device ran out of memory, which happens only if the layers are given. */
export const outOfMemory = 'out of memory'

const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0)
const onGpu = ({ weights, cache, copied }: Unit) => weights + cache + copied

/** The GPUs for a model: one, if the prediction is at most 80 % of its free memory, else all. As indexes. */
export function chosenGpus(prediction: number, free: readonly number[]): number[] {
  const best = free.indexOf(Math.max(...free))
  if (best === -1) return []
  return prediction <= 0.8 * (free[best] ?? 0) ? [best] : free.map((_, index) => index)
}

/** Bytes for units on each of the chosen GPUs, beside the buffers and what is kept free there. */
function roomOf(parts: Parts, chosen: readonly number[], free: readonly number[], margin: number): number[] {
  const { compute, projector } = parts
  const buffers = compute.gpu + (chosen.length > 1 ? compute.pipeline : 0)
  return chosen.map((gpu, index) => Math.max(0, (free[gpu] ?? 0) - margin - buffers - (index === 0 ? projector : 0)))
}

/** Units on each GPU in contiguous slices, in proportion to the room of each; `null` if a slice exceeds it. */
function inProportion(units: readonly Unit[], room: readonly number[]): number[] | null {
  const wanted = total(units.map(onGpu))
  const held = room.map(() => 0)
  let [gpu, placed] = [0, 0]
  let end = (wanted * (room[0] ?? 0)) / total(room)
  for (const unit of units) {
    const bytes = onGpu(unit)
    while (gpu < room.length - 1 && placed + bytes / 2 > end) {
      gpu++
      end += (wanted * (room[gpu] ?? 0)) / total(room)
    }
    held[gpu] = (held[gpu] ?? 0) + bytes
    placed += bytes
  }
  return held.every((bytes, index) => bytes <= (room[index] ?? 0)) ? held : null
}

/** As many units as fit, from the back; the last GPU has the output. */
function fromTheBack(units: readonly Unit[], room: readonly number[]): { count: number; held: number[] } {
  const held = room.map(() => 0)
  let gpu = room.length - 1
  let count = 0
  for (const unit of [...units].reverse()) {
    const bytes = onGpu(unit)
    while (gpu >= 0 && (held[gpu] ?? 0) + bytes > (room[gpu] ?? 0)) gpu--
    if (gpu < 0) break
    held[gpu] = (held[gpu] ?? 0) + bytes
    count++
  }
  return { count, held }
}

/**
 * Places a model by layers. `free` is that of each GPU; `layers` is `num_gpu`: that many from the back, with the
 * output, without a check whether they fit; `null` for as many as fit.
 */
export function place(parts: Parts, free: readonly number[], layers: number | null): Footprint | typeof outOfMemory {
  const { units } = parts
  const chosen = layers === 0 ? [] : chosenGpus(parts.prediction, free)
  const isGiven = layers !== null
  const offered = isGiven ? units.slice(Math.max(0, units.length - layers)) : units
  const room = roomOf(parts, chosen, free, isGiven ? 0 : parts.margin)
  const proportion = total(room) > 0 ? inProportion(offered, room) : null
  if (proportion !== null) return footprint(parts, free.length, chosen, offered.length, proportion)
  const { count, held } = fromTheBack(offered, room)
  if (isGiven && layers > 0 && chosen.length > 0 && count < offered.length) return outOfMemory
  return footprint(parts, free.length, chosen, count, held)
}

function footprint(
  parts: Parts,
  gpuCount: number,
  chosen: readonly number[],
  count: number,
  held: readonly number[],
): Footprint {
  const { units, input, compute, projector, isProjectorListed, spare, file } = parts
  const isWhole = count === units.length
  const there = units.slice(units.length - count)
  const here = units.slice(0, units.length - count)
  const used = count === 0 ? [] : chosen.filter((_, index) => (held[index] ?? 0) > 0)
  const buffers = compute.gpu + (used.length > 1 ? compute.pipeline : 0)
  const gpus = Array.from({ length: gpuCount }, () => 0)
  for (const gpu of used) gpus[gpu] = (held[chosen.indexOf(gpu)] ?? 0) + buffers
  // The image encoder is on the GPU only with all layers.
  const encoder = isWhole ? used[0] : undefined
  if (encoder !== undefined) gpus[encoder] = (gpus[encoder] ?? 0) + projector
  const cpu =
    input +
    total(here.map(({ weights, cache }) => weights + cache)) +
    (count === 0 ? compute.alone : compute.beside) +
    (encoder === undefined ? projector : 0)
  const unlisted = isProjectorListed ? 0 : projector
  const fullCacheOf = (some: readonly Unit[]) => total(some.map(({ isFull, cache }) => (isFull ? cache : 0)))
  return {
    gpus,
    cpu,
    listed: {
      gpu: total(gpus) + spare.gpu * used.length - (encoder === undefined ? 0 : unlisted),
      cpu: cpu + (count === 0 ? spare.alone : 0) - (encoder === undefined ? unlisted : 0),
    },
    isWhole: isWhole && used.length > 0,
    weights: total(there.map(({ weights, copied }) => weights + copied)),
    fullCache: { gpu: fullCacheOf(there), cpu: fullCacheOf(here) },
    file,
  }
}
