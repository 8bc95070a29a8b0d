import { expect, test } from 'vitest'
import { contextBelow, contextFor, readMachine } from './machine.ts'

const GIB = 2 ** 30

test.each([
  ['none', [], 64, false],
  ['none:16', [], 16, false],
  ['1', [24], 64, false],
  ['1:7.5', [7.5], 64, false],
  ['2', [24, 24], 64, false],
  ['2:12,8', [12, 8], 64, false],
  ['unified:32', [24], 32, true],
] as const)('reads %s', (text, gpus, ram, isUnified) => {
  expect(readMachine(text)).toEqual({ gpus: gpus.map((size) => size * GIB), ram: ram * GIB, isUnified })
})

test.each(['', '3', '1:', '1:x', '1:0', '1:8,8', '2:8', 'unified:', '1:-4', '1:1e9', 'constructor'])(
  'refuses "%s"',
  (text) => expect(readMachine(text)).toBeNull(),
)

test('the default context follows the memory of all GPUs', () => {
  const contexts = ['none', '1:8', '1:24', '2:12,11', '2:24,24', 'unified:16', 'unified:64']
  expect(contexts.map((text) => contextFor(readMachine(text) ?? expect.fail()))).toEqual([
    4096, 4096, 32_768, 32_768, 262_144, 4096, 262_144,
  ])
  expect([262_144, 32_768, 4096].map(contextBelow)).toEqual([32_768, 4096, null])
})
