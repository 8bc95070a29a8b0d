import { expect, test } from 'vitest'
import { quantizationOf } from './quantization.ts'

const isDisputed = (server: string, fileType: unknown, tensors: [most: string, bits: number] | null = null) =>
  quantizationOf(server, fileType, tensors && { most: tensors[0], bits: tensors[1] }).isDisputed

test.each([
  ['Q4_K_M', 15, ['Q4_K', 4.84]],
  // Most weights of a small model are its embeddings, which have more bits.
  ['Q4_K_M', 15, ['Q8_0', 6.5]],
  ['q8_0', 7, ['Q8_0', 8.5]],
  ['F16', 1, ['F16', 16.01]],
  ['IQ1_S', 24, ['IQ1_S', 2.1]],
  ['MXFP4', 38, ['MXFP4', 5.3]],
  ['unknown', 15, ['Q4_K', 4.8]],
  ['', undefined, ['Q4_K', 4.8]],
  ['Q4_K_M', 999, null],
  ['UD-Q4_K_XL', undefined, ['Q4_K', 4.8]],
] as const)('%s, %s and %j agree', (server, file, tensors) => {
  expect(isDisputed(server, file, tensors && [...tensors])).toBe(false)
})

test.each([
  ['Q4_K_M', 7, null],
  ['Q4_K_M', 15, ['F16', 16]],
  ['Q4_K_M', undefined, ['Q8_0', 8.5]],
  ['Q8_0', undefined, ['Q4_K', 4.8]],
  ['F16', undefined, ['Q4_0', 4.5]],
  ['', 1, ['F32', 32]],
] as const)('%s, %s and %j contradict each other', (server, file, tensors) => {
  expect(isDisputed(server, file, tensors && [...tensors])).toBe(true)
})

test('each source is told as it is', () => {
  expect(quantizationOf('unknown', 15, { most: 'F16', bits: 16 })).toEqual({
    server: '',
    file: 'Q4_K_M',
    tensors: { most: 'F16', bits: 16 },
    isDisputed: true,
  })
})
