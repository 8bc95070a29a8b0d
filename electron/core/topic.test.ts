import { expect, it } from 'vitest'
import { createTopic } from './topic.ts'

it('gives the first events and then all that follow, in order', async () => {
  const topic = createTopic<string>()
  const reader = topic.subscribe(undefined, ['a', 'b'])
  topic.publish('1', 'c')
  topic.publish('2', 'd')
  const read = async () => (await reader.next()).value
  expect([await read(), await read(), await read(), await read()]).toEqual(['a', 'b', 'c', 'd'])
})

it('merges what a slow reader did not read: the newest of a key, at the place of the newest', async () => {
  const topic = createTopic<number>()
  const reader = topic.subscribe()
  for (let i = 0; i < 1000; i++) topic.publish('progress', i)
  topic.publish('other', -1)
  topic.publish('progress', 1000)
  expect(await reader.next()).toEqual({ value: -1, done: false })
  expect(await reader.next()).toEqual({ value: 1000, done: false })
})

it('wakes a reader that waits', async () => {
  const topic = createTopic<string>()
  const waiting = topic.subscribe().next()
  topic.publish('k', 'now')
  expect(await waiting).toEqual({ value: 'now', done: false })
})

it('ends a reader that waits when it leaves or is aborted, and forgets it', async () => {
  const counts: number[] = []
  const topic = createTopic<string>((count) => counts.push(count))
  const leaving = topic.subscribe()
  const waiting = leaving.next()
  await leaving.return?.()
  expect(await waiting).toEqual({ value: undefined, done: true })

  const abort = new AbortController()
  const aborted = topic.subscribe(abort.signal).next()
  abort.abort()
  expect((await aborted).done).toBe(true)
  expect((await topic.subscribe(abort.signal).next()).done).toBe(true)
  expect(topic.subscribers).toBe(0)
  expect(counts.at(-1)).toBe(0)
})
