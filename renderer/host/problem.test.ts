import { ORPCError } from '@orpc/client'
import { expect, test } from 'vitest'
import { ConnectionLost } from './connection.ts'
import { problemOf } from './problem.ts'

test('a problem of the core is passed on unchanged', () => {
  const data = {
    code: 'name_taken',
    params: { model: 'm:latest' },
    retryable: false,
    status: 409,
    detail: 'no',
  } as const
  expect(problemOf(new ORPCError('PROBLEM', { defined: true, data }))).toEqual(data)
})

test('an error that only resembles a problem is internal', () => {
  expect(problemOf(new ORPCError('PROBLEM', { defined: true, data: { code: 'nonsense' } })).code).toBe('internal')
  expect(problemOf(new ORPCError('PROBLEM', { defined: false, data: {} })).code).toBe('internal')
})

test('a refused input, a lost connection and an aborted call have codes of their own', () => {
  expect(problemOf(new ORPCError('BAD_REQUEST'))).toMatchObject({ code: 'input_invalid', retryable: false })
  expect(problemOf(new ConnectionLost())).toEqual({ code: 'connection_lost', params: {}, retryable: true })
  expect(problemOf(new DOMException('gone', 'AbortError')).code).toBe('cancelled')
})

test('anything else is internal and keeps its message', () => {
  expect(problemOf(new TypeError('x is not a function'))).toMatchObject({
    code: 'internal',
    detail: 'x is not a function',
  })
  expect(problemOf('text')).toMatchObject({ code: 'internal', detail: 'text' })
  expect(problemOf(new ORPCError('INTERNAL_SERVER_ERROR', { message: 'boom' })).detail).toContain('boom')
})
