import type { MemoryModel } from '../../contract/memory-model.ts'
import type { Buffers } from './buffers.ts'
import { GIB, type Device, type Machine } from './setting.ts'

/** What the server keeps free on each GPU (`LLAMA_ARG_FIT_TARGET`). */
export const MARGIN = GIB

/** A layer, or the output after the last one, in bytes. */
interface Unit {
  weights: number
  /** The experts, which may stay on the CPU while the rest is on a GPU. */
  experts: number
  /** Its cache and its state. */
  kept: number
  /** Additional weights on a GPU: the token embedding that the output shares. */
  copied: number
}

/** Bytes that a GPU holds, by the part. */
export interface Placed {
  device: Device
  layers: number
  weights: number
  kept: number
  compute: number
  projector: number
}

export interface Placement {
  /** The GPUs that hold anything. */
  devices: readonly Placed[]
  /** Layers of which at least all but the experts are on GPUs; the output counts as one. */
  gpuLayers: number
  layers: number
  /** Weights that stay on the CPU, and the experts among them of layers that are on GPUs. */
  cpuWeights: number
  cpuExperts: number
  cpuKept: number
  cpuCompute: number
  cpuProjector: number
}

/** Bytes of a placement on GPUs, in all or of one of them. */
export function heldBy({ weights, kept, compute, projector }: Placed): number {
  return weights + kept + compute + projector
}

function unitsOf(model: MemoryModel, { layers }: Buffers): Unit[] {
  return [
    ...model.layers.map(({ weights, experts }, at) => ({
      weights,
      experts,
      kept: (layers[at]?.cache ?? 0) + (layers[at]?.state ?? 0),
      copied: 0,
    })),
    { weights: model.output, experts: 0, kept: 0, copied: model.tied },
  ]
}

const whole = ({ weights, experts, kept, copied }: Unit) => weights + experts + kept + copied

/**
 * Where the server puts a model: on one GPU if its prediction is at most 80 % of that one's free memory, else on all;
 * from the back, as many layers as there is room for. Of a mixture of experts all but the experts comes first, then
 * whole layers from the front.
 *
 * @param gpuLayers so many of the last layers, whether or not there is room; `null` or below 0: automatic
 */
export function place(
  model: MemoryModel,
  buffers: Buffers,
  machine: Machine,
  prediction: number,
  gpuLayers: number | null,
): Placement {
  const units = unitsOf(model, buffers)
  const { compute } = buffers
  const devices = chosen(machine, prediction)
  const each = compute.gpu + (devices.length > 1 ? compute.pipeline : 0)
  const isFixed = gpuLayers !== null && gpuLayers >= 0
  // The encoder is on the CPU if the user has fixed a part of the layers, or if the largest GPU lacks room for it.
  const isProjectorOnGpu =
    buffers.projector > 0 &&
    !(isFixed && gpuLayers < units.length) &&
    buffers.projector + MARGIN <= (devices[0]?.free ?? 0)
  const placed = devices.map((device, at): Placed & { room: number } => {
    const projector = isProjectorOnGpu && at === 0 ? buffers.projector : 0
    const room = isFixed ? Infinity : device.free - MARGIN - each - projector
    return { device, layers: 0, weights: 0, kept: 0, compute: each, projector, room }
  })
  const cpu = { weights: model.input, experts: 0, kept: 0 }
  const put = (unit: Unit, on: (Placed & { room: number }) | undefined, experts: boolean) => {
    if (!on) {
      cpu.weights += unit.weights + unit.experts
      cpu.kept += unit.kept
      return
    }
    if (!experts) {
      cpu.weights += unit.experts
      cpu.experts += unit.experts
    }
    const weights = unit.weights + unit.copied + (experts ? unit.experts : 0)
    on.layers += 1
    on.weights += weights
    on.kept += unit.kept
    on.room -= weights + unit.kept
  }
  const wanted = isFixed ? Math.min(gpuLayers, units.length) : units.length
  const layout = layoutOf(units, placed, wanted)
  for (const [at, unit] of units.entries()) {
    const { device, experts } = layout[at] ?? { device: null, experts: false }
    put(unit, device === null ? undefined : placed[device], experts)
  }
  const used = placed.filter(({ layers }) => layers > 0)
  const projectorOn = used.reduce((sum, { projector }) => sum + projector, 0)
  return {
    devices: used.map(({ room: _, ...rest }) => rest),
    gpuLayers: used.reduce((sum, { layers }) => sum + layers, 0),
    layers: units.length,
    cpuWeights: cpu.weights,
    cpuExperts: cpu.experts,
    cpuKept: cpu.kept,
    cpuCompute: used.length > 0 ? compute.beside : compute.alone,
    cpuProjector: buffers.projector - projectorOn,
  }
}

