import { expect, test } from 'vitest'
import { send } from './testing/client.ts'
import { startSandbox } from './server.ts'
import { linesOf } from './testing/client.ts'

test('runs on the system clock too, on loopback, until it is closed', async () => {
  const sandbox = await startSandbox({ rate: 0, models: 3, as: '0.5.12' })
  expect(sandbox.url).toBe(`http://127.0.0.1:${sandbox.port}`)
  const reply = await send(sandbox.url, { method: 'GET', path: '/api/version' })
  expect(reply.text).toBe('{"version":"0.5.12"}')
  expect(Math.abs(Date.parse(reply.headers.date ?? '') - Date.now())).toBeLessThan(5000)
  const pull = await send(sandbox.url, { method: 'POST', path: '/api/pull', body: { model: 'qwen3:0.6b' } })
  expect(linesOf(pull).at(-1)).toEqual({ status: 'success' })
  expect(sandbox.store.size).toBe(4)
  await sandbox.close()
  await expect(send(sandbox.url, { method: 'GET', path: '/' })).rejects.toThrow('ECONNREFUSED')
})

test('a port that is taken is an error', async () => {
  const sandbox = await startSandbox({ models: 0 })
  await expect(startSandbox({ models: 0, port: sandbox.port })).rejects.toThrow('EADDRINUSE')
  await sandbox.close()
})
