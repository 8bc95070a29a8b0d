import { expect, test } from 'vitest'
import { transfer } from '#shared/domain/test-fixtures.ts'
import { exportOf } from './export.ts'

const start = Date.UTC(2026, 10, 23, 9, 30)

test('what has ended is exported with times, bytes and what went wrong, and unknown as null', () => {
  const list = [
    transfer('a', {
      name: 'qwen3:8b',
      state: 'failed',
      startedAt: start,
      endedAt: start + 60_000,
      activeMs: 50_000,
      attempt: 2,
      rescues: 3,
      total: 100,
      completed: 40,
      moved: 30,
      cached: 10,
      problem: { code: 'disk_full', params: { model: 'qwen3:8b' }, retryable: false },
    }),
    transfer('b', { state: 'done', kind: 'push', hostId: 'gone', startedAt: start, endedAt: null }),
  ]
  expect(JSON.parse(exportOf(list, (id) => (id === 'a' ? 'Workstation' : null)))).toEqual({
    transfers: [
      {
        kind: 'pull',
        model: 'qwen3:8b',
        host: 'Workstation',
        outcome: 'failed',
        startedAt: '2026-11-23T09:30:00.000Z',
        endedAt: '2026-11-23T09:31:00.000Z',
        activeMs: 50_000,
        attempt: 2,
        rescues: 3,
        total: 100,
        completed: 40,
        moved: 30,
        alreadyThere: 10,
        problem: { code: 'disk_full', params: { model: 'qwen3:8b' } },
      },
      {
        kind: 'push',
        model: 'b:latest',
        host: null,
        outcome: 'done',
        startedAt: '2026-11-23T09:30:00.000Z',
        endedAt: null,
        activeMs: 0,
        attempt: 1,
        rescues: 0,
        total: null,
        completed: null,
        moved: null,
        alreadyThere: null,
        problem: null,
      },
    ],
  })
})
