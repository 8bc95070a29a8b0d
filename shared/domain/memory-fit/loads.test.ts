import { describe, expect, it } from 'vitest'
import { checkedLoads } from './test-loads.ts'

/** Estimates that are worse than 1 %, in percent. */
const worse: Readonly<Record<string, number>> = {
  // The rule of the buffers was fitted to wider models.
  'gpt-oss 20B, 8,192, compute': -2.4,
  'DeepSeek-V2-Lite, compute': -9.5,
  'Qwen3.5 27B, compute': -48.5,
  // Figures of two digits, and embeddings whose buffers are small.
  'Llama 3.1 8B Q4_K_M, 131,072': 1.5,
  'Qwen2.5-Coder 7B Q4_K_M, 4,096': 1.3,
  'bge-m3 F16, 8,192': 1.2,
  'nomic-embed-text F16, 2,048': 4.2,
  'Llama 3.1 8B Q8_0, 32 slots, GPU': -2.8,
  'gpt-oss 20B, Ollama 0.11, 131,072': 1.4,
}

const loads = checkedLoads()
const meanOf = (errors: number[]) => errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length

describe('the estimate of a load that was measured', () => {
  it.each(loads)('$name', ({ name, error }) => {
    const expected = worse[name]
    if (expected === undefined) expect(Math.abs(error)).toBeLessThanOrEqual(0.01)
    else expect(error * 100).toBeCloseTo(expected, 0)
  })

  it('is within 1 % on average for plain models', () => {
    const plain = loads.filter(({ kind }) => kind === 'plain')
    expect(plain.length).toBeGreaterThan(20)
    expect(meanOf(plain.map(({ error }) => error))).toBeLessThan(0.01)
  })

  it('names no load as worse that is not', () => {
    expect(
      Object.keys(worse).filter((name) => !loads.some((load) => load.name === name && Math.abs(load.error) > 0.01)),
    ).toEqual([])
  })
})
