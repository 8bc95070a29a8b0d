import { expect, it } from 'vitest'
import type { HistoryEntry, HistoryPart } from '#shared/contract/history.ts'
import { toCsv, toJson } from './export.ts'

const part = (more: Partial<HistoryPart>): HistoryPart => ({
  id: 'id-1',
  act: 'delete',
  reverses: null,
  host: { id: 'box', name: 'box', url: 'http://box:11434' },
  names: ['=cmd|a:1'],
  at: 0,
  endedAt: 1500,
  state: 'done',
  isUndone: false,
  problem: null,
  undo: null,
  calls: [{ method: 'DELETE', path: '/api/delete', body: { model: 'a:1' }, status: 200, ms: 12 }],
  digests: [{ name: 'a:1', before: 'ab', after: null }],
  changes: [],
  moved: null,
  canRetry: false,
  ...more,
})
const entries: HistoryEntry[] = [
  {
    row: { ...part({}), id: 'both', parts: { total: 2, failed: 1 } },
    parts: [part({}), part({ id: 'id-2', state: 'failed', endedAt: null, calls: [] })],
  },
]

it('is JSON with times in UTC, an object for each operation', () => {
  const { operations } = JSON.parse(toJson(entries)) as { operations: object[] }
  expect(operations).toMatchObject([
    { id: 'id-1', partOf: 'both', at: '1970-01-01T00:00:00.000Z', endedAt: '1970-01-01T00:00:01.500Z', act: 'delete' },
    { id: 'id-2', partOf: 'both', endedAt: null, state: 'failed', calls: [] },
  ])
})

it('is a table in which no name is a formula', async () => {
  const [head, first] = (await toCsv(entries)).split(/\r?\n/)
  expect(head).toMatch(/^at,endedAt,act,/)
  expect(first).toContain(`'=cmd|a:1`)
  expect(first).toContain('DELETE /api/delete {""model"":""a:1""}')
})
