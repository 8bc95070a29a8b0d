import { parentPort } from 'node:worker_threads'
import type { OwnBytes } from '../core/bytes.ts'
import { buffersOf, readVerboseAnswer } from '../core/ollama/verbose-answer.ts'

/** The worker's side of `worker-thread.ts`: answers the messages in order. An error ends the worker. */
parentPort?.on('message', (parts: OwnBytes[]) => {
  const answer = readVerboseAnswer(parts)
  parentPort?.postMessage(answer, buffersOf(answer))
})
