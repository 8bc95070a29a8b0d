import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { gpuText, readGpus } from './gpu-text.ts'

it.each([
  ['', null],
  ['  ', null],
  ['0', []],
  ['24', [24]],
  ['24, 12', [24, 12]],
  ['24+24', [24, 24]],
  ['24 GB, 11.84GiB', [24, 11.84]],
  ['24，12', [24, 12]],
  ['24 x', undefined],
  ['-8', undefined],
  ['0, 24', undefined],
  ['1e3', undefined],
  ['99999999', undefined],
  [Array.from({ length: 17 }, () => '8').join(' '), undefined],
])('reads %j', (text, gpus) => {
  expect(readGpus(text)).toEqual(gpus)
})

it('reads what it writes', () => {
  const gib = fc.integer({ min: 125, max: 65_536_000 }).map((thousandths) => thousandths / 1000)
  fc.assert(
    fc.property(fc.option(fc.array(gib, { maxLength: 16 })), (gpus) => {
      expect(readGpus(gpuText(gpus))).toEqual(gpus)
    }),
  )
})
