import { expect, test, vi } from 'vitest'
import { answer, callsTo, moved, type Port } from './call.ts'

/** Two connected ports, each receiving what the other posts. */
function ports() {
  const listeners = [new Map<string, (event: never) => void>(), new Map<string, (event: never) => void>()] as const
  const posted: Transferable[][] = []
  const end = (mine: 0 | 1): Port => ({
    postMessage(message, { transfer }) {
      posted.push(transfer)
      const data = structuredClone(message, { transfer })
      queueMicrotask(() => listeners[mine === 0 ? 1 : 0].get('message')?.({ data } as never))
    },
    addEventListener: (type: string, listener: (event: never) => void) => void listeners[mine].set(type, listener),
  })
  return {
    page: end(0),
    worker: end(1),
    posted,
    crash: (message: string) => listeners[0].get('error')?.({ message } as never),
  }
}

const functions = {
  double: (n: number) => n * 2,
  later: (text: string) => Promise.resolve(text.toUpperCase()),
  fails: (_: null) => {
    throw new Error('no such thing')
  },
  bytes: (length: number) => {
    const bytes = new Uint8Array(length)
    return moved({ bytes }, bytes.buffer)
  },
  never: (_: null) => new Promise<number>(() => {}),
}

test('every call gets its own answer, in any order', async () => {
  const { page, worker } = ports()
  answer(worker, functions)
  const call = callsTo<typeof functions>(page)
  expect(await Promise.all([call('later', 'a'), call('double', 2), call('double', 3)])).toEqual(['A', 4, 6])
})

test('buffers are transferred both ways', async () => {
  const { page, worker, posted } = ports()
  answer(worker, { ...functions, size: (bytes: Uint8Array) => bytes.length })
  const call = callsTo<typeof functions & { size: (bytes: Uint8Array) => number }>(page)
  const sent = new Uint8Array(5)
  expect(await call('size', sent, [sent.buffer])).toBe(5)
  expect(sent.length).toBe(0)
  expect((await call('bytes', 7)).bytes).toHaveLength(7)
  expect(posted.at(-1)).toHaveLength(1)
})

test('an error of a function rejects its call alone; a crashed worker rejects all pending calls', async () => {
  const { page, worker, crash } = ports()
  answer(worker, functions)
  const died = vi.fn<() => void>()
  const call = callsTo<typeof functions>(page, died)
  await expect(call('fails', null)).rejects.toThrow('no such thing')
  expect(await call('double', 1)).toBe(2)
  const waits = [call('never', null), call('never', null)]
  crash('script')
  for (const wait of waits) await expect(wait).rejects.toThrow('script')
  expect(died).toHaveBeenCalledOnce()
})
