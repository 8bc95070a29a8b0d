import type { MeasuredLoad, Told } from '../../contract/measured.ts'
import type { MemoryModel } from '../../contract/memory-model.ts'
import { neededIn, placeOf } from './calibration.ts'
import { listedOf } from './formula.ts'
import { cacheTypes, contextOf, isEstimating, MIB, type CacheType } from './setting.ts'

const MOST_SLOTS = 8
/** How far a slope may be from that of the formula, as a part of it. Two slots of q8_0 are 6 % above one of f16. */
const TOLERANCE = 0.02
/** How far a size may be from the formula's. */
const SIZE_TOLERANCE = 0.05
/** A smaller difference between two loads tells nothing, in bytes. */
const LEAST_DIFFERENCE = 16 * MIB

interface Server {
  cacheType: CacheType
  slots: number
}

/**
 * What two loads of a model with different contexts tell of the server: the slope between them is 0.53 of the one of
 * an f16 cache for q8_0, 0.28 for q4_0, and k times it for k slots. `null` if that is not certain: for models with
 * windows, whose figures were corrected by the formula, and for architectures that are not known.
 *
 * @param loads oldest first
 */
export function toldBy(name: string, model: MemoryModel, loads: readonly MeasuredLoad[]): Told | null {
  const last = loads.at(-1)
  const isPlain = model.kind === 'listed' && model.window === null && !model.isEncoder && !model.predictsAhead
  if (!isPlain || !last || isEstimating(last.version) || placeOf(last) === 'split') return null
  // The latest one: the server may have been set otherwise before.
  const other = loads.findLast(
    (load) =>
      isAlike(load, last) && load.context !== last.context && Math.abs(load.size - last.size) >= LEAST_DIFFERENCE,
  )
  if (!other) return null
  const [small, large] = other.context < last.context ? [other, last] : [last, other]
  const fitting = serversLike(model, last).filter((server) => isFitting(model, server, small, large))
  const [server] = fitting
  return server && fitting.length === 1
    ? {
        cacheType: server.cacheType,
        // Of a model that always has one slot the server's number is not known.
        slots: model.hasOneSlot ? null : server.slots,
        model: name,
        contexts: [small.context, large.context],
      }
    : null
}

/** Whether two loads differ in nothing but the context. */
function isAlike(a: MeasuredLoad, b: MeasuredLoad): boolean {
  const keys = ['slots', 'cacheType', 'gpuLayers', 'batch', 'version'] as const
  return keys.every((key) => a[key] === b[key]) && placeOf(a) === placeOf(b)
}

/** Servers that could be the one: what is known of the load is so. */
function serversLike({ hasOneSlot }: MemoryModel, { slots, cacheType }: MeasuredLoad): Server[] {
  const types: readonly CacheType[] = cacheType === null ? cacheTypes : [cacheType]
  const all = Array.from({ length: hasOneSlot ? 1 : MOST_SLOTS }, (_, at) => at + 1)
  const counts = slots === null ? all : [slots]
  const servers = types.flatMap((cacheType) => counts.map((slots) => ({ cacheType, slots })))
  // Several slots of a quantized cache look like others of an f16 one.
  return cacheType !== null || slots !== null
    ? servers
    : servers.filter(({ cacheType, slots }) => cacheType === 'f16' || slots === 1)
}

function isFitting(model: MemoryModel, server: Server, small: MeasuredLoad, large: MeasuredLoad): boolean {
  const formulaOf = ({ context, batch, version, ...load }: MeasuredLoad) => {
    const setting = {
      ...server,
      context: contextOf(model, context),
      batch: typeof batch === 'number' ? batch : undefined,
      version,
      machine: null,
    }
    return listedOf(neededIn(placeOf(load) === 'cpu' ? 'cpu' : 'gpu', model, setting), version).size
  }
  const [least, most] = [formulaOf(small), formulaOf(large)]
  const [expected, measured] = [most - least, large.size - small.size]
  const isNear = (load: MeasuredLoad, formula: number) => Math.abs(load.size - formula) <= SIZE_TOLERANCE * formula
  return (
    measured > 0 && Math.abs(measured - expected) <= TOLERANCE * expected && isNear(small, least) && isNear(large, most)
  )
}