/** The GPUs that the server uses, the one with most free memory first. */
function chosen({ devices, ram }: Machine, prediction: number): Device[] {
  const usable = devices.map((device) =>
    device.isUnified === true && ram ? { ...device, free: Math.min(device.free, ram.available) } : device,
  )
  usable.sort((a, b) => Number(a.isUnified ?? false) - Number(b.isUnified ?? false) || b.free - a.free)
  const one = usable.find(({ free }) => prediction <= 0.8 * free)
  return one ? [one] : usable
}

interface Place {
  /** The GPU by its place in the list; `null`: the CPU. */
  device: number | null
  experts: boolean
}

function layoutOf(units: readonly Unit[], devices: readonly { room: number }[], wanted: number): Place[] {
  const first = units.length - wanted
  const shares = byShare(units.slice(first), devices)
  if (shares) return [...onCpu(first), ...shares]
  const hasExperts = units.some(({ experts }) => experts > 0)
  return (hasExperts ? denseFirst(units, devices) : null) ?? fromBack(units, devices)
}

const onCpu = (count: number): Place[] => Array.from({ length: count }, () => ({ device: null, experts: false }))

/** All of them, a slice for each GPU by its room; `null` if one of them lacks room. */
function byShare(units: readonly Unit[], devices: readonly { room: number }[]): Place[] | null {
  if (devices.length === 0) return units.length === 0 ? [] : null
  if (devices.some(({ room }) => room <= 0)) return null
  const isUnlimited = devices.some(({ room }) => room === Infinity)
  const rooms = devices.map(({ room }) => (isUnlimited ? 1 : room))
  const all = units.reduce((sum, unit) => sum + whole(unit), 0)
  const sum = rooms.reduce((a, b) => a + b, 0)
  const filled = rooms.map(() => 0)
  let [device, end, passed] = [0, ((rooms[0] ?? 0) / sum) * all, 0]
  const places = units.map((unit): Place => {
    while (device < rooms.length - 1 && passed + whole(unit) / 2 > end) {
      device += 1
      end += ((rooms[device] ?? 0) / sum) * all
    }
    passed += whole(unit)
    filled[device] = (filled[device] ?? 0) + whole(unit)
    return { device, experts: true }
  })
  return isUnlimited || filled.every((bytes, at) => bytes <= (rooms[at] ?? 0)) ? places : null
}

/** From the last unit on, as long as there is room, on the last GPU first. */
function fromBack(units: readonly Unit[], devices: readonly { room: number }[], bytes = whole): Place[] {
  const rooms = devices.map(({ room }) => room)
  const places = onCpu(units.length)
  let device = rooms.length - 1
  for (let at = units.length - 1; at >= 0; at--) {
    const unit = units[at]
    if (!unit) break
    while (device >= 0 && (rooms[device] ?? 0) < bytes(unit)) device -= 1
    if (device < 0) break
    rooms[device] = (rooms[device] ?? 0) - bytes(unit)
    places[at] = { device, experts: unit.experts === 0 || bytes === whole }
  }
  return places
}

/** All but the experts of every layer, then the experts from the front; `null` if there is no room for the first. */
function denseFirst(units: readonly Unit[], devices: readonly { room: number }[]): Place[] | null {
  const places = fromBack(units, devices, ({ weights, kept, copied }) => weights + kept + copied)
  if (places.some(({ device }) => device === null)) return null
  const rooms = devices.map(({ room }) => room)
  for (const [at, { device }] of places.entries()) {
    const unit = units[at]
    if (unit && device !== null) rooms[device] = (rooms[device] ?? 0) - (whole(unit) - unit.experts)
  }
  for (const [at, place] of places.entries()) {
    const experts = units[at]?.experts ?? 0
    if (place.device === null || experts === 0) continue
    if ((rooms[place.device] ?? 0) < experts) break
    rooms[place.device] = (rooms[place.device] ?? 0) - experts
    places[at] = { ...place, experts: true }
  }
  return places
}
