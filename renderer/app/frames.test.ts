import { afterEach, expect, test, vi } from 'vitest'
import { atMostEvery, perFrame } from './frames.ts'

afterEach(() => void vi.useRealTimers())

test('values of one frame are handed over together and in order, those after it with the next', () => {
  const frames: (() => void)[] = []
  const received: (readonly number[])[] = []
  const push = perFrame<number>(
    (values) => received.push(values),
    (act) => frames.push(act),
  )
  push(1)
  push(2)
  push(3)
  expect(received).toEqual([])
  expect(frames).toHaveLength(1)
  frames.shift()?.()
  expect(received).toEqual([[1, 2, 3]])
  push(4)
  expect(frames).toHaveLength(1)
  frames.shift()?.()
  expect(received).toEqual([[1, 2, 3], [4]])
})

test('what is to be done rarely is done at once after a pause, and else when its time has come', () => {
  vi.useFakeTimers()
  const done: number[] = []
  const order: string[] = []
  const schedule = atMostEvery(100, (act) => act())
  const act = () => done.push(performance.now())
  vi.advanceTimersByTime(1000)
  const begin = performance.now()
  schedule(act)
  vi.advanceTimersByTime(30)
  schedule(() => {
    act()
    order.push('first')
  })
  vi.advanceTimersByTime(30)
  schedule(() => order.push('second'))
  vi.advanceTimersByTime(1000)
  schedule(act)
  expect(order).toEqual(['first', 'second'])
  expect(done.map((at) => Math.round(at - begin))).toEqual([0, 100, 1060])
})
