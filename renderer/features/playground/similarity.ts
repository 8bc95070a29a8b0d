import type { Neighbour } from '../../workers/nearest.ts'
import type { Answer, Ask } from '../../workers/similarity.ts'

type Without<T> = T extends { id: number } ? Omit<T, 'id'> : never

let worker: Worker | undefined
let lastId = 0
const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>()

/** One worker for the whole page, started when it is first needed. */
function theWorker(): Worker {
  if (worker) return worker
  const started = new Worker(new URL('../../workers/similarity.ts', import.meta.url), { type: 'module' })
  started.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.id)?.resolve(data)
    waiting.delete(data.id)
  })
  started.addEventListener('error', ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message))
    waiting.clear()
    started.terminate()
    worker = undefined
  })
  worker = started
  return started
}

function ask(question: Without<Ask>, transfer: Transferable[] = []): Promise<Answer> {
  lastId += 1
  const id = lastId
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    theWorker().postMessage({ ...question, id }, { transfer })
  })
}

/** Hands the vectors to the worker, which keeps them, and answers with the matrix of the first `shown`. */
export async function compare(
  vectors: Float32Array,
  count: number,
  dimensions: number,
  shown: number,
): Promise<Float32Array> {
  const answer = await ask({ kind: 'compare', vectors, count, dimensions, shown }, [vectors.buffer])
  return answer.kind === 'compare' ? answer.matrix : new Float32Array()
}

/** The texts most like one of those compared last. */
export async function nearestTo(row: number, limit: number): Promise<Neighbour[]> {
  const answer = await ask({ kind: 'nearest', row, limit })
  return answer.kind === 'nearest' ? answer.neighbours : []
}
