import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Trace } from '../contract/transfers.ts'
import { addToTrace, ratesOf, startTrace } from './sampling.ts'

const traced = (points: [elapsed: number, moved: number][]): Trace =>
  points.reduce((trace, [elapsed, moved]) => addToTrace(trace, elapsed, moved), startTrace)

describe('addToTrace', () => {
  it('marks what was moved at each second', () => {
    const trace = traced([
      [400, 40],
      [1000, 100],
      [1500, 150],
      [2200, 260],
    ])
    expect(trace).toEqual({ everyMs: 1000, moved: [0, 100, 233] })
    expect(ratesOf(trace)).toEqual([100, 133])
  })

  it('stays itself between two marks', () => {
    const trace = traced([[1000, 100]])
    expect(addToTrace(trace, 1900, 500)).toBe(trace)
  })

  it('fills in evenly what passed without a call', () => {
    expect(traced([[4000, 400]]).moved).toEqual([0, 100, 200, 300, 400])
  })

  it('doubles its step when full, and covers the whole transfer', () => {
    const trace = traced(Array.from({ length: 200 }, (_, index) => [(index + 1) * 1000, (index + 1) * 10]))
    expect(trace.everyMs).toBe(4000)
    expect(trace.moved).toEqual(Array.from({ length: 51 }, (_, index) => index * 40))
  })

  it('is never a rate below zero', () => {
    const trace = traced([
      [1000, 100],
      [2000, 60],
      [3000, 160],
    ])
    expect(ratesOf(trace)).toEqual([100, 0, 100])
  })

  it('is bounded and complete for any calls', () => {
    const step = fc.tuple(fc.nat({ max: 1e9 }), fc.nat({ max: 1e12 }))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let elapsed = 0
        let moved = 0
        let trace = startTrace
        for (const [ms, bytes] of steps) {
          elapsed += ms
          moved += bytes
          trace = addToTrace(trace, elapsed, moved)
        }
        expect(trace.moved.length).toBeLessThanOrEqual(61)
        expect(trace.moved.length * trace.everyMs).toBeGreaterThan(elapsed)
        const sum = ratesOf(trace).reduce((total, rate) => total + (rate * trace.everyMs) / 1000, 0)
        expect(sum).toBeLessThanOrEqual(moved * (1 + 1e-9))
      }),
    )
  })
})
