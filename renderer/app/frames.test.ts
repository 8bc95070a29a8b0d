import { expect, test } from 'vitest'
import { perFrame } from './frames.ts'

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
