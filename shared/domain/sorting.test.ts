import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { naturalCompare, quantizationBits } from './sorting.ts'

describe('naturalCompare', () => {
  it('orders names as people read them', () => {
    const ordered = [
      '',
      ':x',
      '1',
      '02',
      '2',
      '10',
      'bge-m3:latest',
      'Llama3:8b',
      'llama3:70b',
      'llama3-backup:8b',
      'llama3.1:8b-q4_K_M',
      'llama3.1:8b-q4_k_m',
      'llama3.1:70b',
      'llama3.2:latest',
      'llama3.2-backup:latest',
      'llama3.10:1b',
      'qwen2.5-coder:0.5b',
      'qwen2.5-coder:1.5b',
      'qwen2.5-coder:14b',
      'qwen3:8b',
      'qwen3:32b',
      'qwen3-coder:30b',
      'qwen12345678901234567890123456789',
      'qwen12345678901234567890123456790',
    ]
    expect(ordered.toReversed().toSorted(naturalCompare)).toEqual(ordered)
  })

  it('puts equal texts at zero and only those', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(naturalCompare(a, b) === 0).toBe(a === b)
      }),
    )
  })

  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'A', 'b', '0', '1', '2', ':', '-', '.', 'İ'), maxLength: 8 }),
    fc.string(),
  )

  it('is a total order', () => {
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(Math.sign(naturalCompare(a, b))).toBe(0 - Math.sign(naturalCompare(b, a)))
        if (naturalCompare(a, b) <= 0 && naturalCompare(b, c) <= 0) expect(naturalCompare(a, c)).toBeLessThanOrEqual(0)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('quantizationBits', () => {
  it.each([
    ['F16', 16],
    ['BF16', 16],
    ['F32', 32],
    ['MXFP4', 4],
    ['NVFP4', 4],
    ['FP8_E4M3', 8],
    ['INT8', 8],
    ['Q4_0', 4],
    ['Q6_K', 6],
    ['Q8_0', 8],
    ['q8_0', 8],
    ['', null],
    ['unknown', null],
    ['4', null],
    ['F', null],
  ])('%j', (text, bits) => {
    expect(quantizationBits(text)).toBe(bits)
  })

  it('orders by bits, then by the tail', () => {
    const ordered = [
      'TQ1_0',
      'IQ1_S',
      'IQ1_M',
      'Q2_K',
      'IQ2_XXS',
      'IQ2_XS',
      'Q2_K_S',
      'Q3_K_S',
      'Q3_K_M',
      'Q3_K_L',
      'Q4_0',
      'IQ4_XS',
      'Q4_K_S',
      'IQ4_NL',
      'Q4_K_M',
      'Q4_1',
      'Q5_0',
      'Q5_K_S',
      'Q5_K_M',
      'Q6_K',
      'Q8_0',
      'F16',
      'F32',
    ]
    const bits = ordered.map((text) => quantizationBits(text) ?? NaN)
    expect(bits.toSorted((a, b) => a - b)).toEqual(bits)
    expect(new Set(bits).size).toBe(bits.length)
  })

  it('keeps its tail below the next whole bit', () => {
    expect(Math.floor(quantizationBits('Q4_1') ?? 0)).toBe(4)
    expect(Math.floor(quantizationBits('Q4_K_M') ?? 0)).toBe(4)
  })
})
