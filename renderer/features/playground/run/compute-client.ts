import type { Problem } from '#shared/contract/problem.ts'
import { splitRows } from '#shared/domain/similarity.ts'
import { problemOf } from '../../../host/index.ts'
import { type Call, callsTo } from '../../../workers/call.ts'
import type { VectorStore } from '../../../workers/vector-store.ts'
import type { Plane } from '#shared/domain/projection.ts'
import type { VectorQuality } from '#shared/domain/vector-quality.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'

/** What is worked out of the vectors of a run, which the worker keeps. */
export interface WorkedOut {
  /** The first so many texts are in the matrix. */
  shown: number
  /** Cosines, `shown` × `shown`; `least` of them off the diagonal; the row at each place in order of likeness. */
  matrix: Float32Array
  least: number
  order: Uint32Array
  quality: VectorQuality
  plane: Pick<Plane, 'points' | 'shares'>
}

/** A map of more cells than this has none that can be seen. */
const MOST_SHOWN = 1000
/** Products of a matrix that are not worth a second worker. */
const SMALL = 20_000_000
/** More would each need a copy of the vectors, for little. */
const MOST_WORKERS = 4

/** The worker that kept the vectors is gone, or never had them. */
class VectorsGone extends Error {}

let store: Call<VectorStore> | undefined
let helpers: Call<VectorStore>[] = []

function start(died: () => void): Call<VectorStore> {
  return callsTo<VectorStore>(
    new Worker(new URL('../../../workers/vectors.ts', import.meta.url), { type: 'module' }),
    died,
  )
}

/** A call to the one worker that keeps the vectors of all results, started when it is first needed. */
export const call: Call<VectorStore> = (...args) => {
  store ??= start(() => (store = undefined))
  return store(...args).catch((error: unknown) => {
    throw new VectorsGone(error instanceof Error ? error.message : String(error))
  })
}

/** What went wrong in the worker or on the way to the core, in the one shape that has words. */
export function computeProblem(error: unknown): Problem {
  if (error instanceof VectorsGone) return { code: 'vectors_gone', params: {}, retryable: false, detail: error.message }
  return problemOf(error)
}

/** Works out of kept vectors what every result shows. */
export async function workOut(id: string, count: number, dimensions: number): Promise<WorkedOut> {
  const shown = Math.min(count, MOST_SHOWN)
  const matrix = await measured('matrix', () => matrixOf(id, shown, dimensions))
  const plane = await measured('plane', () => call('plane', { id }))
  return { shown, ...matrix, plane, quality: await call('quality', { id }) }
}

/** The rows of a large matrix are shared among as many workers as the computer has cores, less the one that draws the page. */
async function matrixOf(id: string, shown: number, dimensions: number) {
  const cores = Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency - 1))
  const bounds = splitRows(shown, (shown * shown * dimensions) / 2 < SMALL ? 1 : cores)
  const [first = 0, ...others] = bounds.slice(1)
  const helped = others.map(async (to, at) => {
    const from = bounds[at + 1] ?? 0
    helpers[at] ??= start(() => (helpers = []))
    const help = helpers[at]
    const { bytes } = await call('share', { id, count: to })
    await help('open', { id, count: to, dimensions })
    await help('put', { id, from: 0, bytes }, [bytes])
    const part = await help('part', { id, from, to })
    await help('drop', { id })
    return part
  })
  const parts = await Promise.all([call('part', { id, from: 0, to: first }), ...helped])
  return call(
    'matrix',
    { shown, parts },
    parts.map(({ cosines }) => cosines.buffer),
  )
}

/** Leaves a measure that the tools of the browser and the benchmark read. */
async function measured<T>(name: string, act: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  const result = await act()
  performance.measure(`corral:${name}`, { start: begun, end: performance.now() })
  return result
}

/** What the worker that keeps the vectors answers; the same question is asked once. */
export function useAnswer<T>(question: readonly unknown[], ask: () => Promise<T>) {
  return useQuery({
    queryKey: ['@corral', 'playground', ...question],
    queryFn: ask,
    staleTime: Infinity,
    retry: false,
    placeholderData: keepPreviousData,
  })
}
