import { afterEach, expect, it } from 'vitest'
import { evictionBefore } from '#shared/domain/eviction.ts'
import { predictionOf } from '#shared/domain/memory-fit/setting.ts'
import { readMachine } from '../../sandbox/memory/machine.ts'
import { startTestApp } from '../../sandbox/testing/app.ts'

let test: Awaited<ReturnType<typeof startTestApp>> | undefined
afterEach(async () => {
  await test?.close()
  test = undefined
})

it.each([
  ['1:8', 'on a full GPU the shortest keep-alive goes first'],
  ['1:80', 'with room nothing goes'],
])('says before a load what the server will unload: %s, %s', async (gpus) => {
  const machine = readMachine(gpus)
  if (!machine) throw new Error(gpus)
  test = await startTestApp({ machine })
  const { client, hostId, app } = test
  const options = { num_ctx: 4096 }
  await app.running.read(hostId)
  await client.running.load({ hostId, name: 'llama3.1:8b', keepAlive: '1h', options })
  await client.running.load({ hostId, name: 'llama3.2:latest', keepAlive: '5m', options })
  const { models, clockOffsetMs } = await app.running.read(hostId)
  const minutes = models.map(({ name, keepAliveMs }) => [name, Math.round((keepAliveMs ?? 0) / 60_000)])
  expect(Object.fromEntries(minutes)).toEqual({ 'llama3.1:8b': 60, 'llama3.2:latest': 5 })
  const next = await client.library.memoryModel({ hostId, name: 'qwen3:32b' })
  const eviction = evictionBefore({
    loaded: models,
    serverNow: test.platform.clock.now() + (clockOffsetMs ?? 0),
    predicted: predictionOf(next, { context: 4096, version: null, machine: null }),
    free: null,
  })
  const { madeRoom } = await client.running.load({ hostId, name: 'qwen3:32b', options })
  expect([...madeRoom].sort()).toEqual([...(eviction?.names ?? [])].sort())
  expect(eviction?.names[0]).toBe(gpus === '1:8' ? 'llama3.2:latest' : undefined)
})
