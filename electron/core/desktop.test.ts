import { expect, test } from 'vitest'
import type { DesktopState } from '#shared/contract/desktop.ts'
import { createDesktop, type DesktopActs } from './desktop.ts'

const state: DesktopState = {
  tray: true,
  shortcuts: { unload: 'off', free: 'off' },
  update: { way: 'by_hand', phase: 'idle', version: null, share: null, detail: null },
}
const acts: DesktopActs = {
  open: () => {},
  openPanel: () => {},
  fitPanel: () => {},
  closePanel: () => {},
  discard: () => {},
  checkForUpdate: async () => {},
  downloadUpdate: async () => {},
  installUpdate: async () => {},
  painted: () => {},
}

test('without a desktop there is no state, and every act is refused', async () => {
  const desktop = createDesktop()
  expect(await desktop.watch().next()).toEqual({ value: null, done: false })
  desktop.set({ tray: false })
  expect(await desktop.watch().next()).toEqual({ value: null, done: false })
  expect(() => desktop.acts()).toThrowError(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'not_supported' }) }),
  )
})

test('the state is sent at once and after each change', async () => {
  const desktop = createDesktop()
  desktop.attach(acts, state)
  const seen = desktop.watch()
  expect((await seen.next()).value).toEqual(state)
  desktop.set({ shortcuts: { unload: 'taken', free: 'on' } })
  expect((await seen.next()).value).toEqual({ ...state, shortcuts: { unload: 'taken', free: 'on' } })
  expect(desktop.acts()).toBe(acts)
})

test('requests wait for a page, and each goes to one page only, in order', async () => {
  const desktop = createDesktop()
  desktop.ask({ type: 'pull', name: 'a' })
  desktop.ask({ type: 'show', name: 'b' })
  const leaving = new AbortController()
  const page = desktop.requests(leaving.signal)
  expect((await page.next()).value).toEqual({ type: 'pull', name: 'a' })
  leaving.abort()
  await page.return()
  desktop.ask({ type: 'keys' })
  const next = desktop.requests()
  expect((await next.next()).value).toEqual({ type: 'show', name: 'b' })
  expect((await next.next()).value).toEqual({ type: 'keys' })
  const later = next.next()
  desktop.ask({ type: 'pull_dialog' })
  expect((await later).value).toEqual({ type: 'pull_dialog' })
})

test('waiting requests are bounded', async () => {
  const desktop = createDesktop()
  for (let n = 0; n < 1000; n++) desktop.ask({ type: 'show', name: String(n) })
  const page = desktop.requests()
  expect((await page.next()).value).toEqual({ type: 'show', name: '980' })
})

test('a page that does not answer is asked once whether it may be discarded, and loses no other request', async () => {
  const desktop = createDesktop()
  desktop.ask({ type: 'pull', name: 'a' })
  for (let n = 0; n < 1000; n++) desktop.ask({ type: 'may_discard' })
  const page = desktop.requests()
  expect((await page.next()).value).toEqual({ type: 'pull', name: 'a' })
  expect((await page.next()).value).toEqual({ type: 'may_discard' })
  const next = page.next()
  desktop.ask({ type: 'keys' })
  expect((await next).value).toEqual({ type: 'keys' })
})
