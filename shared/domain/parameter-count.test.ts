import { describe, expect, it } from 'vitest'
import { parameterCount, parametersOf, parameterText, unpackedCount } from './parameter-count.ts'

describe('parameterCount', () => {
  it.each([
    ['32.8B', 32_800_000_000],
    ['137M', 137_000_000],
    ['22.57M', 22_570_000],
    ['494.03M', 494_030_000],
    ['8x7B', 56_000_000_000],
    ['1.5T', 1_500_000_000_000],
    ['7b', 7_000_000_000],
    ['3.8 B', 3_800_000_000],
    ['512', 512],
    ['64.5K', 64_500],
    [' 7B ', 7_000_000_000],
    ['', null],
    ['unknown', null],
    ['B', null],
    ['7Q', null],
    ['-7B', null],
  ])('%j', (text, count) => {
    expect(parameterCount(text)).toBe(count)
  })
})

describe('parameterText', () => {
  it.each([
    ['566.70M', '567M'],
    ['567M', '567M'],
    ['116.83B', '117B'],
    ['116.8B', '117B'],
    ['99.97M', '100M'],
    ['8.19B', '8.2B'],
    ['8.0B', '8.0B'],
    ['8.03 b', '8.0B'],
    ['7B', '7B'],
    [' 7b', '7B'],
    ['8x7B', '8x7B'],
    ['30532.12M', '30.5B'],
    ['116829156672', '117B'],
    ['1000B', '1.0T'],
    ['999.6M', '1.0B'],
    ['1234.5T', '1235T'],
    ['many', 'many'],
    ['', ''],
  ])('writes %j as %j', (text, expected) => {
    expect(parameterText(text)).toBe(expected)
  })
})

it.each([
  ['8.19B', '81.9 亿'],
  ['566.70M', '5.67 亿'],
  ['32B', '320 亿'],
  ['116.83B', '1170 亿'],
  ['1.5T', '1.5 万亿'],
  ['8x7B', '8x7B'],
  ['many', 'many'],
])('writes %j as %j in Chinese', (text, expected) => {
  expect(parameterText(text, 'zh-CN')).toBe(expected)
})

describe('a count of packed words', () => {
  const model = (format: string, parameterSize: string, quantization: string, size: number | null) => ({
    size,
    details: { format, parameterSize, quantization },
  })

  it('is recognized by the size of the file', () => {
    const packed = model('safetensors', '8.7B', 'INT8', 26.8e9)
    expect(unpackedCount(packed)).toBe(26.8e9)
    expect(parametersOf(packed)).toBe('8.7B+')
    expect(unpackedCount(model('safetensors', '1.1B', 'NVFP4', 4.5e9))).toBe(9e9)
  })

  it.each([
    model('safetensors', '8.7B', 'INT8', 9.4e9),
    model('safetensors', '8.7B', 'BF16', 17.4e9),
    model('safetensors', '8.7B', 'INT8', null),
    model('safetensors', '', 'INT8', 26.8e9),
    model('safetensors', '8.7B', '', 26.8e9),
    // The file of another format may have more in it, such as a projector.
    model('gguf', '1.0B', 'Q4_0', 2e9),
    model('', '8.7B', 'INT8', 26.8e9),
  ])('is not assumed for %j', (one) => {
    expect(unpackedCount(one)).toBeNull()
    expect(parametersOf(one)).not.toContain('+')
  })
})
