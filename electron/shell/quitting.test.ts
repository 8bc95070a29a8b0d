import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CLOSE_WITHIN, quitInOrder as quitAndRelease } from './quitting.ts'

const electron = vi.hoisted(() => ({ app: undefined as unknown, powerMonitor: undefined as unknown }))
vi.mock('electron', () => ({
  get app() {
    return electron.app
  },
  get powerMonitor() {
    return electron.powerMonitor
  },
}))

/** The quitting of Electron's app: it ends with the first quit that is not prevented. */
class FakeApp extends EventEmitter {
  ended = false
  quit() {
    const event = { prevented: false, preventDefault: () => (event.prevented = true) }
    this.emit('before-quit', event)
    if (!event.prevented) this.ended = true
  }
}

let app: FakeApp
let powerMonitor: EventEmitter
const signals = ['SIGINT', 'SIGTERM'] as const
const before = signals.map((name) => process.listeners(name))
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  electron.app = app = new FakeApp()
  electron.powerMonitor = powerMonitor = new EventEmitter()
})
afterEach(() => {
  vi.useRealTimers()
  signals.forEach((name, at) => {
    for (const listener of process.listeners(name)) if (!before[at]?.includes(listener)) process.off(name, listener)
  })
})
const quitInOrder = (ask: () => Promise<boolean>, close: () => Promise<void>) =>
  quitAndRelease(ask, close, async () => {})
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

it('closes everything before it ends', async () => {
  let close = () => {}
  const quitting = quitInOrder(
    async () => true,
    () => new Promise<void>((resolve) => (close = resolve)),
  )
  app.quit()
  await pass(0)
  expect([app.ended, quitting.isEnding()]).toEqual([false, true])
  close()
  await pass(0)
  expect(app.ended).toBe(true)
})

it.each([
  ['never is done', () => new Promise<void>(() => {}), 0.75 * CLOSE_WITHIN],
  ['fails late', () => new Promise<void>((_, reject) => setTimeout(reject, 20)), 20],
])('ends although closing %s', async (_, close, after) => {
  quitInOrder(async () => true, close)
  app.quit()
  await pass(after - 1)
  expect(app.ended).toBe(false)
  await pass(1)
  expect(app.ended).toBe(true)
})

it('asks first, once, and continues if declined', async () => {
  const answers = [false, true]
  let asked = 0
  quitInOrder(
    async () => answers[asked++] ?? false,
    async () => {},
  )
  app.quit()
  await pass(CLOSE_WITHIN)
  expect([asked, app.ended]).toEqual([1, false])
  app.quit()
  await pass(0)
  expect([asked, app.ended]).toEqual([2, true])
})

it.each(signals)('does not ask after %s', async (name) => {
  const ask = vi.fn(async () => false)
  quitInOrder(ask, async () => {})
  for (const listener of process.listeners(name)) if (!before[signals.indexOf(name)]?.includes(listener)) listener(name)
  await pass(0)
  expect(app.ended).toBe(true)
  expect(ask).not.toHaveBeenCalled()
})

it('does not ask when the session ends', async () => {
  const ask = vi.fn(async () => false)
  quitInOrder(ask, async () => {})
  powerMonitor.emit('shutdown')
  app.quit()
  await pass(0)
  expect(app.ended).toBe(true)
  expect(ask).not.toHaveBeenCalled()
})
