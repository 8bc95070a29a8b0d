import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToVectors, norm, vectorsToBytes } from './vectors.ts'

const any = fc.float32Array({ maxLength: 64 })

describe('vectors as bytes', () => {
  it('are little-endian', () => {
    expect([...vectorsToBytes(new Float32Array([1, -2]))]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0])
    expect([...bytesToVectors(new Uint8Array([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]))]).toEqual([1, -2])
  })

  it('come back as they were', () => {
    fc.assert(
      fc.property(any, (vectors) => {
        const bytes = vectorsToBytes(vectors)
        expect(bytes.length).toBe(vectors.length * 4)
        expect(bytesToVectors(bytes)).toEqual(vectors)
      }),
    )
  })

  it('may be part of a larger buffer', () => {
    const room = new Uint8Array(11)
    room.set(vectorsToBytes(new Float32Array([0.5, 7])), 3)
    expect([...bytesToVectors(room.subarray(3))]).toEqual([0.5, 7])
    expect([...vectorsToBytes(new Float32Array([9, 1, 9]).subarray(1, 2))]).toEqual([0, 0, 0x80, 0x3f])
  })

  it('are whole floats', () => {
    expect(bytesToVectors(new Uint8Array(0))).toHaveLength(0)
    expect(() => bytesToVectors(new Uint8Array(6))).toThrow(RangeError)
  })
})

describe('norm', () => {
  it('is the length of one row', () => {
    const vectors = new Float32Array([3, 4, 0, 0, 5, 12])
    expect([0, 1, 2].map((row) => norm(vectors, row, 2))).toEqual([5, 0, 13])
  })

  it('neither overflows nor underflows within the range of a float', () => {
    expect(norm(new Float32Array([3e38, 3e38]), 0, 2)).toBeCloseTo(Math.SQRT2 * 3e38, -32)
    expect(norm(new Float32Array([1e-45]), 0, 1)).toBeGreaterThan(0)
    expect(norm(new Float32Array([1, NaN]), 0, 2)).toBeNaN()
  })
})
