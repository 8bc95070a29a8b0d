import { expect, test } from 'vitest'
import { writeNpy } from './npy.ts'

test.each([
  [2, 3],
  [10_000, 1024],
])('an array of %d × %d is written as NumPy reads it', async (count, dimensions) => {
  const vectors = new Float32Array(count * dimensions)
  vectors.set([0.5, -2, Number.NaN])
  const bytes = new Uint8Array(await writeNpy(vectors, count, dimensions).arrayBuffer())
  const view = new DataView(bytes.buffer)
  expect([...bytes.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0])
  const length = view.getUint16(8, true)
  expect((10 + length) % 64).toBe(0)
  const header = new TextDecoder().decode(bytes.subarray(10, 10 + length))
  expect(header).toMatch(/\n$/)
  expect(header.trimEnd()).toBe(`{'descr': '<f4', 'fortran_order': False, 'shape': (${count}, ${dimensions}), }`)
  expect(bytes.length).toBe(10 + length + count * dimensions * 4)
  expect([0, 4, 8].map((at) => view.getFloat32(10 + length + at, true))).toEqual([0.5, -2, Number.NaN])
})
