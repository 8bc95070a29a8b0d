import { startTransition, useEffect, useState } from 'react'
import { create } from 'zustand'
import { MAX_RUNS } from '#shared/contract/embedding-bounds.ts'
import type { MissingVector } from '#shared/contract/embeddings.ts'
import type { Problem } from '#shared/contract/problem.ts'
import type { Facts } from '../../../workers/files/saved.ts'
import { keysOf, placesOf } from '../texts/entries.ts'
import { call, type ComputedResult } from './compute-client.ts'

interface Told {
  /** Also the id of its vectors in the core and the worker. */
  id: string
  /** The host of the run; `null` for a result read from a file. */
  hostId: string | null
  facts: Facts
}

/** A run with its vectors in the worker. */
export interface Result extends Told, ComputedResult {
  keys: readonly string[]
  rows: ReadonlyMap<string, number>
  /** Why texts have no vector, by their keys. */
  missing: ReadonlyMap<string, Problem>
  /** The UMAP layout, once it was computed. */
  layout: Float32Array | null
}

/** A run without its vectors, of which only the figures are known. */
export interface ClosedRun extends Told {
  /** Whether its vectors are being looked for in the core, after a reload of the page. */
  isOpening: boolean
}

export function isOpen(run: Result | ClosedRun): run is Result {
  return 'matrix' in run
}

export type Work =
  | { kind: 'idle' }
  /** Model `run` of `runs`; `done` of `count` texts since `startedAt`; then the vectors are read and compared. */
  | {
      kind: 'running'
      model: string
      run: number
      runs: number
      done: number
      count: number
      startedAt: number
      stage: 'embedding' | 'reading' | 'comparing'
    }
  /** `missing`: the texts of the run that are the cause, by their keys. */
  | { kind: 'failed'; model: string; problem: Problem; missing: ReadonlyMap<string, Problem> }

interface Results {
  /** The newest first. */
  runs: readonly (Result | ClosedRun)[]
  /** Ids of the result that is shown, and of the one beside it. */
  shownId: string | null
  besideId: string | null
  work: Work
  show: (id: string) => void
  setBeside: (id: string | null) => void
  remove: (id: string) => void
}

const openRun = (runs: Results['runs'], id: string | null) => runs.filter(isOpen).find((run) => run.id === id)

/** The runs, kept while other pages are shown. Their vectors are in the worker. */
export const useResults = create<Results>((set, get) => ({
  runs: [],
  shownId: null,
  besideId: null,
  work: { kind: 'idle' },
  show: (id) => {
    const { runs, besideId } = get()
    const [shown, beside] = [openRun(runs, id), openRun(runs, besideId)]
    set({ shownId: id, besideId: shown && beside && comparable(shown, beside) ? besideId : null })
  },
  setBeside: (besideId) => set({ besideId }),
  remove: (id) => {
    const { runs, shownId, besideId } = get()
    const left = runs.filter((run) => run.id !== id)
    forget(runs, left)
    set({
      runs: left,
      shownId: shownId === id ? (left.find(isOpen)?.id ?? null) : shownId,
      besideId: besideId === id || shownId === id ? null : besideId,
    })
  },
}))

/** Most memory for the vectors of all results, in bytes. */
const KEPT_BYTES = 384 * 1024 * 1024

/** The newest runs; of those whose vectors exceed the memory bound only the figures, but never of the first. */
export function keptOf(runs: Results['runs']): Results['runs'] {
  let bytes = 0
  return runs.slice(0, MAX_RUNS).map((run, at) => {
    if (!isOpen(run)) return run
    const { id, hostId, facts } = run
    bytes += facts.texts.length * facts.dimensions * 4
    return at === 0 || bytes <= KEPT_BYTES ? run : { id, hostId, facts, isOpening: false }
  })
}

/** Why texts have no vector, by their keys. */
export function missingOf(missing: readonly MissingVector[], keys: readonly string[]): Map<string, Problem> {
  return new Map(missing.map(({ text, problem }) => [keys[text] ?? '', problem]))
}

type Made = Told & ComputedResult

function resultOf(made: Made): Result {
  const keys = keysOf(made.facts.texts)
  return { ...made, keys, rows: placesOf(keys), missing: missingOf(made.facts.missing, keys), layout: null }
}

/** Replaces the runs by those to keep. */
function keep(runs: Results['runs']): void {
  const kept = keptOf(runs)
  forget(runs, kept)
  useResults.setState({ runs: kept })
}

/** Adds a result and shows it. */
export function addResult(made: Made): void {
  const { runs, shownId, besideId } = useResults.getState()
  const result = resultOf(made)
  keep([result, ...runs])
  const beside = openRun(useResults.getState().runs, besideId)
  useResults.setState({
    shownId: result.id,
    besideId: shownId !== null && beside && comparable(result, beside) ? besideId : null,
  })
}

/** Adds runs that were removed, behind those made meanwhile. */
export function addRuns(runs: Results['runs']): void {
  keep([...useResults.getState().runs, ...runs])
}

/** Makes a closed run a result, or says with `null` that its vectors are gone. */
export function openClosed(id: string, computed: ComputedResult | null): void {
  const { runs } = useResults.getState()
  if (!runs.some((run) => run.id === id)) dropVectors(id)
  keep(
    runs.map((run) => {
      if (run.id !== id || isOpen(run)) return run
      return computed === null
        ? { ...run, isOpening: false }
        : resultOf({ ...computed, id, hostId: run.hostId, facts: run.facts })
    }),
  )
}

/** Whether two different results have the same texts. */
export function comparable(a: Pick<Result, 'id' | 'keys'>, b: Pick<Result, 'id' | 'keys'>): boolean {
  return a.id !== b.id && a.keys.length === b.keys.length && a.keys.every((key, at) => key === b.keys[at])
}

let release: (id: string) => void = () => {}

/** Sets how the core is told that the vectors of a run are no longer needed. */
export function releaseWith(act: (id: string) => void): void {
  release = act
}

/** Drops the vectors of a run in the worker and in the core. */
export function dropVectors(id: string): void {
  release(id)
  call('drop', { id }).catch(() => {
    // The worker is gone, and the vectors with it.
  })
}

/** Drops the vectors of the runs that are gone or closed. */
function forget(before: Results['runs'], after: Results['runs']): void {
  for (const run of before) {
    const left = after.find(({ id }) => id === run.id)
    if (left === undefined || (isOpen(run) && !isOpen(left))) dropVectors(run.id)
  }
}

const shownOf = ({ runs, shownId }: Results) => openRun(runs, shownId) ?? null
const besideOf = ({ runs, besideId }: Results) => openRun(runs, besideId) ?? null

/** Rendering a result takes longer than a frame, so it is a transition, during which the page stays responsive. */
function useInSteps(read: (results: Results) => Result | null): Result | null {
  const [result, setResult] = useState(() => read(useResults.getState()))
  useEffect(() => {
    const look = (results: Results) => startTransition(() => setResult(read(results)))
    look(useResults.getState())
    return useResults.subscribe(look)
  }, [read])
  return result
}

/** The result that is shown. */
export function useShown(): Result | null {
  return useInSteps(shownOf)
}

/** The result that is compared with it. */
export function useBeside(): Result | null {
  return useInSteps(besideOf)
}
