import { expect, it } from 'vitest'
import { timeLeftErrors } from './test-time-left.ts'

it.each(timeLeftErrors())('the time left on a link that is $name is right within its target', ({ median, target }) => {
  expect(median).toBeLessThan(target)
})
