import type { Problem } from '#shared/contract/problem.ts'
import { splitRows } from '#shared/domain/similarity.ts'
import { problemOf } from '../../../host/index.ts'
import { type Call, callsTo } from '../../../workers/call.ts'
import type { VectorStore } from '../../../workers/vector-store.ts'
import type { Plane } from '#shared/domain/projection.ts'
import type { VectorQuality } from '#shared/domain/vector-quality.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'

/** What is computed from the vectors of a run, which stay in the worker. */
export interface ComputedResult {
  /** Number of texts in the matrix, from the first on. */
  shown: number
  /** Cosine similarities, `shown` × `shown`; `least` is their minimum off the diagonal, `order` the rows by similarity. */
  matrix: Float32Array
  least: number
  order: Uint32Array
  quality: VectorQuality
  plane: Pick<Plane, 'points' | 'shares'>
}

/** Most rows of the matrix; cells of a larger one would not be visible. */
const MOST_SHOWN = 1000
/** Multiplications for which a second worker is not worthwhile. */
const SMALL = 20_000_000
/** Each worker needs a copy of the vectors, and more workers gain little. */
const MOST_WORKERS = 4

/** The vectors are not in the worker, for example since it crashed. */
class VectorsLost extends Error {}

let store: Call<VectorStore> | undefined
let helpers: Call<VectorStore>[] = []

function start(died: () => void): Call<VectorStore> {
  return callsTo<VectorStore>(
    new Worker(new URL('../../../workers/vectors.ts', import.meta.url), { type: 'module' }),
    died,
  )
}

/** Calls the worker that keeps the vectors of all results; starts it when it is first needed. */
export const call: Call<VectorStore> = (...args) => {
  store ??= start(() => (store = undefined))
  return store(...args).catch((error: unknown) => {
    throw new VectorsLost(error instanceof Error ? error.message : String(error))
  })
}

/** Turns an error of the worker or of a call to the core into a `Problem`. */
export function computeProblem(error: unknown): Problem {
  if (error instanceof VectorsLost) return { code: 'vectors_gone', params: {}, retryable: false, detail: error.message }
  return problemOf(error)
}

/** Computes what every result shows from vectors in the worker. */
export async function computeResult(id: string, count: number, dimensions: number): Promise<ComputedResult> {
  const shown = Math.min(count, MOST_SHOWN)
  const matrix = await measured('matrix', () => matrixOf(id, shown, dimensions))
  const plane = await measured('plane', () => call('plane', { id }))
  return { shown, ...matrix, plane, quality: await call('quality', { id }) }
}

/** Splits a large matrix among one worker per core, except one core for the page. */
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

/** Records a performance measure for the developer tools and the benchmark. */
async function measured<T>(name: string, act: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  const result = await act()
  performance.measure(`corral:${name}`, { start: begun, end: performance.now() })
  return result
}

/** Query of the vector worker; the same question is computed once. */
export function useComputed<T>(question: readonly unknown[], ask: () => Promise<T>) {
  return useQuery({
    queryKey: ['@corral', 'playground', ...question],
    queryFn: ask,
    staleTime: Infinity,
    retry: false,
    placeholderData: keepPreviousData,
  })
}
