import { expect, test } from 'vitest'
import { createWeights } from './weights.ts'

test('asks two at a time, and for nothing twice', async () => {
  const asked: string[] = []
  let atOnce = 0
  let most = 0
  const weights = createWeights(async (_host, digest) => {
    asked.push(digest)
    most = Math.max(most, ++atOnce)
    await Promise.resolve()
    atOnce -= 1
    return digest === 'none' ? null : `weights of ${digest}`
  })
  expect(await weights('h', ['a', 'b', 'none', 'c'])).toEqual(['weights of a', 'weights of b', null, 'weights of c'])
  expect(most).toBe(2)
  expect(await weights('other', ['c', 'd', 'none'])).toEqual(['weights of c', 'weights of d', null])
  expect(asked).toEqual(['a', 'b', 'none', 'c', 'd'])
})

test('keeps no failure, and asks no further when nobody waits', async () => {
  const abort = new AbortController()
  let fails = true
  const asked: string[] = []
  const weights = createWeights(async (_host, digest) => {
    asked.push(digest)
    if (fails) throw new Error('down')
    return digest
  })
  await expect(weights('h', ['a'])).rejects.toThrow('down')
  fails = false
  expect(await weights('h', ['a'])).toEqual(['a'])
  abort.abort()
  await weights('h', ['x', 'y', 'z'], abort.signal)
  expect(asked).toEqual(['a', 'a'])
})
