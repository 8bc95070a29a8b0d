import { expect, test } from 'vitest'
import type { CorralEvent } from '#shared/contract/events.ts'
import { withEventNews } from './events.ts'

const event = (id: number) => ({ id }) as CorralEvent

test('all replaces the list, an event comes last, and 200 are kept', () => {
  const all = withEventNews([event(1)], { type: 'all', events: [event(2), event(3)] })
  expect(withEventNews(all, { type: 'one', event: event(4) }).map(({ id }) => id)).toEqual([2, 3, 4])
  const many = Array.from({ length: 200 }, (_, at) => event(at))
  expect(withEventNews(many, { type: 'one', event: event(200) }).map(({ id }) => id)).toEqual(
    Array.from({ length: 200 }, (_, at) => at + 1),
  )
})
