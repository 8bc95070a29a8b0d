import { parentPort } from 'node:worker_threads'
import { findArrays } from '../core/ollama/json-arrays.ts'
import type { WorkerThread } from '../core/platform.ts'

/** The other side of `worker-thread.ts`: answers one message after another. An error ends the worker. */
parentPort?.on('message', (input: Parameters<WorkerThread['findArrays']>) => {
  const found = findArrays(...input)
  parentPort?.postMessage(found, [found.body.buffer, ...found.places.map(({ ends }) => ends.buffer)])
})
