import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meterAdd, meterRate, emptyMeter } from './rate.ts'

/** The meter after `[bytes, elapsed]` in turn. */
function after(steps: [bytes: number, elapsed: number][]) {
  return steps.reduce((meter, [bytes, elapsed]) => meterAdd(meter, bytes, elapsed), emptyMeter)
}

/** `count` steps of one kind. */
function steps(count: number, bytes: number, elapsed: number): [number, number][] {
  return Array.from({ length: count }, () => [bytes, elapsed])
}

describe('the rate', () => {
  it('is unknown until bytes come', () => {
    expect(meterRate(emptyMeter, 0)).toBeNull()
    expect(meterRate(emptyMeter, 60_000)).toBeNull()
    expect(meterRate(after(steps(1000, 0, 60)), 60_000)).toBeNull()
  })

  it('is known, and correct, after half a second', () => {
    const early = steps(8, 600_000, 60)
    expect(meterRate(after(early), 0)).toBeNull()
    expect(meterRate(after([...early, [600_000, 60]]), 0)).toBeCloseTo(10e6, 0)
    expect(meterRate(after(steps(1000, 600_000, 60)), 0)).toBeCloseTo(10e6, 0)
  })

  it('leaves out the time before the first bytes', () => {
    expect(meterRate(after([...steps(100, 0, 60), ...steps(20, 600_000, 60)]), 0)).toBeCloseTo(10e6, 0)
  })

  it('halves in three seconds', () => {
    const steady = after(steps(1000, 600_000, 60))
    expect(meterRate(steady, 3000)).toBeCloseTo(5e6, -2)
    expect(meterRate(steady, 6000)).toBeCloseTo(2.5e6, -2)
    expect(meterRate(steady, 30_000)).toBeLessThan(10_000)
    expect(meterRate(after([...steps(1000, 600_000, 60), ...steps(50, 0, 60)]), 0)).toBeCloseTo(5e6, -2)
    expect(meterRate(after([...steps(1000, 600_000, 60), ...steps(50, 1_200_000, 60)]), 0)).toBeCloseTo(15e6, -2)
  })

  it('does not depend on how the same bytes are cut into lines', () => {
    const rate = (cut: [number, number][]) => meterRate(after(Array.from({ length: 40 }, () => cut).flat()), 0)
    expect(rate([[600_000, 60]])).toBeCloseTo(10e6, 0)
    expect(rate(steps(60, 10_000, 1))).toBeCloseTo(10e6, 0)
    expect(rate(steps(600, 1_000, 0.1))).toBeCloseTo(10e6, 0)
    expect(rate([[5_000_000, 500]])).toBeCloseTo(10e6, 0)
    expect(
      rate([
        [100_000, 10],
        [2_000_000, 200],
        [30_000, 3],
      ]),
    ).toBeCloseTo(10e6, 0)
  })

  it('counts lines that are read at once as one', () => {
    const rate = meterRate(after([...steps(100, 600_000, 60), [600_000, 3000], ...steps(49, 600_000, 0.1)]), 0)
    expect(rate).toBeGreaterThan(9.9e6)
    expect(rate).toBeLessThan(10.1e6)
  })

  it('waits for time to pass where all came in one instant', () => {
    expect(meterRate(after(steps(5, 1_000_000, 0)), 0)).toBeNull()
    expect(meterRate(after([...steps(5, 1_000_000, 0), ...steps(20, 600_000, 60)]), 0)).toBeCloseTo(10e6, 0)
  })
})

describe('any steps', () => {
  const step = fc.tuple(
    fc.oneof(fc.constant(0), fc.nat(1e9), fc.double({ min: 0, max: Number.MAX_SAFE_INTEGER, noNaN: true })),
    fc.oneof(fc.constant(0), fc.nat(100_000), fc.double({ min: 0, max: 1e9, noNaN: true })),
  )

  it('give a finite rate, never below zero', () => {
    fc.assert(
      fc.property(fc.array(step), fc.double({ min: 0, max: 1e12, noNaN: true }), (all, idle) => {
        const rate = meterRate(after(all), idle)
        if (rate === null) return
        expect(rate).toBeGreaterThanOrEqual(0)
        expect(Number.isFinite(rate)).toBe(true)
      }),
    )
  })

  it('give a rate between the slowest and the fastest of them', () => {
    const speed = fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 50, max: 1000 }))
    fc.assert(
      fc.property(fc.array(speed, { minLength: 20 }), (speeds) => {
        const rate = meterRate(after(speeds.map(([speed, elapsed]) => [speed * elapsed, elapsed])), 0) ?? NaN
        const each = speeds.map(([speed]) => speed * 1000)
        expect(rate).toBeGreaterThan(Math.min(...each) * 0.999999)
        expect(rate).toBeLessThan(Math.max(...each) * 1.000001)
      }),
    )
  })
})
