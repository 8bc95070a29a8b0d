import { expect, it } from 'vitest'
import { createTopic } from './topic.ts'

it('gives the first events and all later ones in order', async () => {
  const topic = createTopic<string>()
  const reader = topic.subscribe(undefined, ['a', 'b'])
  topic.publish('1', 'c')
  topic.publish('2', 'd')
  const read = async () => (await reader.next()).value
  expect([await read(), await read(), await read(), await read()]).toEqual(['a', 'b', 'c', 'd'])
})

it('merges unread events: the newest of a key, at the newest’s position', async () => {
  const topic = createTopic<number>()
  const reader = topic.subscribe()
  for (let i = 0; i < 1000; i++) topic.publish('progress', i)
  topic.publish('other', -1)
  topic.publish('progress', 1000)
  expect(await reader.next()).toEqual({ value: -1, done: false })
  expect(await reader.next()).toEqual({ value: 1000, done: false })
})

it('resumes a waiting reader', async () => {
  const topic = createTopic<string>()
  const waiting = topic.subscribe().next()
  topic.publish('k', 'now')
  expect(await waiting).toEqual({ value: 'now', done: false })
})

it('ends a waiting reader when it returns or is aborted, and removes it', async () => {
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
