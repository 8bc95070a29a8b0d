import type { MemoryModel } from '../contract/memory-model.ts'
import type { Loaded } from '../contract/running.ts'
import { defaultContext, GIB, LEAST_CONTEXT, predictionOf } from './memory-fit/setting.ts'
import { heldOf, memoryOf } from './memory.ts'

/*
 * Which models a server unloads to load another one, by Ollama's own rule (server/sched.go, 0.30 and later): on a GPU
 * it unloads one after another until its prediction for the new model is at most 80 % of the free memory.
 */

const SHARE = 0.8
/** Models that a server keeps for each GPU, or without one, unless it is set otherwise. */
const PER_GPU = 3

type Candidate = Pick<Loaded, 'name' | 'expiresAt' | 'keepAliveMs' | 'stoppingSince' | 'size' | 'sizeVram'>

/** Idle ones first, then by keep-alive, then by name, as the path of the file is not known. */
function inOrderOfEviction(loaded: readonly Candidate[], serverNow: number): Candidate[] {
  const keepAlive = ({ expiresAt, keepAliveMs }: Candidate) => {
    if (expiresAt === 'never') return Infinity
    // At least the time that is left, if the whole was not seen.
    return keepAliveMs ?? (expiresAt === null ? 0 : expiresAt - serverNow)
  }
  const isBusy = ({ expiresAt }: Candidate) => typeof expiresAt === 'number' && expiresAt < serverNow
  return loaded
    .filter(({ stoppingSince }) => stoppingSince === null)
    .sort((a, b) => Number(isBusy(a)) - Number(isBusy(b)) || keepAlive(a) - keepAlive(b) || (a.name < b.name ? -1 : 1))
}

/** A split model has filled the GPUs: less than this is free, the margin of the server and a layer, in bytes. */
const FREE_BESIDE_SPLIT = 2 * GIB

export interface EvictionQuestion {
  loaded: readonly Candidate[]
  serverNow: number
  /** Bytes, see `predictedLoad`; `null` if unknown, 0 if the new model will not use a GPU. */
  predicted: number | null
  /** Free bytes on all GPUs; `null` if unknown. */
  free: number | null
}

/** The options of a load that decide what it needs; `null` leaves them to the server. */
export interface LoadSize {
  context: number | null
  gpuLayers: number | null
}

/** The context of a load in tokens, or less if the server chooses a larger one. */
export function leastContext(model: MemoryModel, context: number | null, version: string | null): number {
  return context ?? defaultContext(model, { version, machine: null }) ?? LEAST_CONTEXT
}

/** The bytes on GPUs that the server predicts for a load, or less if it chooses a larger context. */
export function predictedLoad(model: MemoryModel, { context, gpuLayers }: LoadSize, version: string | null): number {
  if (gpuLayers === 0) return 0
  return predictionOf(model, { context: leastContext(model, context, version), version, machine: null })
}

/**
 * The models that go, in their order. `full`: the memory is not enough, by the rule; `crowded`: there are as many as a
 * server keeps by default for one GPU, which has perhaps more. `null` if none is known to go.
 */
export interface Eviction {
  reason: 'full' | 'crowded'
  names: string[]
}

export function evictionBefore({ loaded, serverNow, predicted, free }: EvictionQuestion): Eviction | null {
  const order = inOrderOfEviction(loaded, serverNow)
  const memory = order.map(memoryOf)
  const isSplit = memory.some(({ gpu, cpu }) => gpu > 0 && cpu > 0)
  const usesGpu = memory.some(({ gpu }) => gpu > 0)
  const most = free ?? (isSplit ? FREE_BESIDE_SPLIT : null)
  if (usesGpu && predicted !== null && predicted > 0 && most !== null) {
    let left = most
    const names: string[] = []
    for (const [index, { name }] of order.entries()) {
      if (predicted <= SHARE * left) break
      left += memory[index]?.gpu ?? 0
      names.push(name)
    }
    if (names.length > 0) return { reason: 'full', names }
  }
  const [first] = order
  return first && order.length >= PER_GPU ? { reason: 'crowded', names: [first.name] } : null
}

export type Freeable = Pick<Loaded, 'name' | 'usedAt' | 'expiresAt' | 'stoppingSince' | 'size' | 'sizeVram'>

/** Models that are unloaded together, and the bytes that this frees. */
export interface FreeStep {
  names: string[]
  bytes: number
}

/**
 * What can be freed, each step with one model more: those used least recently first. Before them come those that were
 * not used since Corral began to watch, the ones kept until unloaded last.
 */
export function freeSteps(loaded: readonly Freeable[]): FreeStep[] {
  const held = loaded
    .filter(({ stoppingSince }) => stoppingSince === null)
    .map((model) => ({
      name: model.name,
      usedAt: model.usedAt ?? -Infinity,
      isKept: model.expiresAt === 'never',
      bytes: heldOf(memoryOf(model)).bytes,
    }))
    .filter((model) => model.bytes > 0)
  held.sort((a, b) =>
    a.usedAt === b.usedAt ? Number(a.isKept) - Number(b.isKept) || b.bytes - a.bytes : a.usedAt - b.usedAt,
  )
  return held.map((_, index) => {
    const some = held.slice(0, index + 1)
    return { names: some.map(({ name }) => name), bytes: some.reduce((sum, { bytes }) => sum + bytes, 0) }
  })
}

/** The first step that frees `bytes`; the last one if they are not enough. */
export function toFree(loaded: readonly Freeable[], bytes: number): FreeStep {
  const none = { names: [], bytes: 0 }
  if (bytes <= 0) return none
  const steps = freeSteps(loaded)
  return steps.find((step) => step.bytes >= bytes) ?? steps.at(-1) ?? none
}
