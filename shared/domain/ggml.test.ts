import { expect, test } from 'vitest'
import { bitsPerWeight, layerOf, tensorBytes, tensorTotals } from './ggml.ts'

const tensor = (name: string, type: string, ...shape: number[]) => ({ name, type, shape })

test.each([
  [tensor('a', 'F32', 5120), 20_480],
  [tensor('a', 'F16', 4096, 4096), 33_554_432],
  [tensor('a', 'Q4_K', 5120, 25_600), 73_728_000],
  [tensor('a', 'Q6_K', 5120, 151_936), 638_131_200],
  [tensor('a', 'Q8_0', 32, 3), 102],
  [tensor('a', 'MXFP4', 64), 34],
  [tensor('a', 'q4_0', 64), 36],
  [tensor('a', 'Q9_Z', 64), null],
  [tensor('a', 'F32'), 4],
])('%j', (tensor, bytes) => {
  expect(tensorBytes(tensor)).toBe(bytes)
})

test('bits of a weight have their share of the scales', () => {
  expect(bitsPerWeight('Q4_K')).toBe(4.5)
  expect(bitsPerWeight('Q8_0')).toBe(8.5)
  expect(bitsPerWeight('nonsense')).toBeNull()
})

test.each([
  ['blk.12.attn_q.weight', 'blk.12'],
  ['v.blk.3.ffn_up.bias', 'v.blk.3'],
  ['token_embd.weight', 'token_embd'],
  ['output.weight', 'output'],
  ['mm.input_projection.weight', 'mm'],
  ['model.layers.7.mlp.up_proj.weight', 'model.layers.7'],
  ['rope_freqs', 'rope_freqs'],
])('%s is of %s', (name, layer) => {
  expect(layerOf(name)).toBe(layer)
})

test('totals by type and by layer, unknown ones counted separately', () => {
  const totals = tensorTotals([
    tensor('token_embd.weight', 'Q6_K', 256, 4),
    tensor('blk.0.attn_q.weight', 'Q4_K', 256, 2),
    tensor('blk.0.attn_norm.weight', 'F32', 256),
    tensor('blk.1.attn_q.weight', 'Q4_K', 256, 2),
    tensor('blk.1.new', 'Q9_Z', 100),
  ])
  expect(totals).toMatchObject({
    count: 5,
    elements: 1024 + 512 + 256 + 512 + 100,
    bytes: 840 + 288 + 1024 + 288,
    unknown: 1,
  })
  expect(totals.types.map(({ name, count, bytes }) => [name, count, bytes])).toEqual([
    ['F32', 1, 1024],
    ['Q6_K', 1, 840],
    ['Q4_K', 2, 576],
    ['Q9_Z', 1, 0],
  ])
  expect(totals.layers.map(({ name, count, bytes }) => [name, count, bytes])).toEqual([
    ['token_embd', 1, 840],
    ['blk.0', 2, 1312],
    ['blk.1', 2, 288],
  ])
})
