import { expect, it } from 'vitest'
import { estimateByDefault, fitOfFile } from './fit.ts'
import { GIB, type Machine } from './setting.ts'
import { knownModels } from './test-known-models.ts'

const llama = knownModels.llama31of8b
const gpu = (gib: number, total: number | null = gib): Machine => ({
  devices: [{ free: gib * GIB, total: total === null ? null : total * GIB }],
  ram: { available: 16 * GIB, total: 16 * GIB },
})
const none: Machine = { devices: [], ram: { available: 4 * GIB, total: 4 * GIB } }

it.each([
  ['a small context by default', gpu(12), 'fits'],
  ['a larger context by default, on a larger GPU', gpu(24), 'fits'],
  ['the largest context by default, of which a part spills', gpu(20, 48), 'partial'],
  ['too small a GPU', gpu(4), 'partial'],
  ['no GPU and too little memory', none, 'none'],
  ['a context that is not known: it may be larger than the smallest', gpu(12, null), 'unknown'],
] as const)('%s', (_what, machine, verdict) => {
  expect(estimateByDefault(llama, { version: '0.33.0', machine }).verdict).toBe(verdict)
})

it('of a model without tensors, only that it is too large', () => {
  const bare = { ...llama, kind: 'none' as const, layers: [], file: 40 * GIB }
  expect(estimateByDefault(bare, { version: '0.33.0', machine: gpu(12) }).verdict).toBe('none')
  expect(estimateByDefault({ ...bare, file: 5 * GIB }, { version: '0.33.0', machine: gpu(12) }).verdict).toBe('unknown')
})

it.each([
  ['more than all memory', 29 * GIB, gpu(12), 'none'],
  ['less than all memory', 27 * GIB, gpu(12), 'unknown'],
  ['an unknown size', null, gpu(12), 'unknown'],
  ['an unknown RAM', 90 * GIB, { ...gpu(12), ram: null }, 'unknown'],
  [
    'one memory for both, which counts once',
    20 * GIB,
    { devices: [{ free: 12 * GIB, total: 12 * GIB, isUnified: true }], ram: { available: 16 * GIB, total: 16 * GIB } },
    'none',
  ],
] as const)('files: %s', (_what, bytes, machine, verdict) => {
  expect(fitOfFile(bytes, machine)).toBe(verdict)
})
