import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { OwnBytes } from '../core/bytes.ts'
import type { VerboseAnswer } from '../core/ollama/verbose-answer.ts'
import type { WorkerThread } from '../core/platform.ts'
import { fail } from '../core/problem.ts'

/** Milliseconds without a call after which the worker ends. */
export const IDLE_MS = 30_000

interface Call {
  parts: OwnBytes[]
  resolve(answer: VerboseAnswer): void
  reject(error: Error): void
}

/**
 * One worker thread, started by the first call and ended when idle. It answers in the order of the calls, and gets
 * one at a time: an aborted call ends the thread, and the calls after it go to a new one. No library: one thread with
 * one kind of call needs no pool.
 *
 * @param file the built `worker.ts`. Read here, since only the main thread can always read from an asar archive.
 */
export function createWorkerThread(file: string): WorkerThread & { close(): Promise<void> } {
  /** The first call is the one that the thread works on. */
  let calls: Call[] = []
  let thread: Worker | undefined
  let idle: NodeJS.Timeout | undefined

  const end = async () => {
    clearTimeout(idle)
    const ending = thread
    thread = undefined
    await ending?.terminate()
  }
  const rejectAll = (detail: string) => {
    const waiting = calls
    calls = []
    for (const { reject } of waiting) reject(fail('worker_stopped', {}, { detail }))
  }

  function start(): Worker {
    const started = new Worker(readFileSync(file, 'utf8'), { eval: true, execArgv: [] })
    // It must not keep the process alive.
    started.unref()
    let cause: unknown
    started.on('message', (answer: VerboseAnswer) => {
      if (thread !== started) return
      calls.shift()?.resolve(answer)
      next()
    })
    started.on('error', (error) => (cause = error))
    started.on('exit', (code) => {
      if (thread !== started) return
      thread = undefined
      rejectAll(cause instanceof Error ? cause.message : `exit ${code}`)
    })
    return started
  }

  /** Returns the worker, started if necessary, and restarts the idle timer. */
  function wake(): Worker {
    clearTimeout(idle)
    idle = setTimeout(() => void (calls.length > 0 ? wake() : end()), IDLE_MS).unref()
    return (thread ??= start())
  }

  /** Sends the first call to the thread. */
  function next() {
    const [call] = calls
    if (!call) return
    try {
      wake().postMessage(
        call.parts,
        call.parts.map(({ buffer }) => buffer),
      )
    } catch (error) {
      rejectAll(String(error))
    }
  }

  function abort(call: Call) {
    const at = calls.indexOf(call)
    if (at < 0) return
    calls.splice(at, 1)
    call.reject(fail('cancelled'))
    if (at > 0) return
    void end()
    next()
  }

  return {
    async readVerboseAnswer(coming, signal) {
      // Starts the worker while the answer is still being received.
      void coming.catch(() => {})
      try {
        wake()
      } catch (error) {
        throw fail('worker_stopped', {}, { detail: String(error) })
      }
      const parts = await coming
      if (signal?.aborted) throw fail('cancelled')
      return new Promise((resolve, reject) => {
        const call: Call = {
          parts,
          resolve(answer) {
            signal?.removeEventListener('abort', stop)
            resolve(answer)
          },
          reject(error) {
            signal?.removeEventListener('abort', stop)
            reject(error)
          },
        }
        const stop = () => abort(call)
        signal?.addEventListener('abort', stop)
        calls.push(call)
        if (calls.length === 1) next()
      })
    },
    async close() {
      await end()
      rejectAll('closed')
    },
  }
}
