import { expect, test } from 'vitest'
import { createNotices } from './notices.ts'

const unsaved = { id: 'not_saved a.json', code: 'not_saved', params: { file: 'a.json' }, kept: null } as const

test('a hidden notice returns only when it says something new', () => {
  const notices = createNotices()
  const isHidden = () => notices.all().map(({ hidden }) => hidden)
  notices.put(unsaved)
  expect(isHidden()).toEqual([false])
  notices.hide([unsaved.id, 'one that is gone'])
  expect(isHidden()).toEqual([true])

  notices.put(unsaved)
  expect(isHidden()).toEqual([true])
  notices.put({ ...unsaved, kept: 'a.json.unreadable-1' })
  expect(isHidden()).toEqual([false])

  notices.hide([unsaved.id])
  notices.put({ ...unsaved, kept: 'a.json.unreadable-1' }, async () => {})
  expect(isHidden()).toEqual([false])
})

test('a hidden notice whose cause went away returns with the cause', () => {
  const notices = createNotices()
  notices.put(unsaved)
  notices.hide([unsaved.id])
  notices.remove(unsaved.id)
  notices.put(unsaved)
  expect(notices.all()).toMatchObject([{ hidden: false }])
})

test('a change is announced once, and what changes nothing is not', () => {
  const notices = createNotices()
  let changes = 0
  notices.onChange(() => changes++)
  notices.put(unsaved)
  notices.put(unsaved)
  expect(changes).toBe(1)
  notices.hide([unsaved.id])
  expect(changes).toBe(2)
})
