import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { VerboseAnswer } from '../core/ollama/verbose-answer.ts'
import type { WorkerThread } from '../core/platform.ts'
import { fail } from '../core/problem.ts'

/** Milliseconds without a call after which the worker ends. */
export const IDLE_MS = 30_000

interface Call {
  resolve(answer: VerboseAnswer): void
  reject(error: Error): void
}

/**
 * One worker thread, started by the first call and ended when idle. It answers in the order of the calls. No
 * library: one thread with one kind of call needs no pool.
 *
 * @param file the built `worker.ts`. Read here, since only the main thread can always read from an asar archive.
 */
export function createWorkerThread(file: string): WorkerThread & { close(): Promise<void> } {
  let running: { thread: Worker; calls: Call[] } | undefined
  let idle: NodeJS.Timeout | undefined

  const close = async () => {
    clearTimeout(idle)
    const ending = running
    running = undefined
    await ending?.thread.terminate()
  }

  function start() {
    const thread = new Worker(readFileSync(file, 'utf8'), { eval: true, execArgv: [] })
    // It must not keep the process alive.
    thread.unref()
    const started = { thread, calls: [] as Call[] }
    let cause: unknown
    thread.on('message', (answer: VerboseAnswer) => {
      started.calls.shift()?.resolve(answer)
      if (running === started) wake()
    })
    thread.on('error', (error) => (cause = error))
    thread.on('exit', (code) => {
      if (running === started) running = undefined
      const detail = cause instanceof Error ? cause.message : `exit ${code}`
      for (const { reject } of started.calls) reject(fail('worker_stopped', {}, { detail }))
    })
    return started
  }

  /** Returns the worker, started if necessary, and restarts the idle timer. */
  function wake() {
    clearTimeout(idle)
    idle = setTimeout(() => void (running?.calls.length ? wake() : close()), IDLE_MS).unref()
    return (running ??= start())
  }

  /** @throws ProblemError `worker_stopped` */
  function told<T>(act: () => T): T {
    try {
      return act()
    } catch (error) {
      throw fail('worker_stopped', {}, { detail: String(error) })
    }
  }

  return {
    async readVerboseAnswer(coming) {
      // Starts the worker while the answer is still being received.
      void coming.catch(() => {})
      told(wake)
      const parts = await coming
      return new Promise((resolve, reject) => {
        const { thread, calls } = told(wake)
        calls.push({ resolve, reject })
        thread.postMessage(
          parts,
          parts.map(({ buffer }) => buffer),
        )
      })
    },
    close,
  }
}
