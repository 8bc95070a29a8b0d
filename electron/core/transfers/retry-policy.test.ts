import { describe, expect, it } from 'vitest'
import type { Problem } from '#shared/contract/problem.ts'
import { problem } from '../problem.ts'
import { createRetryPolicy } from './retry-policy.ts'

const HOUR = 3_600_000
const begun = { completed: 1, isBegun: true }
const unbegun = { completed: 0, isBegun: false }
/** No spread. */
const policy = (wasBegun = false) => createRetryPolicy(wasBegun, () => 0.5)
const wanting = (code: Problem['code'], retryAfter: number): Problem => ({ ...problem(code), retryAfter })

describe('a busy host or proxy that names a time', () => {
  it.each([
    ['is asked again then', 'busy', 90_000, 90_000],
    ['is asked again after an hour at most', 'gateway_down', 5 * HOUR, HOUR],
    ['is asked no sooner than without it', 'busy', 0, 1000],
  ] as const)('%s, also before the first byte', (_, code, wanted, inMs) => {
    expect(policy().after(wanting(code, wanted), unbegun)).toEqual({ inMs, isTold: true })
  })

  it('is not asked again where that is of no use', () => {
    expect(policy().after(wanting('unauthorized', 1000), begun)).toBeNull()
  })
})

describe('an error of the server', () => {
  it('passes by itself as a status in a pull, but neither before it begins nor as a line', () => {
    const status = problem('server_error', {}, { status: 500 })
    expect(policy().after(status, begun)).not.toBeNull()
    expect(policy(true).after(status, unbegun)).not.toBeNull()
    expect(policy().after(status, unbegun)).toBeNull()
    expect(policy().after(problem('server_error'), begun)).toBeNull()
  })
})

it('new tries are spread by a fifth', () => {
  const at = (chance: number) => createRetryPolicy(true, () => chance).after(problem('reset'), begun)?.inMs
  expect([at(0), at(0.5), at(1)]).toEqual([800, 1000, 1200])
})

it('a damaged file and a missing one are each tried once more', () => {
  const one = policy()
  const met = ['digest_mismatch', 'layer_missing', 'digest_mismatch', 'layer_missing'] as const
  expect(met.map((code) => one.after(problem(code), begun) !== null)).toEqual([true, true, false, false])
})
