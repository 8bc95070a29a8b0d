import { describe, expect, it } from 'vitest'
import { fail } from '../problem.ts'
import { accountOfError, readAccount, signinAddress } from './account.ts'
import { answerProblem } from './errors.ts'

describe('the account', () => {
  it.each([
    [
      { id: '1', name: 'ada', plan: 'pro' },
      { state: 'signed_in', name: 'ada', plan: 'pro' },
    ],
    [
      { name: 'ada', plan: 5 },
      { state: 'signed_in', name: 'ada', plan: null },
    ],
    [{ name: '' }, { state: 'unknown' }],
    [{}, { state: 'unknown' }],
    [[], { state: 'unknown' }],
    [null, { state: 'unknown' }],
    [undefined, { state: 'unknown' }],
  ])('of the answer %j is %j', (answer, account) => {
    expect(readAccount(answer)).toEqual(account)
  })

  const json = 'application/json'
  it.each([
    [
      401,
      json,
      '{"error":"unauthorized","signin_url":"https://ollama.com/connect?key=1"}',
      'https://ollama.com/connect?key=1',
    ],
    [401, json, '{"error":"unauthorized","signin_url":"https://ollama.com.example.org/"}', null],
    [401, json, '{"error":"unauthorized","signin_url":5}', null],
  ] as const)('of %i %s %s is signed out, with the address %j', (status, contentType, body, signinUrl) => {
    const problem = answerProblem({ status, contentType, body }, { server: 'http://box' })
    expect(accountOfError(fail(problem.code, problem.params, problem))).toEqual({ state: 'signed_out', signinUrl })
  })

  it.each([
    [503, json, '{"error":"account unavailable"}', 'offline'],
    [503, 'text/html', '<html>', 'unknown'],
    [429, json, '{"error":"slow down"}', 'unknown'],
    [401, 'text/html', '<html>', 'unknown'],
    [404, 'text/plain', '404 page not found', 'unknown'],
    [500, json, '{"error":"no"}', 'unknown'],
  ] as const)('of %i %s %s is %s', (status, contentType, body, state) => {
    const problem = answerProblem({ status, contentType, body }, { server: 'http://box' })
    expect(accountOfError(fail(problem.code, problem.params, problem))).toEqual({ state })
  })

  it('is not asked to the end by who cancels', () => {
    expect(() => accountOfError(fail('cancelled'))).toThrow()
  })
})

it.each([
  ['https://ollama.com/connect?name=box&key=c2', 'https://ollama.com/connect?name=box&key=c2'],
  ['https://www.ollama.com/connect', 'https://www.ollama.com/connect'],
  ['http://ollama.com/connect', null],
  ['https://ollama.com:8443/connect', null],
  ['https://ada:secret@ollama.com/connect', null],
  ['https://evil.example/?https://ollama.com/', null],
  ['javascript:alert(1)', null],
  [`https://ollama.com/${'x'.repeat(2000)}`, null],
  ['', null],
  [null, null],
])('%j leads to the sign-in at %j', (told, address) => {
  expect(signinAddress(told)).toBe(address)
})
