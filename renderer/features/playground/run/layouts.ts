import { create } from 'zustand'
import type { LayoutAsk, LayoutNews } from '../../../workers/umap.ts'
import type { LayoutProgress } from '../../../workers/layout.ts'
import { call, computeProblem } from './compute-client.ts'
import { isOpen, useResults, type Result } from './results.ts'
import type { Problem } from '#shared/contract/problem.ts'

/** A fixed seed, so that the same vectors always give the same map. */
const SEED = 42

export type LayoutWork =
  | { kind: 'running'; progress: LayoutProgress; points: Float32Array | null }
  | { kind: 'failed'; problem: Problem }

/** Running layouts, by the id of their result. */
export const useLayouts = create<{ works: Readonly<Record<string, LayoutWork>> }>(() => ({ works: {} }))

const workers = new Map<string, Worker>()

function setWork(id: string, work: LayoutWork | null): void {
  useLayouts.setState(({ works: { [id]: _, ...others } }) => ({
    works: work === null ? others : { ...others, [id]: work },
  }))
}

/** Computes the layout of a result in a worker of its own, unless it exists or is running. */
export async function startLayout({ id, facts, plane, layout }: Result): Promise<void> {
  if (layout !== null || workers.has(id)) return
  const all = facts.texts.length
  setWork(id, { kind: 'running', progress: { stage: 'comparing', done: 0, all }, points: null })
  const worker = new Worker(new URL('../../../workers/umap.ts', import.meta.url), { type: 'module' })
  workers.set(id, worker)
  const fail = (error: unknown) => {
    end(id)
    setWork(id, { kind: 'failed', problem: computeProblem(error) })
  }
  worker.addEventListener('error', ({ message }) => fail(new Error(message)))
  worker.addEventListener('message', ({ data }: MessageEvent<LayoutNews>) => {
    if (data.kind === 'progress') {
      setWork(id, { kind: 'running', progress: data, points: data.points })
      return
    }
    end(id)
    setWork(id, null)
    useResults.setState(({ runs }) => ({
      runs: runs.map((run) => (run.id === id && isOpen(run) ? { ...run, layout: data.points } : run)),
    }))
  })
  try {
    const { bytes } = await call('share', { id, count: all })
    const vectors = new Float32Array(bytes)
    const asked: LayoutAsk = { vectors, dimensions: facts.dimensions, points: plane.points, seed: SEED }
    worker.postMessage(asked, { transfer: [bytes] })
  } catch (error) {
    fail(error)
  }
}

/** Cancels a running layout and discards it. */
export function cancelLayout(id: string): void {
  end(id)
  setWork(id, null)
}

function end(id: string): void {
  workers.get(id)?.terminate()
  workers.delete(id)
}
