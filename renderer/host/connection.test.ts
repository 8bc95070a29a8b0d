import { expect, test } from 'vitest'
import { ConnectionLost, ConnectionRefused, keepOpen, type OpenLink } from './connection.ts'

/** Links that the test opens and closes. */
function links(...answers: ('open' | 'fail' | ConnectionRefused)[]) {
  const waits: number[] = []
  const drops: (() => void)[] = []
  let calls = 0
  const open: OpenLink = async (closed) => {
    const answer = answers.shift() ?? 'fail'
    if (answer === 'fail') throw new Error('nobody there')
    if (answer instanceof ConnectionRefused) throw answer
    drops.push(closed)
    const mine = drops.length
    return {
      call: (path) => {
        calls += 1
        if (path.at(-1) === 'info') return Promise.resolve(`answer of link ${mine}`)
        return new Promise((_, reject) => void hanging.push(() => reject(new Error('socket closed'))))
      },
    }
  }
  const hanging: (() => void)[] = []
  const turns: (() => void)[] = []
  const wait = (ms: number) => new Promise<void>((resolve) => void (waits.push(ms), turns.push(resolve)))
  const core = keepOpen(open, wait)
  const state = (wanted: string) =>
    new Promise<void>((resolve) => {
      if (core.connection.getState() === wanted) return resolve()
      const stop = core.connection.subscribe((now) => {
        if (now !== wanted) return
        stop()
        resolve()
      })
    })
  /** Ends the pause before the next attempt. */
  const next = async () => {
    while (turns.length === 0) await Promise.resolve()
    turns.shift()?.()
  }
  return { core, waits, drops, hanging, state, next, calls: () => calls }
}

test('calls wait for the first link', async () => {
  const { core, next, state } = links('fail', 'open')
  expect(core.connection.getState()).toBe('connecting')
  const answer = core.client.system.info()
  await next()
  await state('open')
  expect(await answer).toBe('answer of link 1')
})

test('a lost link is opened again, and calls meanwhile fail at once', async () => {
  const { core, drops, next, state, calls } = links('open', 'open')
  await state('open')
  drops[0]?.()
  await state('lost')
  await expect(core.client.system.info()).rejects.toBeInstanceOf(ConnectionLost)
  expect(calls()).toBe(0)
  await next()
  await state('open')
  expect(await core.client.system.info()).toBe('answer of link 2')
})

test('a call that runs when the link is lost fails with ConnectionLost', async () => {
  const { core, drops, hanging, state } = links('open')
  await state('open')
  const call = core.client.settings.get()
  while (hanging.length === 0) await Promise.resolve()
  drops[0]?.()
  await state('lost')
  hanging[0]?.()
  await expect(call).rejects.toBeInstanceOf(ConnectionLost)
})

test('it waits longer after each failure, up to a bound, and starts over after a success', async () => {
  const { waits, drops, next, state } = links('fail', 'fail', 'fail', 'fail', 'fail', 'fail', 'fail', 'open')
  for (let turn = 0; turn < 7; turn += 1) await next()
  await state('open')
  expect(waits).toEqual([600, 1200, 2400, 4800, 9600, 10_000, 10_000])
  drops[0]?.()
  await state('lost')
  await next()
  expect(waits.at(7)).toBe(300)
})

test.each(['no_token', 'refused'] as const)('a refused connection (%s) is not tried again', async (why) => {
  const { core, waits, state } = links(new ConnectionRefused(why))
  await state(why)
  await expect(core.client.system.info()).rejects.toBeInstanceOf(ConnectionLost)
  expect(waits).toEqual([])
})
