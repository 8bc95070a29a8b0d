import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOlder } from './version.ts'

describe('isOlder', () => {
  it.each([
    ['0.9.0', '0.10.0', true],
    ['0.10.0', '0.9.9', false],
    ['0.5.12', '0.5.12', false],
    ['0.5', '0.5.1', true],
    ['v0.12.3', '0.12.4', true],
    ['v0.12.3', '0.12.3', false],
    ['0.6.6-rc2', '0.6.6', false],
    ['0.6.6-rc2', '0.6.7', true],
    ['0.33.0-rc2-4-gfb30760', '0.33.0', false],
    ['0.33.0-rc2-4-gfb30760', '0.33.1', true],
    ['0.14.2+rocm', '0.14.2', false],
    ['0.14.2+rocm', '0.15.0', true],
    ['30.7', '0.33.0', false],
    ['30.7', '31.0.0', true],
  ])('%s than %s: %s', (version, release, older) => {
    expect(isOlder(version, release)).toBe(older)
  })

  it.each([
    [null],
    [''],
    [' '],
    ['0.0.0'],
    ['0.0.0-dirty'],
    ['main'],
    ['0'],
    ['0.5.12.1'],
    ['-1.2.3'],
    ['build 0.1.2'],
  ])('never for %j', (version) => {
    expect(isOlder(version, '99.0.0')).toBe(false)
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (version) => typeof isOlder(version, '0.3.0') === 'boolean'))
    const numbers = fc.tuple(fc.bigInt({ min: 0n }), fc.bigInt({ min: 0n })).map((pair) => pair.join('.'))
    fc.assert(fc.property(numbers, (version) => typeof isOlder(version, '0.3.0') === 'boolean'))
  })
})
