import { expect, test, vi } from 'vitest'
import { latest } from './latest.ts'

test('works again only when it is asked something else', () => {
  const work = vi.fn((list: readonly number[], by: number) => list.map((one) => one * by))
  const known = latest(work)
  const list = [1, 2]
  const first = known(list, 2)
  expect(known(list, 2)).toBe(first)
  expect(known(list, 3)).toEqual([3, 6])
  expect(known([1, 2], 3)).toEqual([3, 6])
  expect(work).toHaveBeenCalledTimes(3)
})

test('remembers no work that failed', () => {
  let fails = true
  const known = latest(() => {
    if (fails) throw new Error('not yet')
    return 'done'
  })
  expect(() => known()).toThrow('not yet')
  fails = false
  expect(known()).toBe('done')
})
