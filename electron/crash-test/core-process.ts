import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Call, Full, Message, View } from './messages.ts'

type Answer = Extract<Message, { type: 'answer' }>

/** The core in a child process. */
export interface CoreProcess {
  /** Resolves before the core reads its files; with `false` where the process ended first. */
  opening: Promise<boolean>
  /** What the core knows when it has read its files. Rejects where the process ends before. */
  ready: Promise<View>
  /** `null` where the process ends before it answers. */
  call(path: string, input: unknown): Promise<Answer | null>
  /** SIGKILL; resolves when the process is gone and all it said has been heard. */
  kill(): Promise<void>
}

/**
 * @param script the bundle of `child.ts`
 * @param folder the data folder
 * @param temporary for the sockets of the lock, which a killed process leaves
 */
export function startCore(script: string, folder: string, temporary: string, full: Full | null): CoreProcess {
  const child = fork(script, [folder, JSON.stringify(full)], {
    execArgv: [],
    env: { ...process.env, TMPDIR: temporary },
  })
  const waiting = new Map<number, (answer: Answer | null) => void>()
  let calls = 0
  let isOver = false
  let opened = (_isOpen: boolean) => {}
  let ready = (_view: View) => {}
  let failed = (_error: Error) => {}
  const opening = new Promise<boolean>((resolve) => (opened = resolve))
  const started = new Promise<View>((resolve, reject) => ([ready, failed] = [resolve, reject]))
  started.catch(() => undefined)
  const closed = once(child, 'close')
  void closed.then(() => {
    isOver = true
    opened(false)
    failed(new Error(`the core ended with ${child.exitCode ?? child.signalCode}`))
    for (const answer of waiting.values()) answer(null)
  })
  child.on('message', (message: Message) => {
    if (message.type === 'opening') opened(true)
    else if (message.type === 'ready') ready(message.view)
    else {
      waiting.get(message.n)?.(message)
      waiting.delete(message.n)
    }
  })
  return {
    opening,
    ready: started,
    call: (path, input) =>
      new Promise((resolve) => {
        if (isOver || !child.connected) return resolve(null)
        const call: Call = { n: ++calls, path, input }
        waiting.set(call.n, resolve)
        child.send(call, (error) => {
          if (error) resolve(null)
        })
      }),
    async kill() {
      child.kill('SIGKILL')
      await closed
    },
  }
}
