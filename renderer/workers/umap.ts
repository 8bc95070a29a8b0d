import { layOut, type LayoutProgress } from './layout.ts'

export interface LayoutAsk {
  vectors: Float32Array
  dimensions: number
  points: Float32Array
  seed: number
}

/** Progress, at times with the current points; `done` with the final ones. To cancel it, terminate the worker. */
export type LayoutNews =
  | (LayoutProgress & { kind: 'progress'; points: Float32Array | null })
  | { kind: 'done'; points: Float32Array }

/** Milliseconds between two reports of progress. */
const OFTEN = 100

addEventListener('message', ({ data }: MessageEvent<LayoutAsk>) => {
  const steps = layOut(data.vectors, data.dimensions, data.points, data.seed)
  let told = 0
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      postMessage({ kind: 'done', points: step.value } satisfies LayoutNews)
      return
    }
    if (performance.now() - told < OFTEN) continue
    told = performance.now()
    postMessage({ kind: 'progress', ...step.value } satisfies LayoutNews)
  }
})
