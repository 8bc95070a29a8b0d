import { expect, it } from 'vitest'
import { STALLED_AFTER } from '#shared/domain/progress.ts'
import { now, transfer } from '#shared/domain/test-quick.ts'
import { createTransferNews, newsMessage } from './transfer-news.ts'
import { createShellI18n } from './shell-i18n.ts'

const english = createShellI18n('en', [])

it('tells each end and each stall once, and nothing that was over before', () => {
  let time = now
  const news = createTransferNews(() => time)
  const look = (...list: Parameters<typeof news.look>[0][number][]) =>
    news.look(list).map(({ what, transfer: { id } }) => `${what} ${id}`)
  expect(look(transfer('old', { state: 'failed' }), transfer('a'), transfer('b'))).toEqual([])
  expect(look(transfer('a', { state: 'done' }), transfer('b'))).toEqual(['done a'])
  expect(look(transfer('a', { state: 'done' }), transfer('b', { quietSince: now }))).toEqual([])
  time += STALLED_AFTER
  expect(look(transfer('b', { quietSince: now }))).toEqual(['stalled b'])
  expect(look(transfer('b', { quietSince: now }))).toEqual([])
  expect(look(transfer('b'))).toEqual([])
  expect(look(transfer('b', { quietSince: now }))).toEqual(['stalled b'])
  expect(look(transfer('b', { state: 'failed' }))).toEqual(['failed b'])
  expect(look(transfer('b', { attempt: 2 }))).toEqual([])
  expect(look(transfer('b', { state: 'cancelled' }))).toEqual([])
  expect(look(transfer('new', { state: 'done' }))).toEqual([])
})

it('puts it into words, with what to do about a failure', () => {
  expect(newsMessage('done', transfer('a', { name: 'qwen3:8b', total: 5.2e9 }), english)).toEqual({
    title: 'qwen3:8b is pulled',
    body: '5.2 GB in all.',
  })
  const problem = { code: 'disk_full', params: {}, retryable: true } as const
  const failed = newsMessage('failed', transfer('a', { kind: 'push', name: 'me/x:1\u202e', problem }), english)
  expect(failed.title).toBe('Pushing me/x:1⟨U+202E⟩ failed')
  expect(failed.body).toMatch(/disk/i)
  expect(newsMessage('stalled', transfer('a'), english).body).not.toBe('')
})
