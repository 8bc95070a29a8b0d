import { startTransition, useEffect, useState } from 'react'
import { create } from 'zustand'
import type { MissingVector } from '#shared/contract/embeddings.ts'
import type { Problem } from '#shared/contract/problem.ts'
import type { Facts } from '../../../workers/files/saved.ts'
import { keysOf, placesOf } from '../texts/entries.ts'
import { call, type ComputedResult } from './compute-client.ts'

export interface Result extends ComputedResult {
  /** Also the id of its vectors in the worker. */
  id: string
  /** The host of the run; `null` for a result read from a file. */
  hostId: string | null
  facts: Facts
  keys: readonly string[]
  rows: ReadonlyMap<string, number>
  /** Why texts have no vector, by their keys. */
  missing: ReadonlyMap<string, Problem>
  /** The UMAP layout, once it was computed. */
  layout: Float32Array | null
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
  results: readonly Result[]
  /** Ids of the result that is shown, and of the one beside it. */
  shownId: string | null
  besideId: string | null
  work: Work
  show: (id: string) => void
  setBeside: (id: string | null) => void
  remove: (id: string) => void
}

/** The results, kept while other pages are shown. Their vectors are in the worker. */
export const useResults = create<Results>((set, get) => ({
  results: [],
  shownId: null,
  besideId: null,
  work: { kind: 'idle' },
  show: (id) => {
    const { results, besideId } = get()
    const [shown, beside] = [id, besideId].map((one) => results.find((result) => result.id === one))
    set({ shownId: id, besideId: shown && beside && comparable(shown, beside) ? besideId : null })
  },
  setBeside: (besideId) => set({ besideId }),
  remove: (id) => {
    const { results, shownId, besideId } = get()
    const left = results.filter((result) => result.id !== id)
    forget(results, left)
    set({
      results: left,
      shownId: shownId === id ? (left[0]?.id ?? null) : shownId,
      besideId: besideId === id || shownId === id ? null : besideId,
    })
  },
}))

const MOST_KEPT = 10
/** Most memory for the vectors of all results, in bytes. */
const KEPT_BYTES = 384 * 1024 * 1024

/** The newest results to keep: at most ten, within the memory bound; always the first. */
export function keptOf<R extends Pick<Result, 'facts'>>(results: readonly R[]): R[] {
  let bytes = 0
  return results.slice(0, MOST_KEPT).filter(({ facts }, at) => {
    bytes += facts.texts.length * facts.dimensions * 4
    return at === 0 || bytes <= KEPT_BYTES
  })
}

/** Why texts have no vector, by their keys. */
export function missingOf(missing: readonly MissingVector[], keys: readonly string[]): Map<string, Problem> {
  return new Map(missing.map(({ text, problem }) => [keys[text] ?? '', problem]))
}

/** Adds a result, shows it and drops the oldest ones. */
export function addResult(made: Omit<Result, 'keys' | 'rows' | 'missing' | 'layout'>): void {
  const { results, shownId, besideId } = useResults.getState()
  const keys = keysOf(made.facts.texts)
  const result: Result = {
    ...made,
    keys,
    rows: placesOf(keys),
    missing: missingOf(made.facts.missing, keys),
    layout: null,
  }
  const all = [result, ...results]
  const kept = keptOf(all)
  forget(all, kept)
  const beside = kept.find(({ id }) => id === besideId)
  useResults.setState({
    results: kept,
    shownId: result.id,
    besideId: shownId !== null && beside && comparable(result, beside) ? besideId : null,
  })
}

/** Whether two different results have the same texts. */
export function comparable(a: Pick<Result, 'id' | 'keys'>, b: Pick<Result, 'id' | 'keys'>): boolean {
  return a.id !== b.id && a.keys.length === b.keys.length && a.keys.every((key, at) => key === b.keys[at])
}

function forget(before: readonly Result[], after: readonly Result[]): void {
  for (const { id } of before)
    if (!after.some((result) => result.id === id))
      call('drop', { id }).catch(() => {
        // The worker is gone, and the vectors with it.
      })
}

const shownOf = ({ results, shownId }: Results) => results.find(({ id }) => id === shownId) ?? null
const besideOf = ({ results, besideId }: Results) => results.find(({ id }) => id === besideId) ?? null

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
