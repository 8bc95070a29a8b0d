import { expect, it } from 'vitest'
import { readProgressLine } from './progress-line.ts'

const digest = `sha256:${'a'.repeat(64)}`

it.each([
  [{ status: 'pulling manifest' }],
  [{ status: 'pulling 458fcd0f7931', digest, total: 100 }],
  [{ status: 'pulling 458fcd0f7931', digest, total: 100, completed: 50 }],
  [{ status: 'pulling model', digest: 'sha256:model', total: 100, completed: 50 }],
])('reads %j as it is', (line) => {
  expect(readProgressLine(line)).toEqual(line)
})

it.each([
  [{}, { status: '' }],
  [
    { status: null, digest, total: 100 },
    { status: '', digest, total: 100 },
  ],
  [{ status: 5, later: true }, { status: '' }],
  [
    { status: 'pulling a', digest, total: '100', completed: '50' },
    { status: 'pulling a', digest },
  ],
  [{ status: 'pulling a', digest: null, total: -1, completed: 0 }, { status: 'pulling a' }],
  [{ status: 'pulling a', digest: 7, total: {}, completed: [5] }, { status: 'pulling a' }],
])('reads of %j what can be read', (line, read) => {
  expect(readProgressLine(line)).toEqual(read)
})

it.each([null, 5, '', 'pulling', [], [{ status: 'success' }], undefined])('takes %j for no line', (line) => {
  expect(readProgressLine(line)).toBeUndefined()
})
