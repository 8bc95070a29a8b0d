import { expect, it } from 'vitest'
import { testModel } from '../library/test-model.ts'
import { createFitQueue } from './fit-queue.ts'

const model = (name: string, more = {}) => testModel(name, { digest: name, ...more })
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** A queue whose questions are answered by hand. */
function start(first: readonly string[]) {
  let wanted = first.map((name) => model(name))
  const asked: string[] = []
  const answers = new Map<string, () => void>()
  const known = new Set<string>()
  const queue = createFitQueue(
    () => wanted,
    ({ name }) => known.has(name),
    ({ name }) => {
      asked.push(name)
      return new Promise((resolve, reject) => {
        answers.set(name, () => (name.startsWith('bad') ? reject(new Error(name)) : resolve()))
      })
    },
  )
  queue.next()
  return {
    queue,
    asked,
    known,
    want(models: ReturnType<typeof model>[]) {
      wanted = models
      queue.next()
    },
    async answer(name: string) {
      answers.get(name)?.()
      await settle()
    },
  }
}

it('asks two at a time, however many are wanted', async () => {
  const { asked, answer, queue } = start(Array.from({ length: 1000 }, (_, at) => `m${at}`))
  queue.next()
  expect(asked).toEqual(['m0', 'm1'])
  await answer('m1')
  expect(asked).toEqual(['m0', 'm1', 'm2'])
})

it('goes on with what is wanted by then, and forgets the rest', async () => {
  const { asked, answer, want } = start(['a', 'b', 'c', 'd'])
  want([model('y'), model('z')])
  await answer('a')
  await answer('b')
  await answer('y')
  await answer('z')
  expect(asked).toEqual(['a', 'b', 'y', 'z'])
  want([model('c')])
  expect(asked.at(-1)).toBe('c')
})

it('asks once for a digest, also if the answer is a failure, and not for what is known or runs elsewhere', async () => {
  const { asked, answer, want, known } = start(['bad', 'a'])
  await answer('bad')
  known.add('b')
  want([model('bad'), model('copy', { digest: 'a' }), model('b'), model('cloud', { cloud: {} }), model('c')])
  expect(asked).toEqual(['bad', 'a', 'c'])
})

it('asks for nothing more once it is stopped', async () => {
  const { asked, answer, queue } = start(['a', 'b', 'c'])
  queue.stop()
  await answer('a')
  expect(asked).toEqual(['a', 'b'])
})
