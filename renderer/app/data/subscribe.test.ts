import { expect, test, vi } from 'vitest'
import { subscribe } from './subscribe.ts'

/** A stream whose values and end the test controls. */
function source() {
  const opened: AbortSignal[] = []
  const closed: number[] = []
  let push: ((item: { value: number } | 'end' | 'fail') => void) | undefined
  const open = (signal: AbortSignal) => {
    const mine = opened.push(signal)
    const queue: ({ value: number } | 'end' | 'fail')[] = []
    let wake: (() => void) | undefined
    push = (item) => {
      queue.push(item)
      wake?.()
    }
    async function* items() {
      try {
        for (;;) {
          const item = queue.shift()
          if (item === 'end') return
          if (item === 'fail') throw new Error('the way is closed')
          if (item) yield item.value
          else if (signal.aborted) return
          else
            await new Promise<void>((resolve) => {
              wake = resolve
              signal.addEventListener('abort', () => resolve(), { once: true })
            })
        }
      } finally {
        closed.push(mine)
      }
    }
    return Promise.resolve(items())
  }
  return { open, opened, closed, send: (item: { value: number } | 'end' | 'fail') => push?.(item) }
}

test('it receives every value and reopens the stream when it ends or fails', async () => {
  const { open, opened, send } = source()
  const got: number[] = []
  const waits: number[] = []
  const stop = subscribe(
    open,
    (value) => void got.push(value),
    (ms) => (waits.push(ms), Promise.resolve()),
  )
  await vi.waitFor(() => expect(opened).toHaveLength(1))
  send({ value: 1 })
  send({ value: 2 })
  send('fail')
  await vi.waitFor(() => expect(opened).toHaveLength(2))
  send({ value: 3 })
  send('end')
  await vi.waitFor(() => expect(opened).toHaveLength(3))
  expect(got).toEqual([1, 2, 3])
  expect(waits).toEqual([250, 250])
  stop()
})

test('it waits longer after each stream without a value, and keeps trying', async () => {
  const waits: number[] = []
  const done = new AbortController()
  const stop = subscribe<number>(
    () => Promise.reject(new Error('closed')),
    () => {},
    (ms) => {
      waits.push(ms)
      if (waits.length === 8) done.abort()
      return done.signal.aborted ? new Promise(() => {}) : Promise.resolve()
    },
  )
  await vi.waitFor(() => expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000]))
  stop()
})

test('after stopping, the stream is closed, nothing is received and nothing is opened', async () => {
  const { open, opened, closed, send } = source()
  const got: number[] = []
  const stop = subscribe(
    open,
    (value) => void got.push(value),
    () => Promise.resolve(),
  )
  await vi.waitFor(() => expect(opened).toHaveLength(1))
  send({ value: 1 })
  await vi.waitFor(() => expect(got).toEqual([1]))
  stop()
  send({ value: 2 })
  await vi.waitFor(() => expect(closed).toEqual([1]))
  expect(opened[0]?.aborted).toBe(true)
  expect(opened).toHaveLength(1)
  expect(got).toEqual([1])
})
