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
  const known = { a: 'weights of a', b: 'weights of b', none: null, c: 'weights of c' }
  expect(await weights.read('h', ['a', 'b', 'none', 'c'])).toEqual(known)
  expect(most).toBe(2)
  expect(await weights.read('h', ['c', 'd', 'none'])).toEqual({ c: 'weights of c', d: 'weights of d', none: null })
  expect(asked).toEqual(['a', 'b', 'none', 'c', 'd'])
})

test('takes a failure for no answer: the others are told, and it is asked again', async () => {
  let fails = true
  const asked: string[] = []
  const weights = createWeights(async (_host, digest) => {
    asked.push(digest)
    if (fails && digest === 'b') throw new Error('down')
    return digest
  })
  expect(await weights.read('h', ['a', 'b', 'c'])).toEqual({ a: 'a', c: 'c' })
  fails = false
  expect(await weights.read('h', ['a', 'b', 'c'])).toEqual({ a: 'a', b: 'b', c: 'c' })
  expect(asked).toEqual(['a', 'b', 'c', 'b'])
})

test('knows nothing of one host from another', async () => {
  const weights = createWeights(async (host, digest) => (host === 'old' ? null : digest))
  expect(await weights.read('old', ['a'])).toEqual({ a: null })
  expect(await weights.read('new', ['a'])).toEqual({ a: 'a' })
  expect(['old', 'new', 'other'].map((host) => weights.known(host)('a'))).toEqual([null, 'a', undefined])
})

test('asks no further when nobody waits', async () => {
  const abort = new AbortController()
  abort.abort()
  const asked: string[] = []
  const weights = createWeights(async (_host, digest) => {
    asked.push(digest)
    return digest
  })
  expect(await weights.read('h', ['x', 'y', 'z'], abort.signal)).toEqual({})
  expect(asked).toEqual([])
})
