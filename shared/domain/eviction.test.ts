import { describe, expect, test } from 'vitest'
import type { Loaded } from '../contract/running.ts'
import { evictionBefore, toFree } from './eviction.ts'
import { loaded, now } from './test-fixtures.ts'

const GIB = 2 ** 30
const on = (name: string, gib: number, more: Partial<Loaded> = {}) =>
  loaded(name, { size: gib * GIB, sizeVram: gib * GIB, ...more })
const ask = (models: Loaded[], predicted: number | null, free: number | null) =>
  evictionBefore({
    loaded: models,
    serverNow: now,
    predicted: predicted === null ? null : predicted * GIB,
    free: free === null ? null : free * GIB,
  })

const short = on('short', 4, { keepAliveMs: 300_000 })
const long = on('long', 4, { keepAliveMs: 3_600_000, expiresAt: now + 3_000_000 })
const never = on('never', 4, { expiresAt: 'never' })
const overdue = on('overdue', 4, { expiresAt: now - 1 })
const stopping = on('stopping', 4, { expiresAt: now - 1, stoppingSince: now - 1 })
const split = on('split', 8, { sizeVram: 6 * GIB })
const onCpu = on('cpu', 8, { sizeVram: 0, keepAliveMs: 600_000 })

describe('before a load', () => {
  test.each<[string, Loaded[], number | null, number | null, ReturnType<typeof ask>]>([
    ['nothing is loaded', [], 9, 1, null],
    ['it fits into 80 %', [short], 8, 10, null],
    ['it does not', [short], 8.1, 10, { reason: 'full', names: ['short'] }],
    ['one is not enough', [never, long, short], 9, 4, { reason: 'full', names: ['short', 'long'] }],
    ['all go, whether that is enough or not', [long, short], 99, 1, { reason: 'full', names: ['short', 'long'] }],
    ['one is kept until unloaded', [never, long], 8, 7, { reason: 'full', names: ['long'] }],
    ['one is in use', [overdue, never], 8, 7, { reason: 'full', names: ['never'] }],
    ['one goes already', [stopping, long], 8, 7, { reason: 'full', names: ['long'] }],
    ['the free memory is not known', [short], 99, null, null],
    ['it is not known, but a model did not fit', [split], 3, null, { reason: 'full', names: ['split'] }],
    ['the prediction is not known', [split], null, null, null],
    ['it will not use the GPU', [short], 0, 1, null],
    ['there is no GPU', [onCpu], 99, 1, null],
    ['there is no GPU, and three are loaded', [onCpu, short, long], 0, null, { reason: 'crowded', names: ['short'] }],
    ['three are loaded and fit', [never, long, short], 1, 99, { reason: 'crowded', names: ['short'] }],
  ])('%s', (_, models, predicted, free, expected) => expect(ask(models, predicted, free)).toEqual(expected))
})

describe('to free an amount', () => {
  const a = on('a', 2, { usedAt: now - 60_000 })
  const b = on('b', 3, { usedAt: now - 600_000 })
  const c = on('c', 1)
  const kept = on('kept', 6, { expiresAt: 'never' })
  const d = on('d', 5, { size: null, sizeVram: null })
  test.each([
    [0, []],
    [1, ['c']],
    [1.5, ['c', 'kept']],
    [8, ['c', 'kept', 'b']],
    [99, ['c', 'kept', 'b', 'a']],
  ])('%d GiB: %j', (gib, names) => {
    const { names: chosen, bytes } = toFree([a, b, kept, c, d, stopping], gib * GIB)
    expect(chosen).toEqual(names)
    expect(bytes).toBe([c, kept, b, a].slice(0, names.length).reduce((sum, { size }) => sum + (size ?? 0), 0))
  })
})
