import { expect, test } from 'vitest'
import { formatBytes } from '#shared/domain/format.ts'
import { byteLines, recordedLength, spansSince } from './chart-scale.ts'

const T = Date.UTC(2026, 10, 23, 12)
const MINUTE = 60_000
const span = (from: number, to: number) => ({ from: T + from, to: T + to, models: [] })

test.each([
  [5e9, 'decimal', ['0 B', '2.0 GB', '4.0 GB']],
  [3.2e9, 'decimal', ['0 B', '1.0 GB', '2.0 GB', '3.0 GB']],
  [348e6, 'decimal', ['0 B', '100 MB', '200 MB', '300 MB']],
  [60e9, 'decimal', ['0 B', '20.0 GB', '40.0 GB', '60.0 GB']],
  [1.1e9, 'decimal', ['0 B', '500 MB', '1.0 GB']],
  [18.6 * 1024 ** 3, 'binary', ['0 B', '5.0 GiB', '10.0 GiB', '15.0 GiB']],
  [1.16 * 1024 ** 3, 'binary', ['0 B', '512 MiB', '1.0 GiB']],
  [2.9 * 1024 ** 4, 'binary', ['0 B', '1.0 TiB', '2.0 TiB']],
  [0, 'decimal', ['0 B']],
] as const)('an axis to %d bytes in %s units has the lines %j', (top, units, lines) => {
  const shown = byteLines(top, units).map((bytes) => formatBytes(bytes, 'en', units))
  expect(shown).toEqual(lines)
})

test.each([
  [[], MINUTE],
  [[span(-20_000, 0)], MINUTE],
  [[span(-12 * MINUTE, -5 * MINUTE), span(-2 * MINUTE, 0)], 12 * MINUTE],
  [[span(-61 * MINUTE, 0)], 60 * MINUTE],
] as const)('the time axis begins with the first record', (spans, length) => {
  expect(recordedLength(spans, T)).toBe(length)
})

test('records before the axis are left out, one across its start is cut', () => {
  expect(spansSince([span(-30, -21), span(-20, -10), span(-5, 0)], T - 15)).toEqual([span(-15, -10), span(-5, 0)])
})
