import { expect, it } from 'vitest'
import type { Transfer } from '#shared/contract/transfers.ts'
import { transfer } from '#shared/domain/test-fixtures.ts'
import type { TransferNews } from '#shared/domain/transfer-news.ts'
import { transferNotification } from './transfer-notification.ts'
import { createShellI18n } from './shell-i18n.ts'

const english = createShellI18n('en', [])
const message = (what: TransferNews['what'], about: Transfer, i18n = english) =>
  transferNotification({ what, transfer: about, step: 0 }, i18n)

it('has a title and, for a failure, what to do', () => {
  expect(message('done', transfer('a', { name: 'qwen3:8b', total: 5.2e9 }))).toEqual({
    title: 'qwen3:8b is pulled',
    body: '5.2 GB in all.',
  })
  const problem = { code: 'disk_full', params: {}, retryable: true } as const
  const failed = message('failed', transfer('a', { kind: 'push', name: 'me/x:1\u202e', problem }))
  expect(failed?.title).toBe('Pushing me/x:1⟨U+202E⟩ failed')
  expect(failed?.body).toMatch(/disk/i)
  const chinese = createShellI18n('zh-CN', [])
  expect(message('failed', transfer('a', { problem }), chinese)?.body).toMatch(/^[^. ]+。[^. ]+/)
  expect(message('stalled', transfer('a'))?.body).not.toBe('')
})

it('is null for news shown only in the window', () => {
  expect(message('started', transfer('a'))).toBeNull()
  expect(message('step', transfer('a'))).toBeNull()
  expect(message('cancelled', transfer('a', { state: 'cancelled' }))).toBeNull()
})
