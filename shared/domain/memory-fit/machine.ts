import type { HostMemory } from '../../contract/hosts.ts'
import { memoryOf, memoryTotals, type MemoryFigures } from '../memory.ts'
import { GIB, MIB, type Device, type Machine } from './setting.ts'

/** The part of one shared memory that GPUs may use where nobody says it: between 74 and 84 % on a Mac. */
const SHARED = 0.75
/** The server puts a model on one GPU if it takes at most this share of what is free there. */
const ONE_GPU = 0.8

/**
 * The machine of a host by the memory that its user typed: free is what the server's models leave of it. `null` if
 * GPUs were not typed, or if the memory of a model is not known.
 *
 * @param loaded the models in memory; `null` if not known
 */
export function typedMachine(memory: HostMemory | null, loaded: readonly MemoryFigures[] | null): Machine | null {
  if (memory === null || loaded === null) return null
  const totals = memoryTotals(loaded)
  if (totals.isPartial || totals.unknown > 0) return null
  const { isUnified } = memory
  const gpus = memory.gpus ?? (isUnified && memory.ram !== null ? [memory.ram * SHARED] : null)
  if (gpus === null) return null
  const devices = gpus.map((gib): Device => ({ free: gib * GIB, total: gib * GIB, isUnified }))
  const largestFirst = loaded.map((model) => memoryOf(model).gpu).sort((a, b) => b - a)
  for (const bytes of largestFirst) take(devices, bytes)
  const held = totals.cpu + (isUnified ? totals.gpu : 0)
  const total = memory.ram === null ? null : memory.ram * GIB
  return { devices, ram: total === null ? null : { available: Math.max(0, total - held), total } }
}

/** Takes a model's bytes from the GPU with most free memory, or a part from each where that one lacks room. */
function take(devices: Device[], bytes: number): void {
  const free = devices.reduce((sum, device) => sum + device.free, 0)
  const most = devices.reduce<Device | null>((best, each) => (best && best.free >= each.free ? best : each), null)
  if (most && bytes <= ONE_GPU * most.free) most.free -= bytes
  else for (const device of devices) device.free = Math.max(0, device.free - bytes * (device.free / (free || 1)))
}

/** The machine as it is when this model is no longer loaded: a load with other options unloads it first. */
export function machineWithout(machine: Machine, model: MemoryFigures): Machine {
  const { gpu, cpu } = memoryOf(model)
  const usedOf = ({ free, total }: Device) => Math.max(0, (total ?? Infinity) - free)
  const one = machine.devices
    .filter((device) => usedOf(device) >= gpu)
    .reduce<Device | null>((least, each) => (least && usedOf(least) <= usedOf(each) ? least : each), null)
  const used = machine.devices.reduce((sum, device) => sum + usedOf(device), 0)
  const isUnified = machine.devices.some((device) => device.isUnified)
  const { ram } = machine
  return {
    devices: machine.devices.map((device) => {
      const share = one ? (device === one ? 1 : 0) : usedOf(device) / (used || 1)
      return { ...device, free: Math.min(device.total ?? Infinity, device.free + gpu * share) }
    }),
    ram: ram && { ...ram, available: Math.min(ram.total, ram.available + cpu + (isUnified ? gpu : 0)) },
  }
}

/** Readings differ by so much without reason, in bytes. */
const STEP = 256 * MIB

/** Whether a later reading differs so little that no verdict need be made anew. */
export function isNear(before: Machine | null, now: Machine | null): boolean {
  if (before === null || now === null) return before === now
  // Beside GPUs system memory decides only on what does not fit there, and all programs change it all the time.
  const ramStep = now.devices.length > 0 ? 4 * STEP : STEP
  return (
    before.devices.length === now.devices.length &&
    now.devices.every((device, at) => {
      const other = before.devices[at]
      const isSame = other?.total === device.total && other.isAsleep === device.isAsleep
      return isSame && Math.abs(other.free - device.free) < STEP
    }) &&
    before.ram?.total === now.ram?.total &&
    Math.abs((before.ram?.available ?? 0) - (now.ram?.available ?? 0)) < ramStep
  )
}
